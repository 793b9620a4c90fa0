"""What a moderator should know before the room leaves its step: asked, never forbidden."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.refused import Message
from workshops.agenda.kinds import kind_of, title_of
from workshops.agenda.room import room
from workshops.agenda.services import meant, still_open


@dataclass(frozen=True, slots=True)
class Leaving:
    """The room is to go to `position`, the step `to`. Nothing to ask: both tuples are empty.

    `open`: the titles of steps that would have to be closed first; `warnings`: who is still busy,
    as sentences with numbers only.
    """

    step_id: int  # that the room is in
    position: int
    to: int
    back: bool
    open: tuple[Message | str, ...]
    warnings: tuple[Message, ...]


def leaving(
    session: Session, workshop_id: int, position: int, step_id: int | None = None
) -> Leaving:
    """What to ask before `go_to` is called with the same arguments.

    Raises:
        Missing: there is no such workshop. Refused: the step was taken out of the agenda.
    """
    here = room(session, workshop_id)
    position = meant(here.steps, position, step_id)
    open = tuple(title_of(step) for step in still_open(here.steps, position))
    busy = kind_of(here.step.kind).unfinished(session, here)
    moves = position != here.position and position < len(here.steps)
    return Leaving(
        here.step.id,
        position,
        here.steps[position].id if moves else here.step.id,
        position < here.position,
        open if moves else (),
        (busy,) if busy and moves else (),
    )
