"""Responses, runs and tickets, on SQLite and PostgreSQL."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.database.base import Base
from app.database.ledger import Ledger
from app.refused import Missing, Refused
from surveys.answering import services
from surveys.answering.rules import ticket_digest
from surveys.answering.runs import (
    change_run,
    close_overdue,
    close_run,
    create_run,
    open_run,
    run_row,
    runs,
)
from surveys.answering.services import begin, code_to_resume, finish, held, save, turnout
from surveys.answering.tickets import block_ticket, make_tickets, sheet_of, tickets
from surveys.models import Response, Ticket
from surveys.retention import forget
from surveys.services import create_survey
from tests.surveys.answering.cast import KINDER, NOW, a_run, a_survey

SECRET = "only for tests, and long enough for one"
LATER = NOW + dt.timedelta(hours=2)
T = TypeVar("T")


def start(session: Session, /, run: str, holder: str = "h", **more: Any) -> str:
    return begin(session, run, **{"holder": holder, "language": "ar", "now": NOW, **more})


def kept(session: Session, /, run: str, holder: str = "h") -> dict[str, Any]:
    found = held(session, run, holder, NOW)
    assert found is not None
    return dict(found.answers)


def test_beginning_twice_begins_once_and_a_finished_response_is_nobodys(session: Session) -> None:
    run = a_run(session)
    first = start(session, run, resume="r")
    assert start(session, run) == first
    assert code_to_resume(session, "r") == run
    save(session, run, "h", {"kids": "no"}, now=NOW)
    run_id = run_row(session, run).id
    assert turnout(session, run_id) == (1, 0)
    finish(session, run, "h", now=NOW)
    assert turnout(session, run_id) == (1, 1)
    assert held(session, run, "h", NOW) is None
    assert code_to_resume(session, "r") is None
    row = session.scalars(select(Response)).one()
    assert (row.holder, row.resume) == (None, None)
    assert (row.answers, row.day) == ({"kids": "no"}, NOW.date())
    with pytest.raises(Missing):
        save(session, run, "h", {"kids": "yes"}, now=NOW)
    assert start(session, run, "somebody else on this phone") != first


def test_saving_replaces_what_it_names_and_keeps_all_else(session: Session) -> None:
    run = a_run(session)
    start(session, run)
    save(session, run, "h", {"kids": "yes", "count": 2}, now=NOW, place=1, language="de")
    save(session, run, "h", {"wish": "Hort"}, emptied=("wish", "count"), now=NOW)
    assert kept(session, run) == {"kids": "yes", "wish": "Hort"}
    before = held(session, run, "h", NOW)
    save(session, run, "h", {"wish": "Hort"}, now=NOW)
    assert before is not None
    assert held(session, run, "h", NOW) == before
    assert (before.place, before.language, before.saves) == (1, "de", 2)


def test_a_run_opens_and_closes_by_its_times_and_by_hand(session: Session) -> None:
    day = dt.timedelta(days=1)
    run = a_run(session, opens_at=NOW, closes_at=NOW + day)
    with pytest.raises(Refused, match="not been opened"):
        start(session, run, now=NOW - day)
    start(session, run, resume="r")
    save(session, run, "h", {"kids": "no"}, now=NOW)
    close_overdue(session, run, now=NOW)
    assert code_to_resume(session, "r") == run
    with pytest.raises(Refused, match="closed"):
        start(session, run, "too late", now=NOW + day)
    with pytest.raises(Refused, match="closed"):
        save(session, run, "h", {"kids": "yes"}, now=NOW + day)
    forget(session, NOW + day)
    assert code_to_resume(session, "r") is None
    open_run(session, run, now=NOW + day)
    assert held(session, run, "h", NOW) is None
    start(session, run, "new", now=NOW + 2 * day)
    close_run(session, run)
    (line,) = runs(session, run_row(session, run).survey_id, now=NOW)
    assert (line.standing, line.begun, line.finished) == ("closed", 2, 0)
    assert {row.answers.get("kids") for row in session.scalars(select(Response))} == {"no", None}
    plan: dict[str, Any] = {"title": "Später", "most": None, "tickets_only": False}
    plan |= {"interviews": False, "closes_at": None, "now": NOW + day}
    again = a_run(session)
    start(session, again)
    change_run(session, again, opens_at=NOW + 2 * day, **plan)
    with pytest.raises(Refused, match="not been opened"):
        start(session, again, "too early", now=NOW + day)
    save(session, again, "h", {"kids": "no"}, now=NOW + day)
    start(session, again, "in time", now=NOW + 2 * day)
    change_run(session, again, opens_at=NOW, **plan)
    start(session, again, "at once", now=NOW + day)
    early = a_run(session, opens_at=NOW + day, closes_at=NOW + 2 * day)
    open_run(session, early, now=NOW)
    row = run_row(session, early)
    assert (row.opens_at, row.closes_at) == (None, NOW + 2 * day)


def test_a_run_that_makes_no_sense_is_refused(session: Session) -> None:
    draft = create_survey(session, KINDER, now=NOW)
    with pytest.raises(Refused, match="Publish"):
        create_run(session, draft, title="Zu früh", now=NOW)
    name = a_survey(session)
    wrongs: list[dict[str, Any]] = [
        {"title": " "},
        {"most": 0},
        {"opens_at": NOW, "closes_at": NOW},
    ]
    for wrong in wrongs:
        with pytest.raises(Refused):
            create_run(session, name, **{"title": "Herbst", "now": NOW, **wrong})
    run = create_run(session, name, title="Schritt", now=NOW, step_id=7)
    with pytest.raises(Refused, match="not been opened"):
        start(session, run)
    open_run(session, run, now=NOW)
    start(session, run)
    change: dict[str, Any] = {
        "opens_at": None,
        "closes_at": None,
        "tickets_only": False,
        "now": NOW,
    }
    with pytest.raises(Refused, match="workshop"), session.begin_nested():
        change_run(session, run, title="Anders", most=1, interviews=True, **change)
    change_run(session, run, title="Anders", most=1, interviews=False, **change)
    with pytest.raises(Refused, match="As many"):
        start(session, run, "one more")
    assert start(session, run), "who has begun goes on"


def test_a_ticket_lets_one_person_in_and_nothing_links_it_to_their_response(
    session: Session,
) -> None:
    run = a_run(session, tickets_only=True)
    make_tickets(session, run, 3, secret=SECRET)
    sheet = sheet_of(session, run, range(1, 4), SECRET)
    assert sheet.title == "Kinder in Kieferstadt"
    codes = sheet.tickets
    digests = {number: ticket_digest(SECRET, code) for number, code in codes.items()}
    with pytest.raises(Refused, match="personal link"):
        start(session, run)
    start(session, run, ticket=digests[1])
    start(session, run, ticket=digests[1])  # pressed twice
    with pytest.raises(Refused, match="used already"):
        start(session, run, "somebody else", ticket=digests[1])
    block_ticket(session, run, 2, True)
    with pytest.raises(Refused, match="not valid"):
        start(session, run, "another", ticket=digests[2])
    block_ticket(session, run, 2, False)
    with pytest.raises(Missing):
        start(session, run, "guesser", ticket="made up")
    assert [one.state for one in tickets(session, run)] == ["used", "new", "new"]
    assert list(sheet_of(session, run, range(1, 4), SECRET).tickets) == [2, 3]
    ticket = session.scalars(select(Ticket).where(Ticket.used)).one()
    assert not texts_of(ticket) & texts_of(session.scalars(select(Response)).one())


def texts_of(row: Base) -> set[str]:
    """All that could be the key of something else."""
    values = (getattr(row, column.key) for column in inspect(type(row)).columns)
    return {value for value in values if isinstance(value, str)}


def test_a_ticket_of_another_run_opens_nothing(session: Session) -> None:
    ours, theirs = a_run(session, tickets_only=True), a_run(session, tickets_only=True)
    make_tickets(session, theirs, 1, secret=SECRET)
    code = sheet_of(session, theirs, range(1, 2), SECRET).tickets[1]
    with pytest.raises(Missing):
        start(session, ours, ticket=ticket_digest(SECRET, code))


def at_once(calls: list[Callable[[], T]]) -> list[T | Exception]:
    def call(one: Callable[[], T]) -> T | Exception:
        try:
            return one()
        except Refused as error:
            return error

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(call, calls))


def test_twenty_who_begin_at_once_are_as_many_as_may(ledger: Ledger) -> None:
    run = ledger.write_now(a_run, most=7)
    found = at_once([partial(ledger.write_now, start, run, f"h{n}") for n in range(20)])
    assert sum(isinstance(one, str) for one in found) == 7
    assert ledger.read_now(lambda s: turnout(s, run_row(s, run).id)) == (7, 0)


def test_two_windows_that_save_at_once_lose_nothing_of_each_other(ledger: Ledger) -> None:
    run = ledger.write_now(a_run)
    ledger.write_now(start, run)
    at_once([partial(ledger.write_now, save, run, "h", {f"q{n}": n}, now=NOW) for n in range(10)])
    assert ledger.read_now(kept, run) == {f"q{n}": n for n in range(10)}


def test_what_was_saved_while_the_run_was_closed_is_kept(ledger: Ledger) -> None:
    run = ledger.write_now(a_run)
    ledger.write_now(start, run)
    ledger.write_now(save, run, "h", {"q:draft": "half done"}, now=NOW)
    calls: list[Callable[[], object]] = [
        partial(ledger.write_now, save, run, "h", {f"q{n}": n}, now=NOW) for n in range(9)
    ]
    calls.insert(4, partial(ledger.write_now, close_run, run))
    saved = [one for one in at_once(calls) if isinstance(one, dict)]
    most: dict[str, object] = max(saved, key=len, default={})
    (answers,) = ledger.read_now(lambda s: s.scalars(select(Response.answers)).all())
    assert answers == {name: value for name, value in most.items() if name != "q:draft"}


def test_one_ticket_used_twice_at_once_is_used_once(ledger: Ledger) -> None:
    run = ledger.write_now(a_run, tickets_only=True)
    ledger.write_now(make_tickets, run, 1, secret=SECRET)
    code = ledger.read_now(sheet_of, run, range(1, 2), SECRET).tickets[1]
    digest = ticket_digest(SECRET, code)
    found = at_once(
        [partial(ledger.write_now, start, run, f"h{n}", ticket=digest) for n in range(6)]
    )
    assert [str(one) for one in found if isinstance(one, Exception)] == [services.USED.text] * 5
