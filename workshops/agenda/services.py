"""Moving the room along its agenda. Every position is absolute, so a repeated click is harmless."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database import gate
from app.refused import Missing, Refused, say
from workshops.agenda.kinds import kind_of, title_of
from workshops.agenda.room import RoomStep, room_changed, steps_of
from workshops.agenda.rules import check_move, in_the_way
from workshops.agenda.steps import step_alone
from workshops.journal.said import did
from workshops.models import Step, Workshop

DEFAULT = ("arrive", "collect", "vote", "results")


class PlannedStep(Protocol):
    """A step to be, such as those of a template."""

    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def settings(self) -> dict[str, Any]: ...


def make_agenda(
    session: Session, workshop_id: int, steps: Iterable[str | PlannedStep] = DEFAULT
) -> None:
    """Give a new workshop its steps: kinds, or steps with title and settings."""
    for position, wanted in enumerate(steps):
        name = wanted if isinstance(wanted, str) else wanted.kind
        step = Step(
            workshop_id=workshop_id,
            position=position,
            kind=name,
            state=kind_of(name).first_state,
            title=None if isinstance(wanted, str) else wanted.title,
            settings={} if isinstance(wanted, str) else dict(wanted.settings),
        )
        session.add(step)
        session.flush()
        kind_of(name).made(session, plain(step))


def plain(step: Step) -> RoomStep:
    """A row as the rest of the program knows it."""
    return RoomStep(
        step.id, step.workshop_id, step.position, step.kind, step.state, step.title, step.settings
    )


def go_to(
    session: Session,
    workshop_id: int,
    position: int,
    *,
    step_id: int | None = None,
    close: bool = False,
) -> None:
    """Bring the room to a step. Everybody follows; nothing is lost by going back.

    `step_id`: the step that stood at `position` when the button was shown; it is the one that is
    meant if the agenda was changed since. Steps before it that are still open are closed first if
    `close` says so. The timer belonged to the step that the room leaves, and goes with it.

    Raises:
        Refused: no such step, or not any more, or one before it is still open.
    """
    gate.shut(session, workshop_id)  # or a vote could open at the moment the room leaves it
    steps = steps_of(session, workshop_id)
    position = meant(steps, position, step_id)
    check_move(position, len(steps))
    for step in still_open(steps, position):
        if not close:
            title = title_of(step)
            raise Refused(say("“%(step)s” is still open. Close it first, then go on.", step=title))
        close_step(session, workshop_id, step.id)
    session.execute(
        update(Workshop)
        .where(Workshop.id == workshop_id, Workshop.position != position)
        .values(position=position, timer_ends_at=None, timer_left=None)
    )
    did(session, say("The room was brought to “%(step)s”", step=title_of(steps[position])))
    room_changed(session, workshop_id)


def meant(steps: Sequence[RoomStep], position: int, step_id: int | None) -> int:
    """Where the step is now that a button spoke of; without one, the position itself.

    Raises:
        Refused: it was taken out of the agenda.
    """
    if step_id is None:
        return position
    step = next((step for step in steps if step.id == step_id), None)
    if step is None:
        raise Refused(say("This step was taken out of the agenda. Choose another one."))
    return step.position


def still_open(steps: Sequence[RoomStep], position: int) -> list[RoomStep]:
    """The steps before this position that the moderator has opened and not closed."""
    states = [s.state if kind_of(s.kind).first_state == "waiting" else "" for s in steps]
    return [steps[place] for place in in_the_way(position, states)]


def open_step(session: Session, workshop_id: int, step_id: int) -> None:
    """Open a step for input, also again after it was closed. Already open: nothing happens.

    Raises:
        Refused: the room is not in this step.
    """
    step = _alone(session, workshop_id, step_id)
    position = session.scalar(select(Workshop.position).where(Workshop.id == workshop_id))
    if step.position != position:
        raise Refused(say("The room is in another step. Bring it to this step first."))
    if step.state != "open":
        kind_of(step.kind).opened(session, step)
        _set_state(session, step, "open")
        did(session, say("“%(step)s” was opened", step=title_of(step)))


def close_step(session: Session, workshop_id: int, step_id: int) -> None:
    """Close a step: no input any more, its result may be shown. Already closed: nothing happens."""
    step = _alone(session, workshop_id, step_id)
    if step.state == "waiting":
        raise Refused(say("This step has not been opened yet."))
    if step.state == "open":
        kind_of(step.kind).closed(session, step)
        _set_state(session, step, "closed")
        did(session, say("“%(step)s” was closed", step=title_of(step)))


def _alone(session: Session, workshop_id: int, step_id: int) -> RoomStep:
    """The step, if it is one that opens; while no dot is being placed."""
    step = step_alone(session, workshop_id, step_id)
    if kind_of(step.kind).first_state != "waiting":
        raise Missing
    return step


def _set_state(session: Session, step: RoomStep, state: str) -> None:
    session.execute(update(Step).where(Step.id == step.id).values(state=state))
    room_changed(session, step.workshop_id)
