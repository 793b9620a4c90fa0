"""Levels and order of a concept's entries. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any


def levels_below(optional: Sequence[bool], level: int | None) -> tuple[int, ...]:
    """The levels on which entries may stand directly below one of `level` (None: the concept).

    `optional` says of each level whether it may be left out.
    """
    found = []
    for depth in range(0 if level is None else level + 1, len(optional)):
        found.append(depth)
        if not optional[depth]:
            break
    return tuple(found)


def reordered(ids: Sequence[int], moving: int, position: int) -> list[int]:
    """The ids with one of them at `position`, counted from 1; beyond the ends is at the end."""
    rest = [id for id in ids if id != moving]
    rest.insert(max(0, position - 1), moving)
    return rest


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without those that say nothing; what is no or nought says something."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def levels_after(
    optional: Sequence[bool], above: int | None, to: int, below: Sequence[tuple[int, int, int]]
) -> dict[int, int] | None:
    """The levels of an entry and all below it if it came to level `to`, below one of `above`.

    `below`: (id, id of its parent, level) of the entry and of each descendant, parents first.
    Descendants keep their levels where the scheme allows it, else they go along with the entry.
    None: neither is allowed. Else the level of each of them by its id.
    """
    if to not in levels_below(optional, above):
        return None
    (entry, _, level), *rest = below
    for shift in dict.fromkeys((0, to - level)):
        found = {entry: to}
        for id, parent, old in rest:
            if old + shift not in levels_below(optional, found[parent]):
                break
            found[id] = old + shift
        else:
            return found
    return None
