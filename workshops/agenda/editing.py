"""Changing the agenda, also while the room is in it. Every place is absolute and counts from 0.

Positions stay without gaps, and the room stays in the step it is in. A step that is taken out
keeps all that people did in it, and waits to be brought back.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database import gate
from app.refused import Missing, Refused, say
from workshops.agenda.kinds import TABLE, kind_of, title_of
from workshops.agenda.room import STEP, RoomStep, room_changed, steps_of
from workshops.agenda.rules import MOST_STEPS, moved, one_line, place_of
from workshops.agenda.services import plain
from workshops.journal.said import did
from workshops.models import Step, Workshop


def insert_step(
    session: Session,
    workshop_id: int,
    *,
    after: int,
    kind: str,
    title: str | None = None,
    settings: dict[str, Any] | None = None,
) -> int:
    """Add a step behind the one at position `after` (-1: at the beginning); returns its id.

    Without a title it bears that of its kind. Everybody in the room hears of it.

    Raises:
        Missing: no such kind. Refused: the agenda is as long as an agenda may be.
    """
    if kind not in TABLE:
        raise Missing
    steps = _agenda(session, workshop_id)
    if len(steps) >= MOST_STEPS:
        raise Refused(say("The agenda is full. Take a step out first."))
    state = kind_of(kind).first_state
    step = Step(
        workshop_id=workshop_id,
        position=len(steps),
        kind=kind,
        state=state,
        title=one_line(title),
        settings=settings or {},
    )
    session.add(step)
    session.flush()
    new = plain(step)
    kind_of(kind).made(session, new)
    did(session, say("Added to the agenda: “%(step)s”", step=title_of(new)))
    _arrange(session, workshop_id, moved([s.id for s in steps], step.id, after + 1))
    return step.id


def add_step(
    session: Session,
    workshop_id: int,
    *,
    behind: int,
    kind: str,
    title: str | None = None,
    settings: dict[str, Any] | None = None,
) -> int:
    """As `insert_step`, behind the step with this id; 0: at the beginning, gone: at the end."""
    order = [step.id for step in _agenda(session, workshop_id)]
    after = place_of(order, behind)
    return insert_step(session, workshop_id, after=after, kind=kind, title=title, settings=settings)


def remove_step(session: Session, workshop_id: int, step_id: int) -> None:
    """Take a step out of the agenda. Nothing in it is lost; taken out already: nothing happens.

    Raises:
        Missing: no such step here. Refused: the room is in it, or it is open.
    """
    steps = _agenda(session, workshop_id)
    step = _known(session, workshop_id, step_id)
    if step.position < 0:
        return
    if step.position == _position(session, workshop_id):
        raise Refused(say("The room is in this step. Bring it to another step first."))
    if step.state == "open" and kind_of(step.kind).first_state == "waiting":
        raise Refused(say("“%(step)s” is still open. Close it first.", step=title_of(step)))
    did(session, say("Taken out of the agenda: “%(step)s”", step=title_of(step)))
    _arrange(session, workshop_id, [s.id for s in steps if s.id != step_id])
    _place(session, step_id, -1 - step.position)


def return_step(session: Session, workshop_id: int, step_id: int) -> None:
    """Bring back a step that was taken out, to its old place, with all that people did in it.

    In the agenda already: nothing happens.

    Raises:
        Missing: no such step here.
    """
    steps = _agenda(session, workshop_id)
    step = _known(session, workshop_id, step_id)
    if step.position >= 0:
        return
    place = -1 - step.position
    did(session, say("Brought back into the agenda: “%(step)s”", step=title_of(step)))
    _arrange(session, workshop_id, moved([s.id for s in steps], step_id, place))


def move_step(session: Session, workshop_id: int, step_id: int, to: int) -> None:
    """Move a step to a position; beyond either end it comes to that end.

    Raises:
        Missing: no such step in the agenda.
    """
    steps = _agenda(session, workshop_id)
    step = next((s for s in steps if s.id == step_id), None)
    if step is None:
        raise Missing
    did(session, say("Moved in the agenda: “%(step)s”", step=title_of(step)))
    _arrange(session, workshop_id, moved([s.id for s in steps], step_id, to))


def rename_step(session: Session, workshop_id: int, step_id: int, title: str) -> None:
    """Give a step another title; an empty one gives it back the title of its kind.

    Raises:
        Missing: no such step here.
    """
    _agenda(session, workshop_id)
    step = _known(session, workshop_id, step_id)
    new = one_line(title)
    if new == step.title:
        return
    session.execute(update(Step).where(Step.id == step_id).values(title=new))
    now = title_of(replace(step, title=new))
    did(session, say("Renamed in the agenda: “%(old)s” is “%(new)s”", old=title_of(step), new=now))
    room_changed(session, workshop_id)


def plan_minutes(session: Session, workshop_id: int, step_id: int, minutes: int | None) -> None:
    """How long a step is to take: what the timer is offered with. A running one is not touched.

    Raises:
        Missing: no such step here.
    """
    _agenda(session, workshop_id)
    step = _known(session, workshop_id, step_id)
    if minutes == step.minutes:
        return
    settings = {**step.settings, "minutes": minutes}
    session.execute(update(Step).where(Step.id == step_id).values(settings=settings))
    did(session, say("Another time was planned for “%(step)s”", step=title_of(step)))
    room_changed(session, workshop_id)


def describe_step(
    session: Session, workshop_id: int, step_id: int, *, title: str, minutes: int | None
) -> None:
    """Both at once, as the form sends them.

    Raises:
        Missing: no such step here.
    """
    plan_minutes(session, workshop_id, step_id, minutes)
    rename_step(session, workshop_id, step_id, title)


def removed_steps(session: Session, workshop_id: int) -> tuple[RoomStep, ...]:
    """The steps that were taken out, the newest first."""
    query = select(*STEP).where(Step.workshop_id == workshop_id, Step.position < 0)
    return tuple(RoomStep(*row) for row in session.execute(query.order_by(Step.id.desc())))


def _agenda(session: Session, workshop_id: int) -> tuple[RoomStep, ...]:
    """The steps in their order, while nobody else changes it."""
    gate.shut(session, workshop_id)
    return steps_of(session, workshop_id)


def _known(session: Session, workshop_id: int, step_id: int) -> RoomStep:
    row = session.execute(
        select(*STEP).where(Step.id == step_id, Step.workshop_id == workshop_id)
    ).one_or_none()
    if row is None:
        raise Missing
    return RoomStep(*row)


def _position(session: Session, workshop_id: int) -> int:
    query = select(Workshop.position).where(Workshop.id == workshop_id)
    return session.scalars(query).one()


def _arrange(session: Session, workshop_id: int, order: Sequence[int]) -> None:
    """Put the steps into this order; the room goes along with the step it is in."""
    here = select(Step.id).join(Workshop, Workshop.id == Step.workshop_id)
    present = session.scalars(
        here.where(Workshop.id == workshop_id, Step.position == Workshop.position)
    ).one()
    for position, step_id in enumerate(order):
        _place(session, step_id, position)
    session.execute(
        update(Workshop).where(Workshop.id == workshop_id).values(position=order.index(present))
    )
    room_changed(session, workshop_id)


def _place(session: Session, step_id: int, position: int) -> None:
    session.execute(
        update(Step).where(Step.id == step_id, Step.position != position).values(position=position)
    )
