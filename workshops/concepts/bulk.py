"""One change to many measures at once. Each is one action, so it is undone at once."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import Refused, say, say_n
from workshops.concepts.rows import locked_concept, rooms_changed
from workshops.concepts.rules import filled
from workshops.journal.said import did
from workshops.models import Measure, Node
from workshops.schemes import library
from workshops.schemes.columns import Value


def set_column(session: Session, name: str, ids: Sequence[int], *, key: str, value: Value) -> None:
    """Give this column the same value in all these measures; None: nothing stands there any more.

    What was deleted meanwhile is left out.

    Raises:
        Missing: no such concept. Refused: the scheme has no such column, or it is computed.
    """
    concept = locked_concept(session, name)
    column = library.load(session, concept.scheme).column(key)
    if column is None or column.kind == "computed":
        raise Refused(say("There is no such column."), 422)
    rows = session.execute(select(Measure.id, Measure.columns).where(*_here(concept.id, ids)))
    changed = []
    for row in rows.all():
        now = filled({**row.columns, key: value})
        if now != row.columns:
            changed.append({"id": row.id, "columns": now})
    if changed:
        session.execute(update(Measure), changed)
    what = say_n(
        "Changed “%(column)s” of %(num)d measure",
        "Changed “%(column)s” of %(num)d measures",
        len(changed),
        column=column.naming.name(concept.language),
    )
    did(session, what)
    rooms_changed(session, concept.id)


def delete_measures(session: Session, name: str, ids: Sequence[int], *, now: dt.datetime) -> None:
    """Delete these measures; each of them can be brought back by itself.

    Raises:
        Missing: no such concept.
    """
    concept = locked_concept(session, name)
    found = session.scalars(select(Measure.id).where(*_here(concept.id, ids))).all()
    session.execute(update(Measure).where(Measure.id.in_(found)).values(deleted_at=now))
    did(session, say_n("Deleted %(num)d measure", "Deleted %(num)d measures", len(found)))
    rooms_changed(session, concept.id)


def _here(concept_id: int, ids: Sequence[int]) -> tuple[Any, ...]:
    """The measures among these that are approved, not deleted, and of this concept."""
    nodes = select(Node.id).where(Node.concept_id == concept_id)
    alive = Measure.deleted_at.is_(None)
    return Measure.id.in_(ids), Measure.node_id.in_(nodes), Measure.state == "approved", alive
