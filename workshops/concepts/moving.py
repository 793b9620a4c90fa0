"""Moving to another place: an entry with everything below it, a measure, or several of them."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from app.refused import Refused, say, say_n
from workshops.concepts.deletion import subtree
from workshops.concepts.editing import siblings
from workshops.concepts.rows import (
    locked_concept,
    measure_row,
    next_position,
    node_row,
    rooms_changed,
    text_of,
    title_of,
)
from workshops.concepts.rules import levels_after
from workshops.journal.said import did
from workshops.models import Measure, Node
from workshops.schemes import library


def place_node(
    session: Session, name: str, node_id: int, *, parent_id: int | None, level: int
) -> None:
    """Make an entry, with everything below it, the last of another parent (None: the concept
    itself), on this level. Where it is already, nothing happens.

    Raises:
        Missing: no such entry or parent in this concept.
        Refused: the scheme allows no entry of this level, or what is below it, there.
    """
    concept = locked_concept(session, name)
    node = node_row(session, concept.id, node_id)
    if (node.parent_id, node.level) == (parent_id, level):
        return
    above = None if parent_id is None else node_row(session, concept.id, parent_id)
    below = subtree(session, concept.id, node_id)
    if parent_id in below:
        raise Refused(say("An entry cannot stand below itself."), 422)
    optional = [one.optional for one in library.load(session, concept.scheme).levels]
    alive = _alive(session, below)
    levels = levels_after(optional, above.level if above else None, level, alive)
    if levels is None:
        raise Refused(say("It cannot stand there with everything that is below it."), 422)
    if node.parent_id != parent_id:
        position = next_position(session, Node, *siblings(concept.id, parent_id))
        values = {"parent_id": parent_id, "position": position}
        session.execute(update(Node).where(Node.id == node_id).values(values))
    changed = [{"id": id, "level": levels[id]} for id, _, old in alive if levels[id] != old]
    if changed:
        session.execute(update(Node), changed)
    _said(session, title_of(concept, node), title_of(concept, above) if above else None)
    rooms_changed(session, concept.id)


def place_measures(session: Session, name: str, ids: Sequence[int], *, node_id: int) -> None:
    """Make these measures the last of an entry, in this order. Those that are there stay.

    Raises:
        Missing: no such entry or measure in this concept.
    """
    concept = locked_concept(session, name)
    node = node_row(session, concept.id, node_id)
    rows = [measure_row(session, concept.id, id) for id in ids]
    moving = [row for row in rows if row.node_id != node_id]
    first = next_position(session, Measure, Measure.node_id == node_id)
    for position, row in enumerate(moving, start=first):
        values = {"node_id": node_id, "position": position}
        session.execute(update(Measure).where(Measure.id == row.id).values(values))
    title = title_of(concept, node)
    if len(moving) == 1:
        _said(session, text_of(moving[0]), title)
    else:
        what = say_n(
            "Moved %(num)d measure to “%(to)s”",
            "Moved %(num)d measures to “%(to)s”",
            len(moving),
            to=title,
        )
        did(session, what)
    rooms_changed(session, concept.id)


def _said(session: Session, title: str, to: str | None) -> None:
    if to:
        did(session, say("Moved “%(title)s” to “%(to)s”", title=title, to=to))
    else:
        did(session, say("Moved “%(title)s” to the outermost level", title=title))


def _alive(session: Session, ids: Sequence[int]) -> list[tuple[int, int, int]]:
    """(id, id of the parent, level) of these entries as far as they are not deleted, in the same
    order: parents first."""
    columns = (Node.id, Node.parent_id, Node.level)
    query = select(*columns).where(Node.id.in_(ids), Node.deleted_at.is_(None))
    rows: dict[int, AnyRow] = {row.id: row for row in session.execute(query)}
    found = (rows[id] for id in ids if id in rows)
    return [(row.id, row.parent_id or 0, row.level) for row in found]
