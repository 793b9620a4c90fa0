"""What the columns of a measure hold while others are part of it. Pure.

Where it has nothing, it takes what one of the others has; where they differ, whoever puts them
together chooses. What was taken is kept in `notes`, so that it is given back: column ->
{"from": whose it is, "value": what was taken, "own": what stood there before, None for nothing}.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

Values = Mapping[str, Any]
Notes = Mapping[str, Mapping[str, Any]]
Owner = tuple[int, Values]
"""A measure, and what stands in its columns."""


def differing(measures: Sequence[Owner]) -> dict[str, dict[int, Any]]:
    """The columns in which these say different things: column -> measure -> value."""
    keys = dict.fromkeys(key for _, values in measures for key in values)
    said = {key: {id: values[key] for id, values in measures if key in values} for key in keys}
    return {
        key: values
        for key, values in said.items()
        if any(value != next(iter(values.values())) for value in values.values())
    }


def taken(
    target: Owner, notes: Notes, sources: Sequence[tuple[Owner, Notes]], chosen: Mapping[str, int]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns and the notes of the target when it stands for the sources too. `chosen`:
    column -> the measure whose value stays; else it is the target's, or that of the first
    source that has one."""
    own, columns, kept = target[1], dict(target[1]), dict(notes)
    for key in dict.fromkeys(key for (_, values), _ in sources for key in values):
        givers = [one for one in sources if key in one[0][1]]
        wanted = [one for one in givers if one[0][0] == chosen.get(key)]
        if key in own and not wanted:
            continue
        (id, values), inner = (wanted or givers)[0]
        if own.get(key) == values[key]:
            continue
        columns[key] = values[key]
        # What the source has itself taken from another one goes back when that one leaves.
        whose = inner[key]["from"] if key in inner else id
        before = kept[key]["own"] if key in kept else own.get(key)
        kept[key] = {"from": whose, "value": values[key], "own": before}
    return columns, kept


def given_back(
    columns: Values, notes: Notes, gone: Collection[int]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns and the notes after these have left; what was typed since stays."""
    now, left = dict(columns), dict(notes)
    for key, note in notes.items():
        if note["from"] not in gone:
            continue
        del left[key]
        if now.get(key) == note["value"]:
            now[key] = note["own"]
    return {key: value for key, value in now.items() if value is not None}, left
