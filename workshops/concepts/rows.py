"""The rows every verb of a concept begins with: locked, of this concept, and alive."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from app.language.content import best_text
from app.refused import Missing
from workshops.agenda.room import room_changed
from workshops.concepts.rules import reordered
from workshops.journal.said import brief
from workshops.models import Concept, Measure, Node, Workshop


def locked_concept(session: Session, name: str, *, removed: bool = False) -> AnyRow:
    """
    Raises:
        Missing: there is no such concept, or it is removed and may not be.
    """
    columns = (Concept.id, Concept.name, Concept.title, Concept.language, Concept.scheme)
    row = session.execute(
        select(*columns, Concept.removed_at).where(Concept.name == name).with_for_update()
    ).one_or_none()
    if row is None or (row.removed_at is not None and not removed):
        raise Missing
    return row


def node_row(session: Session, concept_id: int, node_id: int, *, deleted: bool = False) -> AnyRow:
    """
    Raises:
        Missing: no such entry in this concept, or it is deleted and may not be.
    """
    row = session.execute(
        select(
            Node.id, Node.parent_id, Node.level, Node.titles, Node.columns, Node.deleted_at
        ).where(Node.id == node_id, Node.concept_id == concept_id)
    ).one_or_none()
    if row is None or (row.deleted_at is not None and not deleted):
        raise Missing
    return row


def measure_row(
    session: Session, concept_id: int, measure_id: int, *, deleted: bool = False
) -> AnyRow:
    """
    Raises:
        Missing: no such approved measure in this concept, or it is deleted and may not be.
    """
    row = session.execute(
        select(
            Measure.id,
            Measure.node_id,
            Measure.language,
            Measure.texts,
            Measure.columns,
            Measure.deleted_at,
        )
        .join(Node, Node.id == Measure.node_id)
        .where(
            Measure.id == measure_id,
            Measure.state == "approved",
            Node.concept_id == concept_id,
        )
    ).one_or_none()
    if row is None or (row.deleted_at is not None and not deleted):
        raise Missing
    return row


def title_of(concept: AnyRow, node: AnyRow | Node) -> str:
    """The beginning of an entry's title in the concept's language, for a sentence about it."""
    return brief(best_text(node.titles, concept.language, concept.language))


def text_of(measure: AnyRow | Measure) -> str:
    """The beginning of a measure as it was written, for a sentence about it."""
    return brief(best_text(measure.texts, measure.language, measure.language))


def rooms_changed(session: Session, concept_id: int) -> None:
    """Workshops of this concept show its titles and measures: they shall see the change."""
    for id in session.scalars(select(Workshop.id).where(Workshop.concept_id == concept_id)):
        room_changed(session, id)


def next_position(session: Session, table: Any, *same: Any) -> int:
    """The position after all of these rows; the deleted ones count, they may come back."""
    return (session.scalar(select(func.max(table.position)).where(*same)) or 0) + 1


def reorder(session: Session, table: Any, moving: int, position: int, *same: Any) -> None:
    """Number these rows anew with one of them moved; deleted ones keep to their neighbours."""
    rows = session.execute(
        select(table.id, table.position, table.deleted_at)
        .where(*same)
        .order_by(table.position, table.id)
    ).all()
    before = [row.id for row in rows]
    alive = [row.id for row in rows if row.deleted_at is None]
    order = iter(reordered(alive, moving, position))
    after = [next(order) if row.deleted_at is None else row.id for row in rows]
    known = {row.id: row.position for row in rows}
    changes = [{"id": id, "position": n} for n, id in enumerate(after, 1) if known[id] != n]
    if changes and before != after:
        session.execute(update(table), changes)


def insert_rows(session: Session, table: Any, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert many rows at once; their ids, in the same order."""
    if not rows:
        return []
    statement = insert(table).returning(table.id, sort_by_parameter_order=True)
    return list(session.scalars(statement, list(rows)))
