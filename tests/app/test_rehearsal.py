import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.database.base import utc_now
from app.database.ledger import Ledger
from tests.app.rehearsing import Practice, a_practice_workshop
from tests.servers import Server, klebepunkt, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("rehearsal")) as started:
        yield started


def practice(server: Server) -> Practice:
    ledger = Ledger(server.database_url)
    try:
        return ledger.write_now(a_practice_workshop, utc_now())
    finally:
        ledger.close()


def test_half_a_day_is_played_through_and_every_vote_counted_on_both_sides(
    server: Server, tmp_path: Path
) -> None:
    made = practice(server)
    room = ("--url", server.url, "--code", made.code, "--moderator", server.url + made.link)
    short = ("--people", "12", "--seconds", "4", "--json")
    done = klebepunkt("rehearse", *room, *short, data=tmp_path)
    report = json.loads(done.stdout)
    assert report["errors"] == {}
    assert [vote["differences"] for vote in report["votes"]] == [[], [], []]
    plenary = next(vote for vote in report["votes"] if vote["room"] == made.code)
    assert plenary["paper_ballots"] == 12
    assert plenary["dots_on_the_server"] > 12
    done_too = {"merge-chosen", "unmerge", "hide", "return", "undo", "group", "propose", "PDF"}
    assert done_too <= report["requests"].keys()
    assert done.returncode == 0


def test_a_link_of_another_workshop_plays_nobody(server: Server, tmp_path: Path) -> None:
    made, other = practice(server), practice(server)
    room = ("--url", server.url, "--code", made.code, "--moderator", server.url + other.link)
    done = klebepunkt("rehearse", *room, data=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "hands this workshop over" in done.stderr
    assert done.stderr.count("\n") == 1
