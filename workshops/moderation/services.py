"""Who may run which workshop, and the list of them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.accounts.sessions import Staff
from app.refused import Message
from workshops.agenda.kinds import title_of
from workshops.groups.listing import family_order, listed, people_in
from workshops.journal.services import Actor
from workshops.models import Concept, Step, Workshop, WorkshopModerator
from workshops.passes.reads import holder_of


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
    group: bool  # it belongs to the workshop above it, or to one that others run


@dataclass(frozen=True, slots=True)
class Helper:
    """Who runs a workshop in this request. `ended`: they came by a pass that is good no more."""

    workshop_id: int
    code: str
    actor: Actor
    ended: bool = False


def helper_of(
    session: Session,
    code: str,
    staff: Staff | None,
    digests: Collection[str],
    now: dt.datetime,
) -> Helper | None:
    """Who may run the workshop with this code: its moderators, the office, and by a pass.

    Whoever may run a workshop may run its groups. `digests`: of the passes that the browser holds.
    None: no such workshop, or it is not theirs to run; both look the same.
    """
    found = session.execute(
        select(Workshop.id, Workshop.parent_id).where(
            Workshop.code == code, Workshop.removed_at.is_(None)
        )
    ).one_or_none()
    if found is None:
        return None
    family = [id for id in found if id is not None]
    if staff and (staff.is_office or _appointed(session, family, staff)):
        return Helper(found.id, code, Actor(staff.name))
    holder = holder_of(session, family, digests, now) if digests else None
    if holder is None:
        return None
    actor = Actor(holder.name, holder.role, holder.pass_id)
    return Helper(found.id, code, actor, ended=not holder.good)


def _appointed(session: Session, workshop_ids: Collection[int], staff: Staff) -> bool:
    query = select(WorkshopModerator.workshop_id).where(
        WorkshopModerator.workshop_id.in_(workshop_ids), WorkshopModerator.account_id == staff.id
    )
    return session.scalar(query.limit(1)) is not None


def my_workshops(session: Session, staff: Staff) -> tuple[WorkshopLine, ...]:
    """The workshops one may run, the newest date first; those without a date at the end. Groups
    stand below their workshop; whoever may run that may run them."""
    here = (Step.workshop_id == Workshop.id) & (Step.position == Workshop.position)
    query = (
        select(Workshop, Concept.title, people_in(), Step)
        .join(Concept, Concept.id == Workshop.concept_id)
        .join(Step, here)
        .where(listed())
        .order_by(Workshop.date.is_(None), Workshop.date.desc(), Workshop.id.desc())
    )
    if not staff.is_office:
        mine = select(WorkshopModerator.workshop_id).where(WorkshopModerator.account_id == staff.id)
        query = query.where(or_(Workshop.id.in_(mine), Workshop.parent_id.in_(mine)))
    return family_order((row[0], _line(*row)) for row in session.execute(query))


def _line(w: Workshop, concept: str, people: int, step: Step) -> WorkshopLine:
    group = w.parent_id is not None
    return WorkshopLine(w.code, w.title, w.place, w.date, concept, people, title_of(step), group)
