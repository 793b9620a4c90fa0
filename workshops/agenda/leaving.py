"""What a moderator should know before the room leaves its step: asked, never forbidden."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.refused import Message
from workshops.agenda.kinds import kind_of, title_of
from workshops.agenda.room import room
from workshops.agenda.services import still_open


@dataclass(frozen=True, slots=True)
class Leaving:
    """The room is to go to `position`. Nothing to ask: both tuples are empty.

    `open`: the titles of steps that would have to be closed first; `warnings`: who is still busy,
    as sentences with numbers only.
    """

    step_id: int  # that the room is in
    position: int
    back: bool
    open: tuple[Message | str, ...]
    warnings: tuple[Message, ...]


def leaving(session: Session, workshop_id: int, position: int) -> Leaving:
    """
    Raises:
        Missing: there is no such workshop.
    """
    here = room(session, workshop_id)
    open = tuple(title_of(step) for step in still_open(here.steps, position))
    busy = kind_of(here.step.kind).unfinished(session, here)
    moves = position != here.position and position < len(here.steps)
    return Leaving(
        here.step.id,
        position,
        position < here.position,
        open if moves else (),
        (busy,) if busy and moves else (),
    )
