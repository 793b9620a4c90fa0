"""A measure with what was put together with it, from the rows of both."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.database.base import AnyRow
from workshops.concepts.snapshot import Measure, Own, Taken

Parts = Mapping[int, Sequence[AnyRow]]
"""Measure -> the rows of what was merged into it."""


def parts_of(rows: Iterable[AnyRow]) -> Parts:
    """In the order in which they were written, as merging takes their texts."""
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.id):
        if row.merged_into_id is not None and row.deleted_at is None:
            found[row.merged_into_id].append(row)
    return dict(found)


def with_parts(
    measure: Measure, row: AnyRow, parts: Parts, line: Callable[[AnyRow], Measure]
) -> Measure:
    """The measure with its parts, which `line` makes of their rows; each brings its own along."""
    if row.id not in parts:
        return measure
    inner = tuple(
        with_parts(replace(line(part), node=part.node_id), part, parts, line)
        for part in parts[row.id]
    )
    return replace(measure, own=_own(row.unmerged), parts=inner)


def _own(unmerged: Mapping[str, Any] | None) -> Own | None:
    """What a measure keeps of itself, see workshops/merging/joining.py."""
    if unmerged is None:
        return None
    notes = unmerged.get("columns", {})
    taken = {key: Taken(one["from"], one["value"], one["own"]) for key, one in notes.items()}
    return Own(unmerged["language"], unmerged["texts"], unmerged["titled"], taken)


def unmerged(own: Own, ids: Mapping[int, int]) -> dict[str, Any]:
    """The same as it is kept. `ids`: of measures here, by those that `own` refers to."""
    kept = {"language": own.language, "texts": dict(own.texts), "titled": own.titled}
    notes = {
        key: {"from": ids[one.whose], "value": one.value, "own": one.own}
        for key, one in own.taken.items()
    }
    return {**kept, "columns": notes} if notes else kept
