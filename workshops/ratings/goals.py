"""Which goals a workshop rates: the upper goals below its fields, in the order of the concept."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from app.language.content import best_text
from workshops.agenda.room import Field, Room, RoomStep
from workshops.concepts.tree import concept_row, numbers_of
from workshops.measures.candidates import fields_of_nodes
from workshops.models import Node, RatedGoal, WorkshopNode

UPPER_GOAL = 1  # the scheme's level below the outermost one


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal to be rated, and the field it stands under; a field without goals is its own goal.

    `number`: the scheme's, such as "9" or "8.1", an empty text where it has none. `mark` stands on
    its badge: that number, or its place in the step from 1 where none of the goals has one.
    """

    id: int
    number: str
    mark: str
    titles: dict[str, str]
    field: Field | None

    def title(self, language: str) -> str:
        return best_text(self.titles, language, self.original)

    @property
    def original(self) -> str:
        """The language of the concept."""
        return self.field.original if self.field else ""

    @property
    def colour(self) -> int:
        return self.field.colour if self.field else 1

    @property
    def is_field(self) -> bool:
        return self.field is not None and self.field.id == self.id


def candidates(session: Session, workshop_id: int) -> list[int]:
    """The nodes that would be rated if the rating opened now: field after field, each in order."""
    fields = _fields(session, workshop_id)
    field_of_node = fields_of_nodes(session, workshop_id)
    below: dict[int, list[int]] = defaultdict(list)
    rows = session.execute(
        select(Node.id)
        .where(Node.id.in_(field_of_node), Node.level == UPPER_GOAL)
        .order_by(Node.position, Node.id)
    )
    for row in rows:
        if field_of_node[row.id] != row.id:
            below[field_of_node[row.id]].append(row.id)
    return [id for field in fields for id in below[field] or [field] if field in field_of_node]


def goals_of(session: Session, room: Room, step: RoomStep) -> tuple[Goal, ...]:
    """The goals of this step: as fixed when it opened; before that, those that would be."""
    if step.state == "waiting":
        ids = candidates(session, room.id)
        rows = session.execute(select(Node.id, Node.titles).where(Node.id.in_(ids))).all()
        order = {id: place for place, id in enumerate(ids)}
        return _goals(session, room, sorted(rows, key=lambda row: order[row.id]))
    rows = session.execute(
        select(Node.id, Node.titles)
        .join(RatedGoal, RatedGoal.node_id == Node.id)
        .where(RatedGoal.step_id == step.id, RatedGoal.off.is_(False), Node.deleted_at.is_(None))
        .order_by(RatedGoal.position, Node.id)
    ).all()
    return _goals(session, room, rows)


def _goals(session: Session, room: Room, rows: Sequence[AnyRow]) -> tuple[Goal, ...]:
    fields = {field.id: field for field in room.fields}
    field_of_node = fields_of_nodes(session, room.id)
    concept = concept_row(session, room.concept_name)
    numbers = numbers_of(session, concept.id, concept.scheme)
    counted = any(row.id in numbers for row in rows)
    found = []
    for place, row in enumerate(rows, start=1):
        number = numbers.get(row.id, "")
        mark = number or ("–" if counted else str(place))
        found.append(
            Goal(row.id, number, mark, row.titles, fields.get(field_of_node.get(row.id, 0)))
        )
    return tuple(found)


def _fields(session: Session, workshop_id: int) -> Sequence[int]:
    return session.scalars(
        select(WorkshopNode.node_id)
        .where(WorkshopNode.workshop_id == workshop_id)
        .order_by(WorkshopNode.position, WorkshopNode.node_id)
    ).all()
