"""A concept as plain data: what numbering, outlines, import and export work on. Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workshops.schemes.columns import Value, Values


@dataclass(frozen=True, slots=True)
class Report:
    """How an adopted measure stands: since when, why, who looks after it, when more is said."""

    status: str
    on: dt.date
    reason: Mapping[str, str]
    body: str = ""
    next_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What a column of a measure has from one that is part of it. `whose`: that one's id; `own`:
    what stood there before, None for nothing."""

    whose: int
    value: Value
    own: Value = None


@dataclass(frozen=True, slots=True)
class Own:
    """What a measure says by itself, while others are part of it. `titled`: its text was made for
    the whole. `taken`: what its columns have from others, see workshops/merging/columns.py."""

    language: str
    texts: Mapping[str, str]
    titled: bool = False
    taken: Mapping[str, Taken] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measure:
    """`language` is the one it was written in; `texts` holds it and the translations.

    `columns` holds the scheme's measure columns, see columns.py.
    `dots`, `voters` and `rank` are None where nothing was voted on.
    `place` is that in a ranking of the whole concept, where there is one that goes by something
    else than dots. `source` says where it comes from: a workshop's title, or what an imported
    file said. `parts` were put together with it; each has the id of its entry in `node`.
    """

    id: int
    language: str
    texts: Mapping[str, str]
    columns: Values = field(default_factory=dict)
    dots: int | None = None
    voters: int | None = None
    rank: int | None = None
    place: int | None = None
    source: str = ""
    decision: str | None = None
    decided_on: dt.date | None = None
    report: Report | None = None
    node: int | None = None
    own: Own | None = None
    parts: tuple["Measure", ...] = ()

    def within(self, above: str = "") -> Iterator[tuple[str, "Measure"]]:
        """All that is part of it, each with its place there: 2.1 is the first part of its second
        part."""
        for n, part in enumerate(self.parts, start=1):
            yield f"{above}{n}", part
            yield from part.within(f"{above}{n}.")


@dataclass(frozen=True, slots=True)
class Node:
    """An entry of the structure with everything below it, in order. Level 0 is the outermost."""

    id: int
    level: int
    titles: Mapping[str, str]
    children: tuple["Node", ...] = ()
    measures: tuple[Measure, ...] = ()
    columns: Values = field(default_factory=dict)

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in the order of the tree."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole concept. `language` is the one its title and most of its texts are written in.

    `parts`: key -> language -> text; of a "path": a list of {"body", "date", "public"}.
    """

    title: str
    language: str
    nodes: tuple[Node, ...] = ()
    parts: Mapping[str, Any] = field(default_factory=dict)

    def walk(self) -> Iterator[Node]:
        for node in self.nodes:
            yield from node.walk()

    def measures(self) -> Iterator[Measure]:
        for node in self.walk():
            yield from node.measures
