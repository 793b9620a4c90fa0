"""What goes with a concept or a workshop that is deleted, and what waits to go for good."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from workshops.concepts.going import Going, closed_dots, of_nodes
from workshops.concepts.tree import concept_row
from workshops.models import Concept, Measure, Node, Participant, Step, Workshop

KEPT = dt.timedelta(days=30)  # what was removed can be brought back so long


@dataclass(frozen=True, slots=True)
class Removed:
    """What waits to go for good. `key` names it in addresses; `until`: the day on which it goes."""

    key: str
    title: str
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class WorkshopGoing:
    """What goes with a workshop: `ideas` are those that were never approved; `staying` measures
    came from it and stay in the concept. `voting`: a vote in it is open."""

    people: int
    groups: int
    dots: int
    ideas: int
    staying: int
    voting: bool


@dataclass(frozen=True, slots=True)
class ConceptGoing:
    """What goes with a concept."""

    within: Going
    workshops: int
    people: int
    published: bool
    voting: bool


def concept_going(session: Session, name: str) -> ConceptGoing:
    """
    Raises:
        Missing: there is no such concept.
    """
    concept = concept_row(session, name)
    here = (Workshop.concept_id == concept.id) & Workshop.removed_at.is_(None)
    events = select(func.count()).where(here, Workshop.parent_id.is_(None))
    return ConceptGoing(
        of_nodes(session, Node.concept_id == concept.id, true()),
        session.scalar(events) or 0,
        _people(session, here),
        concept.published_at is not None,
        _voting(session, here),
    )


def workshop_going(session: Session, workshop_id: int) -> WorkshopGoing:
    here = family(workshop_id)
    rooms = select(Workshop.id).where(here)
    proposed = select(func.count()).where(
        Measure.workshop_id.in_(rooms), Measure.deleted_at.is_(None)
    )
    groups = select(func.count()).where(
        Workshop.parent_id == workshop_id, Workshop.removed_at.is_(None)
    )
    return WorkshopGoing(
        _people(session, here),
        session.scalar(groups) or 0,
        closed_dots(session, Step.workshop_id.in_(rooms)),
        session.scalar(proposed.where(Measure.state != "approved")) or 0,
        session.scalar(proposed.where(Measure.state == "approved")) or 0,
        _voting(session, here),
    )


def removed_concepts(session: Session) -> tuple[Removed, ...]:
    """What can be brought back, the newest first."""
    query = select(Concept.name, Concept.title, Concept.removed_at)
    return _lines(session, query.where(Concept.removed_at.is_not(None)), Concept.removed_at)


def removed_workshops(session: Session) -> tuple[Removed, ...]:
    """What can be brought back, the newest first; not what went with its concept."""
    query = (
        select(Workshop.code, Workshop.title, Workshop.removed_at)
        .join(Concept, Concept.id == Workshop.concept_id)
        .where(Workshop.parent_id.is_(None), Workshop.removed_at.is_not(None))
        .where(Concept.removed_at.is_(None))
    )
    return _lines(session, query, Workshop.removed_at)


def _people(session: Session, here: Any) -> int:
    """Who is in these workshops; in a group it is the same people."""
    query = select(func.count()).where(
        Participant.workshop_id.in_(select(Workshop.id).where(here)),
        Participant.person_id.is_(None),
    )
    return session.scalar(query) or 0


def _voting(session: Session, here: Any) -> bool:
    query = select(Step.id).where(
        Step.workshop_id.in_(select(Workshop.id).where(here)),
        Step.kind == "vote",
        Step.state == "open",
        Step.position >= 0,
    )
    return session.scalar(query.limit(1)) is not None


def _lines(session: Session, query: Any, at: Any) -> tuple[Removed, ...]:
    rows = session.execute(query.order_by(at.desc()))
    return tuple(Removed(key, title, when + KEPT) for key, title, when in rows)


def family(workshop_id: int) -> ColumnElement[bool]:
    """The workshop and its groups."""
    return or_(Workshop.id == workshop_id, Workshop.parent_id == workshop_id)
