"""Deleting a whole concept, or a workshop: out of sight at once, and gone for good after 30 days.

Until then both come back with all that went with them. What was approved in a workshop belongs to
the concept and stays in it, with the workshop's title as its source.
"""

import datetime as dt
import logging
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from app.database.ledger import changed
from app.refused import Missing, say
from surveys.public import let_go
from workshops.agenda.room import room_changed
from workshops.agenda.services import close_step
from workshops.concepts.history import newest, undo
from workshops.concepts.rows import locked_concept
from workshops.journal.said import brief, did
from workshops.models import Concept, Measure, Step, Workshop
from workshops.participants.guest import identities_topic
from workshops.removed import KEPT, family
from workshops.surveying.services import KIND

log = logging.getLogger("klebepunkt")


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
        _set_removed(session, family(workshop.id), None, now)
        did(session, say("Deleted the workshop “%(title)s”", title=brief(workshop.title)))


def return_workshop(session: Session, name: str, code: str) -> None:
    """Bring a removed workshop back with the groups that went with it.

    Raises:
        Missing: no such workshop of this concept, or it is a group.
    """
    workshop = _workshop(session, name, code)
    if workshop.removed_at is not None:
        _set_removed(session, family(workshop.id), workshop.removed_at, None)
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


def forget(session: Session, now: dt.datetime) -> None:
    """Delete for good what was removed 30 days ago."""
    late = now - KEPT
    events = select(Workshop.id).where(Workshop.parent_id.is_(None), Workshop.removed_at < late)
    for id in session.scalars(events).all():
        _hand_over(session, id)
        steps = select(Step.id).join(Workshop, Workshop.id == Step.workshop_id).where(family(id))
        let_go(session, session.scalars(steps).all())
        session.execute(delete(Workshop).where(Workshop.id == id))
        log.info("workshop %d is gone for good, 30 days after it was deleted", id)
    for id in session.scalars(select(Concept.id).where(Concept.removed_at < late)).all():
        session.execute(delete(Concept).where(Concept.id == id))
        log.info("concept %d is gone for good, 30 days after it was deleted", id)


def _hand_over(session: Session, workshop_id: int) -> None:
    """What was approved belongs to the concept, which remembers where it comes from."""
    for row in session.execute(
        select(Workshop.id, Workshop.title).where(family(workshop_id))
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
    if new is not None:
        _close_surveys(session, ids)
    session.execute(update(Workshop).where(Workshop.id.in_(ids)).values(removed_at=new))
    for id in ids:
        room_changed(session, id)
        changed(session, identities_topic(id))


def _close_surveys(session: Session, workshop_ids: Sequence[int]) -> None:
    """Their pages have addresses of their own, at which people would go on answering."""
    asked = (Step.kind == KIND) & (Step.state == "open") & (Step.position >= 0)
    here = asked & Step.workshop_id.in_(workshop_ids)
    for step in session.execute(select(Step.workshop_id, Step.id).where(here)).all():
        close_step(session, *step)
