"""One step of the agenda, for whoever changes it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import gate
from app.refused import Missing
from workshops.agenda.room import STEP, RoomStep
from workshops.models import Step


def step_of(session: Session, workshop_id: int, step_id: int, kind: str = "") -> RoomStep:
    """A step of the workshop's agenda, of this kind if one is given.

    Raises:
        Missing: there is none, or it was taken out of the agenda.
    """
    query = select(*STEP).where(
        Step.id == step_id, Step.workshop_id == workshop_id, Step.position >= 0
    )
    row = session.execute(query).one_or_none()
    if row is None or kind not in ("", row.kind):
        raise Missing
    return RoomStep(*row)


def step_alone(session: Session, workshop_id: int, step_id: int, kind: str = "") -> RoomStep:
    """The same, while no dot is being placed."""
    gate.shut(session, workshop_id)
    return step_of(session, workshop_id, step_id, kind)
