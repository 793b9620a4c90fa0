"""Which measures a workshop has before it, and under which of its fields."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from workshops.models import Measure, Node, Step, Workshop, WorkshopNode


def measures_by_field(session: Session, workshop_id: int) -> dict[int, int]:
    """Approved measure -> the workshop's field it belongs to, in the order of the concept.

    One that was merged into another stands in that one's place no more: it is not among them.

    What a group proposes is the plenary's at once, and what the plenary has proposed is before
    its groups; groups of one plenary do not write on each other's ballot. What other rooms on the
    same concept propose joins once they have come to their end: two rooms that run side by side
    do not write on each other's ballot either.
    """
    field_of_node = fields_of_nodes(session, workshop_id)
    rows = session.execute(
        select(Measure.id, Measure.node_id)
        .where(Measure.node_id.in_(field_of_node))
        .where(Measure.state == "approved", Measure.deleted_at.is_(None))
        .where(Measure.merged_into_id.is_(None))
        .where(_before(workshop_id))
        .order_by(Measure.position, Measure.id)
    )
    return {row.id: field_of_node[row.node_id] for row in rows}


def _before(workshop_id: int) -> ColumnElement[bool]:
    """Of measures: the office's, the family's, and those of other rooms that have ended."""
    own = select(Workshop.id).where(Workshop.id == workshop_id)
    home = select(func.coalesce(Workshop.parent_id, Workshop.id)).where(Workshop.id == workshop_id)
    last = select(func.max(Step.position)).where(Step.workshop_id == _other.id)
    ended = (
        select(Workshop.id)
        .join(_other, _other.id == func.coalesce(Workshop.parent_id, Workshop.id))
        .where(_other.id != home.scalar_subquery())
        .where(_other.position == last.correlate(_other).scalar_subquery())
    )
    return or_(
        Measure.workshop_id.is_(None),
        Measure.workshop_id.in_(family_of(own)),
        Measure.workshop_id.in_(ended),
    )


_other = aliased(Workshop)


def family_of(workshop_ids: Select[Any]) -> Select[int]:
    """These workshops, their groups, and the workshops that they are groups of."""
    parents = select(Workshop.parent_id).where(Workshop.id.in_(workshop_ids))
    return select(Workshop.id).where(
        or_(
            Workshop.id.in_(workshop_ids),
            Workshop.parent_id.in_(workshop_ids),
            Workshop.id.in_(parents),
        )
    )


def fields_of_nodes(session: Session, workshop_id: int) -> dict[int, int]:
    """Node -> the nearest node at or above it that the workshop works on."""
    concept = select(Workshop.concept_id).where(Workshop.id == workshop_id).scalar_subquery()
    nodes = session.execute(
        select(Node.id, Node.parent_id)
        .where(Node.concept_id == concept, Node.deleted_at.is_(None))
        .order_by(Node.level)
    ).all()
    query = select(WorkshopNode.node_id).where(WorkshopNode.workshop_id == workshop_id)
    fields = set(session.scalars(query))
    found: dict[int, int] = {}
    for node in nodes:  # outer levels first, so a parent is known before its children
        if node.id in fields:
            found[node.id] = node.id
        elif node.parent_id in found:
            found[node.id] = found[node.parent_id]
    return found
