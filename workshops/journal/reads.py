"""The journal as its page shows it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshops.journal.services import INTERPRETER, LINKS, MODERATOR, Done, entry, journal, newest
from workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class JournalPage:
    """All that was done in a workshop, the newest first. `next`: what may be undone now."""

    code: str
    title: str
    done: tuple[Done, ...]
    next: frozenset[int]


def journal_page(session: Session, workshop_id: int) -> JournalPage:
    row = session.execute(
        select(Workshop.code, Workshop.title).where(Workshop.id == workshop_id)
    ).one()
    last = (newest(session, workshop_id, role) for role in (MODERATOR, INTERPRETER, LINKS))
    return JournalPage(
        row.code,
        row.title,
        journal(session, workshop_id),
        frozenset(id for id in last if id is not None),
    )


def last_done(session: Session, workshop_id: int, role: str = MODERATOR) -> Done | None:
    """What somebody of this role would undo now."""
    last = newest(session, workshop_id, role)
    return None if last is None else entry(session, last)
