"""Files that are being written: what is known of each in the database, so any process finds it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from app.refused import Missing
from workshops.concepts.tree import concept_row
from workshops.exports.files import FORMATS, File
from workshops.models import Export

KEPT = dt.timedelta(hours=2)
SILENT = dt.timedelta(seconds=60)
"""After so long without a word its writer is gone: the server was stopped, or it failed."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file on its way. `state`: "running", "done", "failed" or "cancelled"."""

    id: int
    format: str
    state: str
    done: int
    total: int
    name: str


def start(session: Session, name: str, *, account_id: int, format: str, now: dt.datetime) -> int:
    """Say that a file is going to be written; forgets old ones, and this person's earlier one.

    Raises:
        Missing: there is no such concept.
    """
    concept = concept_row(session, name)
    mine = (Export.account_id == account_id) & (Export.concept_id == concept.id)
    over = Export.state != "running"
    session.execute(delete(Export).where(or_(mine & over, Export.created_at < now - KEPT)))
    job = Export(
        concept_id=concept.id,
        account_id=account_id,
        state="running",
        format=format,
        done=0,
        total=0,
        name="",
        full_name="",
        content=None,
        created_at=now,
        seen_at=now,
    )
    session.add(job)
    session.flush()
    return job.id


def progress(session: Session, id: int, done: int, total: int, *, now: dt.datetime) -> bool:
    """Say how far it is; whether it is still wanted."""
    values = {"done": done, "total": total, "seen_at": now}
    session.execute(update(Export).where(_running(id)).values(values))
    return session.scalar(select(Export.id).where(_running(id))) is not None


def finish(session: Session, id: int, file: File) -> None:
    """Keep the file until it is fetched. One that was cancelled meanwhile is thrown away."""
    session.execute(
        update(Export)
        .where(_running(id))
        .values(
            state="done",
            done=Export.total,
            name=file.name,
            full_name=file.full_name,
            content=file.content,
        )
    )


def fail(session: Session, id: int) -> None:
    session.execute(update(Export).where(_running(id)).values(state="failed"))


def cancel(session: Session, name: str, id: int, *, account_id: int) -> None:
    """Stop writing it. What is over already stays as it is.

    Raises:
        Missing: no such file of this person and concept.
    """
    _mine(session, name, id, account_id)
    session.execute(update(Export).where(_running(id)).values(state="cancelled"))


def job(session: Session, name: str, id: int, *, account_id: int, now: dt.datetime) -> Job:
    """How far a file is.

    Raises:
        Missing: no such file of this person and concept.
    """
    row = _mine(session, name, id, account_id)
    gone = row.state == "running" and row.seen_at < now - SILENT
    state = "failed" if gone else row.state
    return Job(row.id, row.format, state, min(row.done, row.total), row.total, row.full_name)


def written_file(session: Session, name: str, id: int, *, account_id: int) -> File:
    """The file itself.

    Raises:
        Missing: no such file of this person and concept, or it is not written.
    """
    row = _mine(session, name, id, account_id)
    if row.state != "done" or row.content is None:
        raise Missing
    return File(row.name, row.full_name, FORMATS[row.format], row.content)


def _running(id: int) -> ColumnElement[bool]:
    return (Export.id == id) & (Export.state == "running")


def _mine(session: Session, name: str, id: int, account_id: int) -> Export:
    concept = concept_row(session, name)
    row = session.scalar(
        select(Export).where(
            Export.id == id, Export.concept_id == concept.id, Export.account_id == account_id
        )
    )
    if row is None:
        raise Missing
    return row
