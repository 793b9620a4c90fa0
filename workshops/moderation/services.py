"""Who may run which workshop, and the list of them."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.sessions import Staff
from app.refused import Message, Missing
from workshops.agenda.kinds import title_of
from workshops.models import Concept, Participant, Step, Workshop, WorkshopModerator


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """A workshop in the list of those one may run."""

    code: str
    title: str
    place: str
    date: dt.date | None
    concept: str
    people: int
    step: Message | str


def workshop_to_moderate(session: Session, code: str, staff: Staff) -> int:
    """The id of the workshop with this code, for one who may run it: its moderators, the office.

    Raises:
        Missing: no such workshop, or it is not theirs to run: both look the same.
    """
    row = session.execute(
        select(Workshop.id, WorkshopModerator.account_id)
        .outerjoin(
            WorkshopModerator,
            (WorkshopModerator.workshop_id == Workshop.id)
            & (WorkshopModerator.account_id == staff.id),
        )
        .where(Workshop.code == code)
    ).one_or_none()
    if row is None or (row.account_id is None and not staff.is_office):
        raise Missing
    return int(row.id)


def my_workshops(session: Session, staff: Staff) -> tuple[WorkshopLine, ...]:
    """The workshops one may run, the newest date first; those without a date at the end."""
    people = (
        select(func.count())
        .where(Participant.workshop_id == Workshop.id)
        .correlate(Workshop)
        .scalar_subquery()
    )
    here = (Step.workshop_id == Workshop.id) & (Step.position == Workshop.position)
    query = (
        select(Workshop, Concept.title, people, Step)
        .join(Concept, Concept.id == Workshop.concept_id)
        .join(Step, here)
        .order_by(Workshop.date.is_(None), Workshop.date.desc(), Workshop.id.desc())
    )
    if not staff.is_office:
        mine = select(WorkshopModerator.workshop_id).where(WorkshopModerator.account_id == staff.id)
        query = query.where(Workshop.id.in_(mine))
    return tuple(
        WorkshopLine(w.code, w.title, w.place, w.date, concept, count, title_of(step))
        for w, concept, count, step in session.execute(query)
    )
