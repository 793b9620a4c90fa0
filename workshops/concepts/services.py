"""Concepts as wholes, and the door to everything that can be done with one."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.short_names import short_name
from workshops.concepts.deletion import delete_measure, delete_node, restore_measure, restore_node
from workshops.concepts.editing import (
    add_measure,
    add_node,
    edit_measure,
    edit_node,
    move_measure,
    move_node,
)
from workshops.concepts.tree import Structure, snapshot, structure
from workshops.imports.plans import create_from_plan, import_rows, plan_of
from workshops.imports.whole import edit_parts, edit_title
from workshops.models import Concept, Measure, Node, Workshop
from workshops.schemes import library

__all__ = [
    "ConceptLine",
    "Structure",
    "add_measure",
    "add_node",
    "concepts",
    "create_concept",
    "create_from_plan",
    "delete_measure",
    "delete_node",
    "edit_measure",
    "edit_node",
    "edit_parts",
    "edit_title",
    "import_rows",
    "move_measure",
    "move_node",
    "plan_of",
    "restore_measure",
    "restore_node",
    "snapshot",
    "structure",
]


@dataclass(frozen=True, slots=True)
class ConceptLine:
    """A concept in the list of all."""

    name: str
    title: str
    scheme: str
    language: str
    nodes: int
    measures: int
    workshops: int


def concepts(session: Session) -> tuple[ConceptLine, ...]:
    """All concepts but the removed ones by title, with what is in them."""
    alive = (Node.deleted_at.is_(None),)
    nodes = _counted(select(Node.concept_id, func.count()).where(*alive), session)
    measures = _counted(
        select(Node.concept_id, func.count(Measure.id))
        .join(Measure, Measure.node_id == Node.id)
        .where(*alive, Measure.state == "approved", Measure.deleted_at.is_(None)),
        session,
    )
    events = _counted(
        select(Workshop.concept_id, func.count()).where(
            Workshop.parent_id.is_(None), Workshop.removed_at.is_(None)
        ),
        session,
    )
    found = select(Concept).where(Concept.removed_at.is_(None))
    return tuple(
        ConceptLine(
            row.name,
            row.title,
            row.scheme,
            row.language,
            nodes.get(row.id, 0),
            measures.get(row.id, 0),
            events.get(row.id, 0),
        )
        for row in session.scalars(found.order_by(Concept.title, Concept.id))
    )


def _counted(query: Select[*tuple[Any, ...]], session: Session) -> dict[int, int]:
    """The query's counts by its first column, which is a concept's id."""
    rows = session.execute(query.group_by(query.selected_columns[0]))
    return {row[0]: row[1] for row in rows}


def create_concept(
    session: Session, *, title: str, scheme: str, language: str, now: dt.datetime
) -> str:
    """Make an empty concept; returns its short name, which is made from the title.

    Raises:
        KeyError: there is no such scheme.
    """
    library.load(session, scheme)
    name = short_name(title, set(session.scalars(select(Concept.name))))
    session.add(Concept(name=name, title=title, scheme=scheme, language=language, created_at=now))
    session.flush()
    return name
