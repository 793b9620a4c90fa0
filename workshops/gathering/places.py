"""Where the measures of a concept stand: fields, goals and measures, in two queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from app.language.content import best_text
from workshops.agenda.room import Field
from workshops.concepts.numbering import letters
from workshops.concepts.tree import concept_row, numbers_of
from workshops.gathering.rules import Gathering
from workshops.models import Measure, Node

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
    """What ratings rate: an upper goal, or a field without any. `field` is the one it is in.
    `number`: the scheme's, such as "9" or "8.1", an empty text where it has none. Also any other
    entry that measures stand in."""

    id: int
    titles: Mapping[str, str]
    original: str
    field: Field
    number: str

    def title(self, language: str) -> str:
        return best_text(self.titles, language, self.original)

    @property
    def is_field(self) -> bool:
        return self.field.id == self.id

    @property
    def mark(self) -> str:
        """What stands on its badge: its number, else that of its field."""
        return self.number or self.field.mark


@dataclass(frozen=True, slots=True)
class Listed:
    """A living, approved measure that is not part of another one. `workshop_id`: where it was
    proposed, None: the office has listed it. `entry`: where it stands in its goal."""

    id: int
    texts: dict[str, str]
    original: str  # the language it was written in
    goal: Goal
    entry: Goal
    decision: str | None
    workshop_id: int | None
    columns: Mapping[str, Any]

    @property
    def field(self) -> Field:
        return self.goal.field

    @property
    def path(self) -> tuple[Goal, ...]:
        """Where it stands below its field: its goal, and the entry in it."""
        inner = () if self.entry.id == self.goal.id else (self.entry,)
        return inner if self.goal.is_field else (self.goal, *inner)

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
    fields, goal_of, entries = goals_of_nodes(session, concept)
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
            entries[row.node_id],
            row.decision,
            row.workshop_id,
            row.columns,
        )
        for row in listed
    }
    return Places(fields, goals, measures)


def goals_of_nodes(
    session: Session, concept: ConceptHead
) -> tuple[tuple[Field, ...], dict[int, Goal], dict[int, Goal]]:
    """The fields; every living entry, in the order of the tree -> the goal it belongs to; and the
    entries themselves.

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
    counted = numbers_of(session, concept.id, concept.scheme)
    fields = tuple(
        Field(top.id, n, top.titles, concept.language, counted.get(top.id) or letters(n))
        for n, top in enumerate(tops, start=1)
    )
    goal_of: dict[int, Goal] = {}
    entries: dict[int, Goal] = {}

    def walk(field: Field, entry: Goal, goal: Goal) -> None:
        goal_of[entry.id], entries[entry.id] = goal, entry
        for row in children.get(entry.id, []):
            number = counted.get(row.id, "")
            child = Goal(row.id, row.titles, field.original, field, number)
            walk(field, child, child if row.level == UPPER_GOAL else goal)

    for field in fields:
        number = counted.get(field.id, "")
        top = Goal(field.id, field.titles, field.original, field, number)
        walk(field, top, top)
    return fields, goal_of, entries


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
