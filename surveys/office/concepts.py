"""The concepts that a survey can belong to. Surveys know nothing of workshops, only this table."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import Base


@dataclass(frozen=True, slots=True)
class ConceptLine:
    id: int
    name: str
    title: str


def concepts(session: Session) -> tuple[ConceptLine, ...]:
    """All that were not deleted, by title."""
    table = Base.metadata.tables["concepts"]
    query = select(table.c.id, table.c.name, table.c.title).where(table.c.removed_at.is_(None))
    rows = session.execute(query.order_by(table.c.title, table.c.id))
    return tuple(ConceptLine(*row) for row in rows)


def only_concept(session: Session) -> int | None:
    """What a new survey belongs to where there is nothing to choose; its id."""
    known = concepts(session)
    return known[0].id if len(known) == 1 else None
