"""The power goes while people vote: every dot that a phone was told of is there, and none twice."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.rehearsal import run
from app.rehearsal.report import Report
from tests import servers
from tests.builders import Cast, a_workshop
from tests.ledgers import Databases
from tests.servers import wait_until
from workshops.models import Dots, Participant

PEOPLE = 40
SECONDS = 3  # that they vote, half of it before the power is gone and half after it is back
ALLOWANCE, MOST = 9, 2


@pytest.fixture
def url(kind: str, databases: Databases, tmp_path: Path) -> Iterator[str]:
    """An empty database: for PostgreSQL the process of Klebepunkt alone loses its power."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'klebepunkt.db'}"
    else:
        made = databases.postgres.create()
        yield made
        databases.drop(made)


def test_a_power_cut_in_the_middle_of_the_vote_loses_no_dot_and_counts_none_twice(
    url: str, tmp_path: Path
) -> None:
    port = str(servers.free_port())
    with ExitStack() as power:
        server = power.enter_context(servers.running(tmp_path, url, PORT=port))
        ledger = Ledger(url)
        power.callback(ledger.close)
        cast: Cast = ledger.write_now(
            a_workshop, step="vote", scope="step", allowance=ALLOWANCE, most=MOST, measures=12
        )
        before = 0

        def cut() -> None:
            nonlocal before
            wait_until(lambda: ledger.read_now(dots_placed) > PEOPLE)
            server.kill()
            before = ledger.read_now(dots_placed)
            power.enter_context(servers.running(tmp_path, url, PORT=port))

        with ThreadPoolExecutor() as hall:  # journeys have a loop of their own in this thread
            report = hall.submit(asyncio.run, rehearse(server.url, cast.code, cut)).result()
        check(report)
        assert report.counted.total() == ledger.read_now(dots_placed) > before
        assert ledger.read_now(most_of_one_person) <= ALLOWANCE
        assert ledger.read_now(most_on_one_measure) <= MOST
        assert ledger.read_now(people) == PEOPLE


async def rehearse(url: str, code: str, cut: Callable[[], None]) -> Report:
    return await run.rehearse(
        url, code, PEOPLE, SECONDS, lambda line: None, halfway=lambda: asyncio.to_thread(cut)
    )


def check(report: Report) -> None:
    assert report.errors, "nobody noticed that the server was gone"
    assert report.compared == PEOPLE
    assert report.agrees
    assert "ballot: differs from what was acknowledged" not in report.errors
    assert report.placed.total() > PEOPLE


def dots_placed(session: Session) -> int:
    return session.scalar(select(func.sum(Dots.count))) or 0


def most_of_one_person(session: Session) -> int:
    each = select(func.sum(Dots.count).label("n")).group_by(Dots.participant_id).subquery()
    return session.scalar(select(func.max(each.c.n))) or 0


def most_on_one_measure(session: Session) -> int:
    return session.scalar(select(func.max(Dots.count))) or 0


def people(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Participant)) or 0
