"""What the room's screen shows: the present step, as its kind projects it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Missing
from workshops.agenda.kinds import kind_of
from workshops.agenda.room import Room, room
from workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Projection:
    """One frame of the screen; `data` is what the kind's template needs."""

    room: Room
    template: str
    data: Any


def projection(session: Session, workshop_id: int) -> Projection:
    """Raises: Missing, where there is no such workshop."""
    here = room(session, workshop_id)
    screen = kind_of(here.step.kind).projector
    return Projection(here, screen.template, screen.read(session, here))


def workshop_of_token(session: Session, token: str) -> tuple[int, tuple[str, ...]]:
    """The workshop behind a projector's link, and its languages.

    Raises:
        Missing: nobody has given out such a link.
    """
    query = select(Workshop.id, Workshop.languages).where(Workshop.projector_token == token)
    row = session.execute(query).one_or_none()
    if row is None:
        raise Missing
    return row.id, tuple(row.languages)
