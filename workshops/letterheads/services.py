"""Letterheads in the database: added, replaced and deleted by the office."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.refused import Missing, Refused, say
from workshops.letterheads.placeholders import Known
from workshops.models import Letterhead
from workshops.schemes import library

MOST = 30
MOST_TITLE = 200


@dataclass(frozen=True, slots=True)
class LetterheadLine:
    """A letterhead without its file. `created_at`: when that file was sent."""

    id: int
    title: str
    created_at: dt.datetime


def letterheads(session: Session) -> tuple[LetterheadLine, ...]:
    """All letterheads, by their titles."""
    rows = session.execute(
        select(Letterhead.id, Letterhead.title, Letterhead.created_at).order_by(
            Letterhead.title, Letterhead.id
        )
    )
    return tuple(LetterheadLine(*row) for row in rows)


def letterhead(session: Session, id: int) -> LetterheadLine:
    """
    Raises:
        Missing: there is no such letterhead.
    """
    row = session.execute(
        select(Letterhead.id, Letterhead.title, Letterhead.created_at).where(Letterhead.id == id)
    ).one_or_none()
    if row is None:
        raise Missing
    return LetterheadLine(*row)


def content(session: Session, id: int) -> bytes:
    """The file of a letterhead.

    Raises:
        Missing: there is no such letterhead.
    """
    found = session.scalar(select(Letterhead.content).where(Letterhead.id == id))
    if found is None:
        raise Missing
    return found


def known(session: Session) -> Known:
    """The parts and columns that the schemes of this installation have."""
    schemes = library.all_schemes(session)
    columns = {column.key for scheme in schemes for column in scheme.columns}
    columns |= {c.key for scheme in schemes for level in scheme.levels for c in level.columns}
    return Known(
        frozenset(part.key for scheme in schemes for part in scheme.parts), frozenset(columns)
    )


def add_letterhead(session: Session, *, title: str, content: bytes, now: dt.datetime) -> int:
    """Keep a file that `package.parts_of` has let pass; returns its id.

    Raises:
        Refused: there are as many as there may be.
    """
    if (session.scalar(select(func.count(Letterhead.id))) or 0) >= MOST:
        raise Refused(say("There are %(most)d letterheads. Delete one first.", most=MOST))
    made = Letterhead(title=title, content=content, created_at=now)
    session.add(made)
    session.flush()
    return made.id


def replace_letterhead(
    session: Session, id: int, *, title: str, content: bytes | None, now: dt.datetime
) -> None:
    """Another title and, where there is one, another file.

    Raises:
        Missing: there is no such letterhead.
    """
    row = _row(session, id)
    row.title = title
    if content is not None:
        row.content, row.created_at = content, now


def delete_letterhead(session: Session, id: int) -> None:
    """Files that were written with it stay as they are.

    Raises:
        Missing: there is no such letterhead.
    """
    _row(session, id)
    session.execute(delete(Letterhead).where(Letterhead.id == id))


def _row(session: Session, id: int) -> Letterhead:
    row = session.get(Letterhead, id, with_for_update=True)
    if row is None:
        raise Missing
    return row
