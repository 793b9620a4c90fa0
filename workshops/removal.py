"""Deleting a whole concept, or a workshop: out of sight at once, and gone for good after 30 days.

Until then both come back with all that went with them. What was approved in a workshop belongs to
the concept and stays in it, with the workshop's title as its source.
"""

import datetime as dt
import logging
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, true, update
from sqlalchemy.orm import Session

from app.database.ledger import changed
from app.refused import Missing, say
from workshops.agenda.room import room_changed
from workshops.concepts.going import Going, closed_dots, of_nodes
from workshops.concepts.history import newest, undo
from workshops.concepts.rows import locked_concept
from workshops.concepts.tree import concept_row
from workshops.journal.said import brief, did
from workshops.models import Concept, Measure, Node, Participant, Step, Workshop
from workshops.participants.guest import identities_topic

KEPT = dt.timedelta(days=30)

log = logging.getLogger("klebepunkt")


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
    here = _family(workshop_id)
    family = select(Workshop.id).where(here)
    proposed = select(func.count()).where(
        Measure.workshop_id.in_(family), Measure.deleted_at.is_(None)
    )
    groups = select(func.count()).where(
        Workshop.parent_id == workshop_id, Workshop.removed_at.is_(None)
    )
    return WorkshopGoing(
        _people(session, here),
        session.scalar(groups) or 0,
        closed_dots(session, Step.workshop_id.in_(family)),
        session.scalar(proposed.where(Measure.state != "approved")) or 0,
        session.scalar(proposed.where(Measure.state == "approved")) or 0,
        _voting(session, here),
    )


def remove_concept(session: Session, name: str, *, now: dt.datetime) -> None:
    """Nobody sees the concept any more, nor what its workshops did, until it is brought back.

    Follows: open pages of its workshops are told that these are gone.

    Raises:
        Missing: there is no such concept.
    """
    forget(session, now)
    concept = locked_concept(session, name)
    session.execute(update(Concept).where(Concept.id == concept.id).values(removed_at=now))
    _set_removed(session, Workshop.concept_id == concept.id, None, now)
    did(session, say("Deleted “%(title)s”", title=brief(concept.title)))


def return_concept(session: Session, name: str, *, by: str) -> None:
    """Bring a removed concept back, by undoing its removal: nothing can have been done to it since.

    Raises:
        Missing: there is no such concept that was removed.
    """
    concept = locked_concept(session, name, removed=True)
    done = newest(session, concept.id)
    if concept.removed_at is None or done is None:
        raise Missing
    undo(session, name, done.id, by=by)


def remove_workshop(session: Session, name: str, code: str, *, now: dt.datetime) -> None:
    """Nobody sees this workshop of the concept any more, and it counts nowhere, until it is
    brought back. Removed already: nothing happens.

    Raises:
        Missing: no such workshop of this concept, or it is a group.
    """
    forget(session, now)
    workshop = _workshop(session, name, code)
    if workshop.removed_at is None:
        _set_removed(session, _family(workshop.id), None, now)
        did(session, say("Deleted the workshop “%(title)s”", title=brief(workshop.title)))


def return_workshop(session: Session, name: str, code: str) -> None:
    """Bring a removed workshop back with the groups that went with it.

    Raises:
        Missing: no such workshop of this concept, or it is a group.
    """
    workshop = _workshop(session, name, code)
    if workshop.removed_at is not None:
        _set_removed(session, _family(workshop.id), workshop.removed_at, None)
        did(session, say("Brought back the workshop “%(title)s”", title=brief(workshop.title)))


def concept_of_removed(session: Session, code: str) -> str:
    """The short name of the concept of a removed workshop.

    Raises:
        Missing: no such workshop was removed.
    """
    query = select(Concept.name).join(Workshop, Workshop.concept_id == Concept.id)
    name = session.scalar(query.where(Workshop.code == code, Workshop.removed_at.is_not(None)))
    if name is None:
        raise Missing
    return name


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


def forget(session: Session, now: dt.datetime) -> None:
    """Delete for good what was removed 30 days ago."""
    late = now - KEPT
    events = select(Workshop.id).where(Workshop.parent_id.is_(None), Workshop.removed_at < late)
    for id in session.scalars(events).all():
        _hand_over(session, id)
        session.execute(delete(Workshop).where(Workshop.id == id))
        log.info("workshop %d is gone for good, 30 days after it was deleted", id)
    for id in session.scalars(select(Concept.id).where(Concept.removed_at < late)).all():
        session.execute(delete(Concept).where(Concept.id == id))
        log.info("concept %d is gone for good, 30 days after it was deleted", id)


def _hand_over(session: Session, workshop_id: int) -> None:
    """What was approved belongs to the concept, which remembers where it comes from."""
    for row in session.execute(
        select(Workshop.id, Workshop.title).where(_family(workshop_id))
    ).all():
        session.execute(
            update(Measure)
            .where(Measure.workshop_id == row.id, Measure.state == "approved")
            .values(
                origin="office",
                workshop_id=None,
                source=func.coalesce(Measure.source, row.title),
            )
        )


def _family(workshop_id: int) -> ColumnElement[bool]:
    return or_(Workshop.id == workshop_id, Workshop.parent_id == workshop_id)


def _workshop(session: Session, name: str, code: str) -> Any:
    concept = locked_concept(session, name)
    row = session.execute(
        select(Workshop.id, Workshop.title, Workshop.removed_at).where(
            Workshop.code == code,
            Workshop.concept_id == concept.id,
            Workshop.parent_id.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise Missing
    return row


def _set_removed(
    session: Session, which: ColumnElement[bool], old: dt.datetime | None, new: dt.datetime | None
) -> None:
    """Those of these workshops that were removed at `old` are so at `new`; all hear of it."""
    same = Workshop.removed_at.is_(None) if old is None else Workshop.removed_at == old
    ids = session.scalars(select(Workshop.id).where(which, same)).all()
    session.execute(update(Workshop).where(Workshop.id.in_(ids)).values(removed_at=new))
    for id in ids:
        room_changed(session, id)
        changed(session, identities_topic(id))


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
