"""Files that are written beside the requests: how far they are, cancelled, fetched, forgotten."""

import datetime as dt
import threading

import pytest
from sqlalchemy.orm import Session

from app.accounts.services import add_account
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.files import jobs, runner
from app.files.file import File, Tick
from app.files.models import Owner
from app.refused import Missing
from tests.builders import a_workshop
from workshops.concepts.tree import concept_row

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
A_FILE = File("a.csv", "A.csv", "text/csv", b"1;2")


def a_job(session: Session) -> tuple[Owner, int, int]:
    """A concept, the id of somebody who may export it, and their job."""
    cast = a_workshop(session, "vote", measures=2)
    owner = Owner("concept", concept_row(session, cast.concept_name).id)
    account = add_account(session, email="o@x.example", name="O", role="office", now=NOW)
    id = jobs.start(session, owner, account_id=account.id, format="csv", now=NOW)
    return owner, account.id, id


def test_a_file_is_running_until_it_is_done_and_then_fetched(session: Session) -> None:
    owner, account_id, id = a_job(session)
    assert jobs.progress(session, id, 3, 10, now=NOW)
    running = jobs.job(session, owner, id, account_id=account_id, now=NOW)
    assert (running.state, running.done, running.total) == ("running", 3, 10)
    with pytest.raises(Missing):
        jobs.written_file(session, owner, id, account_id=account_id)
    jobs.finish(session, id, A_FILE)
    assert jobs.job(session, owner, id, account_id=account_id, now=NOW).state == "done"
    assert jobs.written_file(session, owner, id, account_id=account_id) == A_FILE


def test_what_was_cancelled_stays_so_even_if_its_writer_comes_to_its_end(session: Session) -> None:
    owner, account_id, id = a_job(session)
    jobs.cancel(session, owner, id, account_id=account_id)
    assert not jobs.progress(session, id, 3, 10, now=NOW)
    jobs.finish(session, id, A_FILE)
    jobs.fail(session, id)
    assert jobs.job(session, owner, id, account_id=account_id, now=NOW).state == "cancelled"


def test_a_writer_of_whom_nothing_is_heard_has_failed(session: Session) -> None:
    owner, account_id, id = a_job(session)
    late = NOW + jobs.SILENT + dt.timedelta(seconds=1)
    assert jobs.job(session, owner, id, account_id=account_id, now=late).state == "failed"


def test_nobody_else_sees_cancels_or_fetches_it(session: Session) -> None:
    owner, account_id, id = a_job(session)
    other = add_account(session, email="p@x.example", name="P", role="office", now=NOW).id
    jobs.finish(session, id, A_FILE)
    with pytest.raises(Missing):
        jobs.job(session, owner, id, account_id=other, now=NOW)
    with pytest.raises(Missing):
        jobs.cancel(session, owner, id, account_id=other)
    with pytest.raises(Missing):
        jobs.written_file(session, owner, id, account_id=other)
    assert jobs.job(session, owner, id, account_id=account_id, now=NOW).state == "done"


def test_a_survey_of_the_same_number_does_not_see_it(session: Session) -> None:
    owner, account_id, id = a_job(session)
    survey = Owner("survey", owner.id)
    assert jobs.waiting(session, survey, account_id=account_id, now=NOW) == ()
    with pytest.raises(Missing):
        jobs.job(session, survey, id, account_id=account_id, now=NOW)


def test_the_newest_files_of_a_person_wait_for_two_hours(session: Session) -> None:
    owner, account_id, first = a_job(session)
    ids = [first]
    for _ in range(jobs.MOST):
        jobs.finish(session, ids[-1], A_FILE)
        one = jobs.start(session, owner, account_id=account_id, format="csv", now=NOW)
        ids.append(one)
    found = jobs.waiting(session, owner, account_id=account_id, now=NOW)
    assert [(one.id, one.state) for one in found] == [
        (ids[-1], "running"),
        *((id, "done") for id in reversed(ids[1:-1])),
    ]
    with pytest.raises(Missing):
        jobs.job(session, owner, first, account_id=account_id, now=NOW)
    late = NOW + jobs.KEPT + dt.timedelta(seconds=1)
    assert jobs.waiting(session, owner, account_id=account_id, now=late) == ()


def test_a_cancelled_writer_stops_at_its_next_part(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "_TOLD_EVERY", -1.0)  # at every part
    owner, account_id, id = ledger.write_now(a_job)
    begun, gone_on = threading.Event(), threading.Event()
    parts = []

    def writing(tick: Tick) -> File:
        for part in range(100):
            parts.append(part)
            tick()
            if part == 2:
                begun.set()
                gone_on.wait(10)
        return A_FILE

    thread = threading.Thread(target=runner.run, args=(ledger, id, 100, writing))
    thread.start()
    assert begun.wait(10)
    ledger.write_now(jobs.cancel, owner, id, account_id=account_id)
    gone_on.set()
    thread.join(10)
    assert parts == [0, 1, 2, 3]


def test_a_writer_that_fails_is_said_to_have_failed(ledger: Ledger) -> None:
    owner, account_id, id = ledger.write_now(a_job)

    def writing(tick: Tick) -> File:
        raise ValueError("a fault of ours")

    runner.run(ledger, id, 1, writing)
    job = ledger.read_now(jobs.job, owner, id, account_id=account_id, now=utc_now())
    assert job.state == "failed"
