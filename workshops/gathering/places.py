"""Where the measures of a concept stand: fields, goals and measures, in two queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from app.language.content import best_text
from workshops.agenda.room import Field
from workshops.concepts.numbering import letters, numbers
from workshops.concepts.snapshot import Node as NodeLine
from workshops.concepts.tree import concept_row
from workshops.gathering.rules import Gathering
from workshops.models import Measure, Node
from workshops.schemes import library

UPPER_GOAL = 1  # the scheme's level below the outermost one, as in workshops/ratings


@dataclass(frozen=True, slots=True)
class ConceptHead:
    """A concept, and how it combines its workshops."""

    id: int
    name: str
    title: str
    language: str
    scheme: str
    gathering: Gathering


@dataclass(frozen=True, slots=True)
class Goal:
    """What ratings rate: an upper goal, or a field without any. `field` is the one it is in."""

    id: int
    titles: Mapping[str, str]
    original: str
    field: Field

    def title(self, language: str) -> str:
        return best_text(self.titles, language, self.original)

    @property
    def is_field(self) -> bool:
        return self.field.id == self.id


@dataclass(frozen=True, slots=True)
class Listed:
    """A living, approved measure that is not part of another one. `workshop_id`: where it was
    proposed, None: the office has listed it."""

    id: int
    texts: dict[str, str]
    original: str  # the language it was written in
    goal: Goal
    decision: str | None
    workshop_id: int | None
    columns: Mapping[str, Any]

    @property
    def field(self) -> Field:
        return self.goal.field

    def text(self, language: str) -> str:
        return best_text(self.texts, language, self.original)


@dataclass(frozen=True, slots=True)
class Places:
    """All of it in the order of the concept; `measures` and `goals` by their ids."""

    fields: tuple[Field, ...]
    goals: Mapping[int, Goal]
    measures: Mapping[int, Listed]


def concept_head(session: Session, name: str) -> ConceptHead:
    """
    Raises:
        Missing: there is no such concept.
    """
    row = concept_row(session, name)
    return ConceptHead(
        row.id, row.name, row.title, row.language, row.scheme, Gathering.of(row.gathering)
    )


def places(session: Session, concept: ConceptHead) -> Places:
    """What stands where. What hangs below a deleted entry is not there."""
    fields, goal_of = goals_of_nodes(session, concept)
    goals = {goal.id: goal for goal in goal_of.values()}
    order = {node_id: place for place, node_id in enumerate(goal_of)}
    rows = _measures(session, concept.id)
    listed = sorted((row for row in rows if row.node_id in order), key=lambda r: order[r.node_id])
    measures = {
        row.id: Listed(
            row.id,
            row.texts,
            row.language,
            goal_of[row.node_id],
            row.decision,
            row.workshop_id,
            row.columns,
        )
        for row in listed
    }
    return Places(fields, goals, measures)


def goals_of_nodes(
    session: Session, concept: ConceptHead
) -> tuple[tuple[Field, ...], dict[int, Goal]]:
    """The fields, and every living entry, in the order of the tree -> the goal it belongs to.

    A field bears the number that the scheme gives it, or else a letter, which is not taken for
    the number of a goal.
    """
    children: dict[int | None, list[AnyRow]] = {}
    for node in session.execute(
        select(Node.id, Node.parent_id, Node.level, Node.titles)
        .where(Node.concept_id == concept.id, Node.deleted_at.is_(None))
        .order_by(Node.position, Node.id)
    ):
        children.setdefault(node.parent_id, []).append(node)
    tops = children.get(None, [])
    scheme = library.load(session, concept.scheme)
    counted = numbers([_plain(top, children) for top in tops], scheme)
    fields = tuple(
        Field(top.id, n, top.titles, concept.language, counted.get(top.id) or letters(n))
        for n, top in enumerate(tops, start=1)
    )
    goal_of = {id: goal for field in fields for id, goal in _goals(field, children).items()}
    return fields, goal_of


def _plain(row: AnyRow, children: Mapping[int | None, list[AnyRow]]) -> NodeLine:
    """The entry as it is numbered."""
    below = tuple(_plain(child, children) for child in children.get(row.id, []))
    return NodeLine(row.id, row.level, row.titles, below)


def _goals(field: Field, children: Mapping[int | None, list[AnyRow]]) -> dict[int, Goal]:
    """Every node of a field, in the order of the tree -> the goal that it belongs to."""
    found: dict[int, Goal] = {}

    def walk(id: int, goal: Goal) -> None:
        found[id] = goal
        for child in children.get(id, []):
            is_goal = child.level == UPPER_GOAL
            own = Goal(child.id, child.titles, field.original, field) if is_goal else goal
            walk(child.id, own)

    walk(field.id, Goal(field.id, field.titles, field.original, field))
    return found


def _measures(session: Session, concept_id: int) -> list[AnyRow]:
    query = (
        select(
            Measure.id,
            Measure.node_id,
            Measure.texts,
            Measure.language,
            Measure.decision,
            Measure.workshop_id,
            Measure.columns,
        )
        .join(Node, Node.id == Measure.node_id)
        .where(
            Node.concept_id == concept_id,
            Measure.state == "approved",
            Measure.deleted_at.is_(None),
            Measure.merged_into_id.is_(None),
        )
        .order_by(Measure.position, Measure.id)
    )
    return list(session.execute(query).all())
