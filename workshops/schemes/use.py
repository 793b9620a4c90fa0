"""The concepts that use a scheme: what they hold, and how they follow when it changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import Refused
from workshops.models import Concept, ConceptAction, Measure, Node
from workshops.schemes.columns import Value
from workshops.schemes.rules import Use, moved_levels, objection
from workshops.schemes.scheme import Scheme


def adapt(session: Session, old: Scheme, new: Scheme) -> None:
    """Bring all concepts of the old scheme into the new one of the same name.

    Raises:
        Refused: one of them needs what is not there any more; the sentence names it.
    """
    query = select(Concept).where(Concept.scheme == old.name).order_by(Concept.id)
    for concept in session.scalars(query.with_for_update()).all():
        use = _use(session, concept)
        refused = objection(use, old, new)
        if refused:
            raise Refused(refused)
        moved = moved_levels(use, old, new)
        if any(level != place for level, place in moved.items()):
            _move(session, concept.id, moved)


def _use(session: Session, concept: Concept) -> Use:
    # Deleted entries, too: they can be restored, and so can what the history holds.
    nodes = session.execute(
        select(Node.id, Node.parent_id, Node.level, Node.columns).where(
            Node.concept_id == concept.id
        )
    ).all()
    measures = session.scalars(
        select(Measure.columns)
        .join(Node, Node.id == Measure.node_id)
        .where(Node.concept_id == concept.id, Measure.deleted_at.is_(None))
    )
    depth = {row.id: row.level for row in nodes}
    entries: dict[tuple[int, str], set[str]] = defaultdict(set)
    for row in nodes:
        for key, value in _filled(row.columns):
            entries[row.level, key] |= _choices(value)
    kept: dict[str, set[str]] = defaultdict(set)
    for columns in measures:
        for key, value in _filled(columns):
            kept[key] |= _choices(value)
    return Use(
        title=concept.title,
        levels=frozenset(depth.values()) | _levels_in_history(session, concept.id),
        steps=frozenset((depth.get(row.parent_id, -1), row.level) for row in nodes),
        measures={key: frozenset(values) for key, values in kept.items()},
        entries={place: frozenset(values) for place, values in entries.items()},
        parts=frozenset(key for key, value in concept.parts.items() if value),
    )


def _filled(columns: Mapping[str, Value]) -> Iterable[tuple[str, Value]]:
    return ((key, value) for key, value in columns.items() if value not in (None, "", [], {}))


def _choices(value: Value) -> set[str]:
    """The options that may be meant: of a column with a value for each option of another, all."""
    found = value.values() if isinstance(value, dict) else [value]
    return {one for one in found if isinstance(one, str)}


def _levels_in_history(session: Session, concept_id: int) -> set[int]:
    return {
        side["level"]
        for action in _actions(session, concept_id)
        for side in _nodes_in(action)
        if "level" in side
    }


def _actions(session: Session, concept_id: int) -> Iterable[ConceptAction]:
    query = select(ConceptAction).where(
        ConceptAction.concept_id == concept_id, ConceptAction.undone_at.is_(None)
    )
    return session.scalars(query)


def _nodes_in(action: ConceptAction) -> Iterable[dict[str, Any]]:
    for table, _key, before, after in action.changes:
        if table == "nodes":
            yield from (side for side in (before, after) if side)


def _move(session: Session, concept_id: int, moved: Mapping[int, int]) -> None:
    """The entries stand on the same levels, which are counted otherwise now; also in what was
    written down to be undone."""
    for action in _actions(session, concept_id):
        action.changes = [
            [table, key, *(_placed(side, moved) if table == "nodes" else side for side in sides)]
            for table, key, *sides in action.changes
        ]
    rows = session.execute(select(Node.id, Node.level).where(Node.concept_id == concept_id)).all()
    for row in rows:
        if moved[row.level] != row.level:
            session.execute(update(Node).where(Node.id == row.id).values(level=moved[row.level]))


def _placed(side: dict[str, Any] | None, moved: Mapping[int, int]) -> dict[str, Any] | None:
    return {**side, "level": moved[side["level"]]} if side and "level" in side else side
