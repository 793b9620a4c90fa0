"""What the room's screen shows: the present step, as its kind projects it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Missing
from workshops.agenda.kinds import kind_of
from workshops.agenda.room import Room, room
from workshops.models import Workshop
from workshops.projector.screen import Wall, wall_of


@dataclass(frozen=True, slots=True)
class Projection:
    """One frame of the screen; `data` is what the kind's template needs."""

    room: Room
    template: str
    data: Any
    wall: Wall


def projection(session: Session, workshop_id: int) -> Projection:
    """Raises: Missing, where there is no such workshop."""
    here = room(session, workshop_id)
    screen = kind_of(here.step.kind).projector
    return Projection(here, screen.template, screen.read(session, here), wall_of(here.screen))


def workshop_of_token(session: Session, token: str) -> int:
    """The workshop behind a projector's link.

    Raises:
        Missing: nobody has given out such a link.
    """
    here = (Workshop.projector_token == token, Workshop.removed_at.is_(None))
    id = session.scalar(select(Workshop.id).where(*here))
    if id is None:
        raise Missing
    return id
