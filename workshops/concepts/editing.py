"""Adding, editing and ordering the entries and measures of a concept.

Every verb locks the concept's row first, so two people at one concept work one after the other.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.refused import Refused, say
from workshops.concepts.rows import (
    locked_concept,
    measure_row,
    next_position,
    node_row,
    reorder,
    rooms_changed,
    text_of,
    title_of,
)
from workshops.concepts.rules import filled, levels_below
from workshops.journal.said import did
from workshops.models import Measure, Node
from workshops.schemes import library
from workshops.schemes.columns import Values

Columns = Values
"""Keys of columns -> their new values; None, an empty text or list: nothing stands there."""


def add_node(
    session: Session,
    name: str,
    *,
    parent_id: int | None,
    level: int,
    titles: Mapping[str, str],
    columns: Columns | None = None,
) -> int:
    """Add an entry as the last below its parent (None: the concept itself); returns its id.

    Raises:
        Missing: no such concept or parent. Refused: no entry of this level may stand there.
    """
    concept = locked_concept(session, name)
    above = None if parent_id is None else node_row(session, concept.id, parent_id).level
    optional = [one.optional for one in library.load(session, concept.scheme).levels]
    if level not in levels_below(optional, above):
        raise Refused(say("An entry of this level cannot stand there."), 422)
    node = Node(
        concept_id=concept.id,
        parent_id=parent_id,
        level=level,
        position=next_position(session, Node, *siblings(concept.id, parent_id)),
        titles=_kept(titles),
        columns=filled(columns or {}),
        deleted_at=None,
    )
    session.add(node)
    session.flush()
    did(session, say("Added “%(title)s”", title=title_of(concept, node)))
    rooms_changed(session, concept.id)
    return node.id


def edit_node(
    session: Session,
    name: str,
    node_id: int,
    *,
    titles: Mapping[str, str],
    columns: Columns | None = None,
) -> None:
    """Give an entry these titles, one a language; empty ones are left out. Columns that are not
    named stay as they are.

    Raises:
        Missing: no such entry in this concept.
    """
    concept = locked_concept(session, name)
    node = node_row(session, concept.id, node_id)
    now = filled({**node.columns, **(columns or {})})
    values = {"titles": _kept(titles), "columns": now}
    session.execute(update(Node).where(Node.id == node_id).values(values))
    did(session, say("Changed “%(title)s”", title=title_of(concept, node)))
    rooms_changed(session, concept.id)


def move_node(session: Session, name: str, node_id: int, *, position: int) -> None:
    """Bring an entry to a position among its siblings, counted from 1; its content comes along.

    Raises:
        Missing: no such entry in this concept.
    """
    concept = locked_concept(session, name)
    node = node_row(session, concept.id, node_id)
    reorder(session, Node, node_id, position, *siblings(concept.id, node.parent_id))
    did(session, say("Moved “%(title)s”", title=title_of(concept, node)))
    rooms_changed(session, concept.id)


def add_measure(
    session: Session,
    name: str,
    *,
    node_id: int,
    texts: Mapping[str, str],
    columns: Columns | None = None,
    now: dt.datetime,
) -> int:
    """Add a measure of the office as the last at an entry; returns its id.

    It was written in the concept's language, or in the first of `texts` where that is missing.

    Raises:
        Missing: no such entry in this concept.
    """
    concept = locked_concept(session, name)
    node_row(session, concept.id, node_id)
    kept = _kept(texts)
    measure = Measure(
        node_id=node_id,
        position=next_position(session, Measure, Measure.node_id == node_id),
        language=concept.language if concept.language in kept else next(iter(kept)),
        texts=kept,
        columns=filled(columns or {}),
        state="approved",
        origin="office",
        created_at=now,
    )
    session.add(measure)
    session.flush()
    did(session, say("Added “%(title)s”", title=text_of(measure)))
    rooms_changed(session, concept.id)
    return measure.id


def edit_measure(
    session: Session,
    name: str,
    measure_id: int,
    *,
    texts: Mapping[str, str],
    columns: Columns | None = None,
) -> None:
    """Give a measure these texts and columns; columns that are not named stay as they are, and
    the language it was written in stays, too.

    Raises:
        Missing: no such measure in this concept, or it is a proposal not yet approved.
    """
    concept = locked_concept(session, name)
    measure = measure_row(session, concept.id, measure_id)
    now = filled({**measure.columns, **(columns or {})})
    values = {"texts": _kept(texts), "columns": now}
    session.execute(update(Measure).where(Measure.id == measure_id).values(values))
    did(session, say("Changed “%(title)s”", title=text_of(measure)))
    rooms_changed(session, concept.id)


def move_measure(session: Session, name: str, measure_id: int, *, position: int) -> None:
    """Bring a measure to a position among those of its entry, counted from 1.

    Raises:
        Missing: no such measure in this concept.
    """
    concept = locked_concept(session, name)
    measure = measure_row(session, concept.id, measure_id)
    same = (Measure.node_id == measure.node_id, Measure.state == "approved")
    reorder(session, Measure, measure_id, position, *same)
    did(session, say("Moved “%(title)s”", title=text_of(measure)))
    rooms_changed(session, concept.id)


def siblings(concept_id: int, parent_id: int | None) -> tuple[Any, Any]:
    """Where the entries of one parent (None: the concept) are found, deleted ones too."""
    return Node.concept_id == concept_id, Node.parent_id == parent_id


def _kept(texts: Mapping[str, str]) -> dict[str, str]:
    return {tag: text for tag, text in texts.items() if text}
