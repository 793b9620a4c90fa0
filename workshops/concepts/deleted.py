"""What was deleted in a concept and can be brought back: read from the moments that rows carry."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.database.base import AnyRow
from workshops.concepts.structure import Deleted

__all__ = ["Deleted", "deletions"]


def deletions(
    nodes: Sequence[AnyRow], measures: Sequence[AnyRow], language: str
) -> tuple[Deleted, ...]:
    """What was deleted by itself, the newest first; what went with it is counted.

    `nodes` and `measures` are all of the concept; `language` is the concept's.
    """
    by_id = {row.id: row for row in nodes}

    def stamp(node_id: int | None) -> dt.datetime | None:
        return by_id[node_id].deleted_at if node_id is not None else None

    def above(node_id: int | None) -> Mapping[str, str]:
        return by_id[node_id].titles if node_id is not None else {}

    def alive_above(node_id: int | None) -> bool:
        while node_id is not None:
            if stamp(node_id) is not None:
                return False
            node_id = by_id[node_id].parent_id
        return True

    gone = _counted(nodes, measures, by_id)
    found = [
        Deleted(
            "node", n.id, n.level, n.titles, language, *gone[n.id], n.deleted_at, above(n.parent_id)
        )
        for n in nodes
        if n.deleted_at is not None and alive_above(n.parent_id)
    ]
    found += [
        Deleted("measure", m.id, None, m.texts, m.language, 0, 0, m.deleted_at, above(m.node_id))
        for m in measures
        if m.deleted_at is not None and alive_above(m.node_id)
    ]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _counted(
    nodes: Iterable[AnyRow], measures: Iterable[AnyRow], by_id: Mapping[int, AnyRow]
) -> dict[int, tuple[int, int]]:
    """Deleted node -> how many entries and measures below it went at the same moment."""
    entries: dict[int, int] = defaultdict(int)
    lines: dict[int, int] = defaultdict(int)

    def count(into: dict[int, int], above: int | None, at: dt.datetime) -> None:
        while above is not None:
            if by_id[above].deleted_at == at:
                into[above] += 1
            above = by_id[above].parent_id

    for node in nodes:
        if node.deleted_at is not None:
            count(entries, node.parent_id, node.deleted_at)
    for measure in measures:
        if measure.deleted_at is not None:
            count(lines, measure.node_id, measure.deleted_at)
    return {id: (entries[id], lines[id]) for id in by_id}
