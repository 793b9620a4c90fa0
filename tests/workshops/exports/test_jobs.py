"""Files that are written beside the requests: how far they are, cancelled, fetched, forgotten."""

import datetime as dt
import threading

import pytest
from litestar import Litestar
from sqlalchemy.orm import Session

from app.accounts.services import add_account
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Missing
from tests.builders import a_workshop
from tests.visitor import Visitor
from tests.workshops.concepts.office import at_the_desk
from workshops.exports import jobs as export_jobs
from workshops.exports import runner as export_runner
from workshops.exports.files import File

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
A_FILE = File("a.csv", "A.csv", "text/csv", b"1;2")


def an_office(session: Session) -> tuple[str, int]:
    """The name of a concept, and the id of somebody who may export it."""
    cast = a_workshop(session, "vote", measures=2)
    account = add_account(session, email="o@x.example", name="O", role="office", now=NOW)
    return cast.concept_name, account.id


def a_job(session: Session) -> tuple[str, int, int]:
    name, account_id = an_office(session)
    id = export_jobs.start(session, name, account_id=account_id, format="csv", now=NOW)
    return name, account_id, id


def test_a_file_is_running_until_it_is_done_and_then_fetched(session: Session) -> None:
    name, account_id, id = a_job(session)
    assert export_jobs.progress(session, id, 3, 10, now=NOW)
    running = export_jobs.job(session, name, id, account_id=account_id, now=NOW)
    assert (running.state, running.done, running.total) == ("running", 3, 10)
    with pytest.raises(Missing):
        export_jobs.written_file(session, name, id, account_id=account_id)
    export_jobs.finish(session, id, A_FILE)
    assert export_jobs.job(session, name, id, account_id=account_id, now=NOW).state == "done"
    assert export_jobs.written_file(session, name, id, account_id=account_id) == A_FILE


def test_what_was_cancelled_stays_so_even_if_its_writer_comes_to_its_end(session: Session) -> None:
    name, account_id, id = a_job(session)
    export_jobs.cancel(session, name, id, account_id=account_id)
    assert not export_jobs.progress(session, id, 3, 10, now=NOW)
    export_jobs.finish(session, id, A_FILE)
    export_jobs.fail(session, id)
    assert export_jobs.job(session, name, id, account_id=account_id, now=NOW).state == "cancelled"


def test_a_writer_of_whom_nothing_is_heard_has_failed(session: Session) -> None:
    name, account_id, id = a_job(session)
    late = NOW + export_jobs.SILENT + dt.timedelta(seconds=1)
    assert export_jobs.job(session, name, id, account_id=account_id, now=late).state == "failed"


def test_nobody_else_sees_cancels_or_fetches_it(session: Session) -> None:
    name, account_id, id = a_job(session)
    other = add_account(session, email="p@x.example", name="P", role="office", now=NOW).id
    export_jobs.finish(session, id, A_FILE)
    with pytest.raises(Missing):
        export_jobs.job(session, name, id, account_id=other, now=NOW)
    with pytest.raises(Missing):
        export_jobs.cancel(session, name, id, account_id=other)
    with pytest.raises(Missing):
        export_jobs.written_file(session, name, id, account_id=other)
    assert export_jobs.job(session, name, id, account_id=account_id, now=NOW).state == "done"


def test_the_newest_files_of_a_person_wait_for_two_hours(session: Session) -> None:
    name, account_id, first = a_job(session)
    ids = [first]
    for _ in range(export_jobs.MOST):
        export_jobs.finish(session, ids[-1], A_FILE)
        one = export_jobs.start(session, name, account_id=account_id, format="csv", now=NOW)
        ids.append(one)
    found = export_jobs.waiting(session, name, account_id=account_id, now=NOW)
    assert [(one.id, one.state) for one in found] == [
        (ids[-1], "running"),
        *((id, "done") for id in reversed(ids[1:-1])),
    ]
    with pytest.raises(Missing):
        export_jobs.job(session, name, first, account_id=account_id, now=NOW)
    late = NOW + export_jobs.KEPT + dt.timedelta(seconds=1)
    assert export_jobs.waiting(session, name, account_id=account_id, now=late) == ()


def test_a_cancelled_writer_stops_at_its_next_part(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_runner, "_TOLD_EVERY", -1.0)  # at every part
    name, account_id, id = ledger.write_now(a_job)
    begun, gone_on = threading.Event(), threading.Event()
    parts = []

    def writing(tick: export_runner.Tick) -> File:
        for part in range(100):
            parts.append(part)
            tick()
            if part == 2:
                begun.set()
                gone_on.wait(10)
        return A_FILE

    thread = threading.Thread(target=export_runner.run, args=(ledger, id, 100, writing))
    thread.start()
    assert begun.wait(10)
    ledger.write_now(export_jobs.cancel, name, id, account_id=account_id)
    gone_on.set()
    thread.join(10)
    assert parts == [0, 1, 2, 3]


def test_a_writer_that_fails_is_said_to_have_failed(ledger: Ledger) -> None:
    name, account_id, id = ledger.write_now(a_job)

    def writing(tick: export_runner.Tick) -> File:
        raise ValueError("a fault of ours")

    export_runner.run(ledger, id, 1, writing)
    job = ledger.read_now(export_jobs.job, name, id, account_id=account_id, now=utc_now())
    assert job.state == "failed"


async def test_the_office_writes_a_file_and_gets_it_at_once(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", measures=2)
    await at_the_desk(app, visitor)
    page = f"/concepts/{cast.concept_name}/export"
    answer = await visitor.post(f"{page}s", data={"format": "csv", "language": "de"})
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "Maßnahme 1" in answer.text
    assert f'href="{answer.url.path}"' in (await visitor.get(page)).text
    gone = await visitor.get(f"{page}s/999")
    assert gone.status_code == 404
    assert f'href="{page}"' in gone.text
    assert "no longer here" in gone.text


async def test_a_wrong_number_is_said_beside_its_field_and_nothing_is_lost(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", measures=2)
    await at_the_desk(app, visitor)
    page = f"/concepts/{cast.concept_name}/export"
    data = {"format": "xlsx", "first": "zero", "bodies": "no", "language": "de"}
    answer = await visitor.post(f"{page}s", data=data)
    assert answer.status_code == 422
    assert 'id="field-first-error"' in answer.text
    assert 'value="xlsx" checked' in answer.text
    assert 'value="zero"' in answer.text
