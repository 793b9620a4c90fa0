"""Which measures a workshop has before it, and under which of its fields."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from workshops.models import Measure, Node, Step, Workshop, WorkshopNode


def measures_by_field(session: Session, workshop_id: int) -> dict[int, int]:
    """Approved measure -> the workshop's field it belongs to, in the order of the concept.

    One that was merged into another stands in that one's place no more: it is not among them.

    What other rooms on the same concept propose joins once they have come to their end: two rooms
    that run side by side do not write on each other's ballot.
    """
    field_of_node = fields_of_nodes(session, workshop_id)
    last = (
        select(func.max(Step.position))
        .where(Step.workshop_id == Workshop.id)
        .correlate(Workshop)
        .scalar_subquery()
    )
    ended = select(Workshop.id).where(Workshop.position == last)
    rows = session.execute(
        select(Measure.id, Measure.node_id)
        .where(Measure.node_id.in_(field_of_node))
        .where(Measure.state == "approved", Measure.deleted_at.is_(None))
        .where(Measure.merged_into_id.is_(None))
        .where(
            or_(
                Measure.workshop_id.is_(None),
                Measure.workshop_id == workshop_id,
                Measure.workshop_id.in_(ended),
            )
        )
        .order_by(Measure.position, Measure.id)
    )
    return {row.id: field_of_node[row.node_id] for row in rows}


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
