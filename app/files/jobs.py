"""Files that are being written: what is known of each in the database, so any process finds it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session, defer

from app.files.file import FORMATS, File
from app.files.models import Export, Owner
from app.refused import Missing

KEPT = dt.timedelta(hours=2)
MOST = 5  # files of one person that wait
SILENT = dt.timedelta(seconds=60)
"""After so long without a word its writer is gone: the server was stopped, or it failed."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file on its way. `state`: "running", "done", "failed" or "cancelled". `fault`: what could
    not be done as it was wished, as JSON, for whoever shows it."""

    id: int
    format: str
    state: str
    done: int
    total: int
    name: str
    created_at: dt.datetime
    fault: dict[str, Any] | None


def start(
    session: Session,
    owner: Owner,
    *,
    account_id: int,
    format: str,
    now: dt.datetime,
    fault: dict[str, Any] | None = None,
) -> int:
    """Say that a file is going to be written; returns its number. `fault`: what is known already
    not to be as it was wished. Forgets old ones, and those of this person but the newest."""
    mine = (Export.account_id == account_id) & (Export.state != "running")
    done = select(Export.id).where(mine, Export.state == "done").order_by(Export.id.desc())
    newest = Export.id.in_(session.scalars(done.limit(MOST - 1)).all())
    session.execute(delete(Export).where(or_(mine & ~newest, Export.created_at < now - KEPT)))
    job = Export(
        **owner.columns,
        account_id=account_id,
        state="running",
        format=format,
        done=0,
        total=0,
        name="",
        full_name="",
        content=None,
        fault=fault,
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
    values = {
        "state": "done",
        "done": Export.total,
        "name": file.name,
        "full_name": file.full_name,
        "content": file.content,
        **({"fault": file.fault} if file.fault else {}),
    }
    session.execute(update(Export).where(_running(id)).values(values))


def fail(session: Session, id: int) -> None:
    session.execute(update(Export).where(_running(id)).values(state="failed"))


def cancel(session: Session, owner: Owner, id: int, *, account_id: int) -> None:
    """Stop writing it. What is over already stays as it is.

    Raises:
        Missing: no such file of this person and owner.
    """
    _mine(session, owner, id, account_id)
    session.execute(update(Export).where(_running(id)).values(state="cancelled"))


def job(session: Session, owner: Owner, id: int, *, account_id: int, now: dt.datetime) -> Job:
    """How far a file is.

    Raises:
        Missing: no such file of this person and owner.
    """
    return _job(_mine(session, owner, id, account_id), now)


def waiting(
    session: Session, owner: Owner, *, account_id: int, now: dt.datetime
) -> tuple[Job, ...]:
    """This person's files of the owner that are written or on their way, the newest first."""
    mine = (Export.account_id == account_id) & Export.of(owner)
    fresh = mine & (Export.created_at >= now - KEPT)
    rows = session.scalars(
        select(Export).where(fresh).order_by(Export.id.desc()).options(defer(Export.content))
    )
    found = (_job(row, now) for row in rows)
    return tuple(one for one in found if one.state in ("running", "done"))


def written_file(session: Session, owner: Owner, id: int, *, account_id: int) -> File:
    """The file itself.

    Raises:
        Missing: no such file of this person and owner, or it is not written.
    """
    row = _mine(session, owner, id, account_id)
    if row.state != "done" or row.content is None:
        raise Missing
    return File(row.name, row.full_name, FORMATS[row.format], row.content)


def _job(row: Export, now: dt.datetime) -> Job:
    gone = row.state == "running" and row.seen_at < now - SILENT
    return Job(
        row.id,
        row.format,
        "failed" if gone else row.state,
        min(row.done, row.total),
        row.total,
        row.full_name,
        row.created_at,
        row.fault,
    )


def _running(id: int) -> ColumnElement[bool]:
    return (Export.id == id) & (Export.state == "running")


def _mine(session: Session, owner: Owner, id: int, account_id: int) -> Export:
    mine = (Export.id == id) & (Export.account_id == account_id)
    row = session.scalar(select(Export).where(mine, Export.of(owner)))
    if row is None:
        raise Missing
    return row
