"""A file between its upload and its confirmation: kept in the database, so any process finds it."""

import datetime as dt
import secrets

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from app.files.models import Owner, Upload
from app.refused import Refused, say

KEPT = dt.timedelta(hours=12)
_DONE = b""  # instead of the content, once the file is imported
LONGEST_NAME = 200  # characters of a file's name


def keep(
    session: Session,
    owner: Owner,
    account_id: int,
    *,
    file_name: str,
    content: bytes,
    now: dt.datetime,
) -> int:
    """Keep a file until it is confirmed; returns its number. Forgets old ones, and this person's
    earlier one for the same owner."""
    waiting = Upload.of(owner) & (Upload.account_id == account_id) & (Upload.content != _DONE)
    session.execute(delete(Upload).where(or_(waiting, Upload.created_at < now - KEPT)))
    upload = Upload(
        id=secrets.randbelow(2**31),  # SQLite gives out those of deleted rows again
        **owner.columns,
        account_id=account_id,
        file_name=file_name[-LONGEST_NAME:],
        content=content,
        created_at=now,
    )
    session.add(upload)
    session.flush()
    return upload.id


def kept(session: Session, owner: Owner, upload_id: int, *, account_id: int) -> Upload:
    """This person's file for this owner.

    Raises:
        Refused: the file is gone.
    """
    mine = (Upload.id == upload_id) & (Upload.account_id == account_id)
    found = session.scalar(select(Upload).where(Upload.of(owner), mine, Upload.content != _DONE))
    if found is None:
        raise Refused(say("This file is not here any more. Please choose it again."), 410)
    return found


def forget(session: Session, upload_id: int, owner: Owner) -> None:
    """Let go of a file that has become this, or a part of it: `became` tells who goes back to its
    preview."""
    done = {"content": _DONE, **owner.columns}
    session.execute(update(Upload).where(Upload.id == upload_id).values(done))


def became(session: Session, upload_id: int, *, account_id: int) -> Owner | None:
    """What this person's file has become, or a part of; None where it is not imported."""
    mine = (Upload.id == upload_id) & (Upload.account_id == account_id)
    row = session.execute(
        select(Upload.concept_id, Upload.survey_id).where(mine, Upload.content == _DONE)
    ).one_or_none()
    if row is None:
        return None
    return Owner("survey", row[1]) if row[0] is None else Owner("concept", row[0])
