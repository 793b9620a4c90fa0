"""Deleting, and taking it back. Nothing is destroyed: rows get the moment at which they went.

What went with one click carries one moment, so taking it back restores exactly that, and not
what had been deleted below it before.
"""

import datetime as dt
from collections import defaultdict
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from app.refused import Refused, say
from workshops.concepts.rows import (
    locked_concept,
    measure_row,
    node_row,
    rooms_changed,
    text_of,
    title_of,
)
from workshops.dots.services import put_on_ballots
from workshops.journal.said import did
from workshops.models import Measure, Node

_TICK = dt.timedelta(microseconds=1)


def delete_node(session: Session, name: str, node_id: int, *, now: dt.datetime) -> None:
    """Delete an entry with everything below it. Deleted already: nothing happens.

    Follows: its measures leave open ballots, and the dots on them are back with their people.

    Raises:
        Missing: no such entry in this concept.
    """
    concept = locked_concept(session, name)
    node = node_row(session, concept.id, node_id, deleted=True)
    if node.deleted_at is not None:
        return
    below = subtree(session, concept.id, node_id)
    moment = _unused(session, below, now)
    for table, of in ((Node, Node.id.in_(below)), (Measure, Measure.node_id.in_(below))):
        alive: Any = table.deleted_at.is_(None)
        session.execute(update(table).where(of, alive).values(deleted_at=moment))
    did(session, say("Deleted “%(title)s”", title=title_of(concept, node)))
    rooms_changed(session, concept.id)


def restore_node(session: Session, name: str, node_id: int) -> None:
    """Take the deletion of an entry back, with all that went with it.

    Raises:
        Missing: no such entry in this concept. Refused: something above it is deleted too.
    """
    concept = locked_concept(session, name)
    node = node_row(session, concept.id, node_id, deleted=True)
    if node.deleted_at is None:
        return
    _check_above(session, concept.id, node.parent_id)
    below = subtree(session, concept.id, node_id)
    went = (Measure.node_id.in_(below), Measure.deleted_at == node.deleted_at)
    back = session.scalars(select(Measure.id).where(*went, Measure.state == "approved")).all()
    session.execute(update(Measure).where(*went).values(deleted_at=None))
    session.execute(
        update(Node)
        .where(Node.id.in_(below), Node.deleted_at == node.deleted_at)
        .values(deleted_at=None)
    )
    put_on_ballots(session, back)
    did(session, say("Brought back “%(title)s”", title=title_of(concept, node)))
    rooms_changed(session, concept.id)


def delete_measure(session: Session, name: str, measure_id: int, *, now: dt.datetime) -> None:
    """Delete one measure. Deleted already: nothing happens.

    Raises:
        Missing: no such measure in this concept.
    """
    concept = locked_concept(session, name)
    measure = measure_row(session, concept.id, measure_id, deleted=True)
    if measure.deleted_at is not None:
        return
    session.execute(update(Measure).where(Measure.id == measure_id).values(deleted_at=now))
    did(session, say("Deleted “%(title)s”", title=text_of(measure)))
    rooms_changed(session, concept.id)


def restore_measure(session: Session, name: str, measure_id: int) -> None:
    """Take the deletion of a measure back; on a ballot it gets its dots back where they fit.

    Raises:
        Missing: no such measure in this concept. Refused: something above it is deleted too.
    """
    concept = locked_concept(session, name)
    measure = measure_row(session, concept.id, measure_id, deleted=True)
    if measure.deleted_at is None:
        return
    _check_above(session, concept.id, measure.node_id)
    session.execute(update(Measure).where(Measure.id == measure_id).values(deleted_at=None))
    put_on_ballots(session, [measure_id])
    did(session, say("Brought back “%(title)s”", title=text_of(measure)))
    rooms_changed(session, concept.id)


def _check_above(session: Session, concept_id: int, node_id: int | None) -> None:
    rows = _nodes(session, concept_id)
    while node_id is not None:
        if rows[node_id].deleted_at is not None:
            raise Refused(say("What it belongs to is deleted too. Bring that back first."))
        node_id = rows[node_id].parent_id


def subtree(session: Session, concept_id: int, node_id: int) -> list[int]:
    """The entry and all below it, deleted ones too, parents first."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for row in _nodes(session, concept_id).values():
        children[row.parent_id].append(row.id)
    found = [node_id]
    for id in found:  # grows while it is walked
        found.extend(children[id])
    return found


def _nodes(session: Session, concept_id: int) -> dict[int, AnyRow]:
    query = select(Node.id, Node.parent_id, Node.deleted_at).where(Node.concept_id == concept_id)
    return {row.id: row for row in session.execute(query)}


def _unused(session: Session, below: list[int], now: dt.datetime) -> dt.datetime:
    """`now`, or the next moment at which nothing below was deleted: it must tell them apart."""
    used = set(session.scalars(select(Node.deleted_at).where(Node.id.in_(below))))
    used |= set(session.scalars(select(Measure.deleted_at).where(Measure.node_id.in_(below))))
    while now in used:
        now += _TICK
    return now
