"""What is merged into what, read from the tables."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshops.models import Measure, Node, Workshop


def forest_of(session: Session, workshop_id: int) -> dict[int, int]:
    """Measure -> the one it is merged into, in all of the workshop's concept."""
    concept = select(Workshop.concept_id).where(Workshop.id == workshop_id).scalar_subquery()
    rows = session.execute(
        select(Measure.id, Measure.merged_into_id)
        .join(Node, Node.id == Measure.node_id)
        .where(Node.concept_id == concept)
        .where(Measure.merged_into_id.is_not(None), Measure.deleted_at.is_(None))
        .order_by(Measure.id)
    )
    return {id: into for id, into in rows if into is not None}


def tree_of(session: Session, measure_ids: Collection[int]) -> dict[int, int]:
    """Whatever is merged into these, directly or through others -> one of these."""
    found: dict[int, int] = {}
    level = {id: id for id in measure_ids}
    while level:
        rows = session.execute(
            select(Measure.id, Measure.merged_into_id).where(
                Measure.merged_into_id.in_(level), Measure.deleted_at.is_(None)
            )
        ).all()
        level = {id: level[into] for id, into in rows if into is not None and id not in found}
        found |= level
    return found
