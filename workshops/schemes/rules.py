"""What a scheme must keep for the concepts that use it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.refused import Message, say
from workshops.schemes.scheme import Column, Level, Option, Part, Scheme


@dataclass(frozen=True, slots=True)
class Use:
    """What one concept has in the shape of its scheme.

    `levels`: those with entries. `steps`: the level of an entry and that of the one above it (-1:
    the concept itself). `measures`: column -> its values among the measures, `entries`: the same of
    level and column; of choices the keys of their options. `parts`: those with something in them.
    """

    title: str
    levels: frozenset[int]
    steps: frozenset[tuple[int, int]]
    measures: Mapping[str, frozenset[str]]
    entries: Mapping[tuple[int, str], frozenset[str]]
    parts: frozenset[str]


def moved_levels(use: Use, old: Scheme, new: Scheme) -> Mapping[int, int]:
    """Where the levels that are in use stand now. All of them are there, see `objection`."""
    return {level: new.depth(old.levels[level].key) for level in sorted(use.levels)}


def objection(use: Use, old: Scheme, new: Scheme) -> Message | None:
    """Why this concept cannot live with the new scheme; None where it can."""
    return next(_objections(use, old, new), None)


def _objections(use: Use, old: Scheme, new: Scheme) -> Iterator[Message]:
    if max(use.levels, default=0) >= len(old.levels):
        yield say(
            "The concept “%(concept)s” has entries on more levels than there are.",
            concept=use.title,
        )
        return
    kept = {level.key for level in new.levels}
    for level in sorted(use.levels):
        if old.levels[level].key not in kept:
            name = _name(old.levels[level])
            yield say(
                "The level “%(level)s” must stay: the concept “%(concept)s” has entries on it.",
                level=name,
                concept=use.title,
            )
            return
    yield from _of_levels(use, old, new)
    yield from _of_columns(use, old, new)
    parts = {part.key: part.kind for part in new.parts}
    for part in old.parts:
        if part.key in use.parts and parts.get(part.key) != part.kind:
            yield say(
                "The part “%(part)s” must stay as it is: something stands in it in the concept "
                "“%(concept)s”.",
                part=_name(part),
                concept=use.title,
            )


def _of_levels(use: Use, old: Scheme, new: Scheme) -> Iterator[Message]:
    places = list(moved_levels(use, old, new).values())
    if places != sorted(places):
        yield say(
            "The levels must keep their order: the concept “%(concept)s” has entries on them.",
            concept=use.title,
        )
        return
    now = {-1: -1, **moved_levels(use, old, new)}
    for above, level in sorted(use.steps):
        for between in new.levels[now[above] + 1 : now[level]]:
            if not between.optional:
                yield say(
                    "It must be possible to leave out the level “%(level)s”: the concept "
                    "“%(concept)s” has entries that do.",
                    level=_name(between),
                    concept=use.title,
                )


def _of_columns(use: Use, old: Scheme, new: Scheme) -> Iterator[Message]:
    for column in old.columns:
        if column.key in use.measures:
            values = use.measures[column.key]
            yield from _of_column(column, new.column(column.key), values, use.title)
    for (level, key), values in use.entries.items():
        before = next((one for one in old.levels[level].columns if one.key == key), None)
        columns = new.levels[new.depth(old.levels[level].key)].columns
        after = next((one for one in columns if one.key == key), None)
        if before:
            yield from _of_column(before, after, values, use.title)


def _of_column(
    before: Column, after: Column | None, values: frozenset[str], concept: str
) -> Iterator[Message]:
    name = _name(before)
    if after is None:
        yield say(
            "The column “%(column)s” must stay: something stands in it in the concept "
            "“%(concept)s”.",
            column=name,
            concept=concept,
        )
    elif (before.kind, before.per) != (after.kind, after.per):
        yield say(
            "The column “%(column)s” must keep its kind: something stands in it in the concept "
            "“%(concept)s”.",
            column=name,
            concept=concept,
        )
    elif before.kind == "choice":
        for option in before.options:
            if option.key in values and after.option(option.key) is None:
                yield say(
                    "“%(option)s” in the column “%(column)s” must stay: it is chosen in the "
                    "concept “%(concept)s”.",
                    option=_name(option),
                    column=name,
                    concept=concept,
                )


def _name(named: Level | Column | Option | Part) -> str:
    """What it is called in the first language it has."""
    return next(iter(named.naming.names.values()))
