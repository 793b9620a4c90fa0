"""The console's hand on the projector.

Not in the journal: turning a page changes nothing that anybody has to undo, and an evening of
turned pages would bury what has to be.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import Missing
from workshops.agenda.room import screens_changed
from workshops.models import Workshop
from workshops.projector.screen import Wall, wall_of


def show_page(session: Session, workshop_id: int, page: int | None) -> None:
    """Hold this page, counted from 1; None: pages turn by themselves again."""
    _set(session, workshop_id, replace(_wall(session, workshop_id), page=page))


def blank_screen(session: Session, workshop_id: int, blank: bool) -> None:
    """Show nothing, or what there is again."""
    _set(session, workshop_id, replace(_wall(session, workshop_id), blank=blank))


def resize_screen(session: Session, workshop_id: int, size: int) -> None:
    """How large everything is, one of SIZES. Long lists get more pages; a page that is held stays
    held, or the last one where there are fewer."""
    _set(session, workshop_id, replace(_wall(session, workshop_id), size=size))


def speak_on_screen(session: Session, workshop_id: int, languages: Sequence[str]) -> None:
    """The languages of the wall: one, or two that alternate; none: the workshop's first."""
    wall = replace(_wall(session, workshop_id), languages=tuple(languages)[:2])
    _set(session, workshop_id, wall)


def _wall(session: Session, workshop_id: int) -> Wall:
    stored = session.scalar(select(Workshop.screen).where(Workshop.id == workshop_id))
    if stored is None:
        raise Missing
    return wall_of(stored)


def _set(session: Session, workshop_id: int, wall: Wall) -> None:
    session.execute(update(Workshop).where(Workshop.id == workshop_id).values(screen=wall.stored()))
    screens_changed(session, workshop_id)
