"""A concept's structure as the office sees it, and how one finds one's way in it. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.language.content import best_text
from app.refused import Missing
from workshops.concepts.rules import levels_below
from workshops.concepts.snapshot import Measure as MeasureLine
from workshops.concepts.snapshot import Node as NodeLine
from workshops.schemes.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Deleted:
    """A deletion that can be undone: an entry with what went with it, or one measure. `above`: the
    titles of the entry that it stood in."""

    kind: str  # "node" or "measure"
    id: int
    level: int | None
    texts: Mapping[str, str]
    original: str
    nodes: int  # entries below it that went with it
    measures: int
    at: dt.datetime
    above: Mapping[str, str]

    def text(self, language: str) -> str:
        return best_text(self.texts, language, self.original)

    def place(self, language: str) -> str:
        return best_text(self.above, language, self.original)


@dataclass(frozen=True, slots=True)
class NodePlace:
    """An entry, and which of its siblings it is, counted from 1."""

    node: NodeLine
    index: int
    of: int


@dataclass(frozen=True, slots=True)
class MeasurePlace:
    """A measure, the entry it belongs to, and which of its measures it is, counted from 1."""

    measure: MeasureLine
    node: NodeLine
    index: int
    of: int


@dataclass(frozen=True, slots=True)
class Structure:
    """A whole concept. `numbers`: node -> its number; `measure_numbers` likewise.

    `origins`: measure -> "office", "import", or "w12" for the workshop with the id 12; `merged`:
    measure -> the one that it is part of; `parts`: as in the snapshot.
    """

    id: int
    name: str
    title: str
    language: str
    scheme: Scheme
    nodes: tuple[NodeLine, ...]
    numbers: Mapping[int, str]
    deleted: tuple[Deleted, ...]
    origins: Mapping[int, str] = field(default_factory=dict)
    merged: Mapping[int, int] = field(default_factory=dict)
    measure_numbers: Mapping[int, str] = field(default_factory=dict)
    parts: Mapping[str, Any] = field(default_factory=dict)

    def counts(self) -> tuple[int, int]:
        """How many entries and how many measures it has."""
        walked = list(self.walk())
        return len(walked), sum(len(node.measures) for node in walked)

    def walk(self) -> Iterator[NodeLine]:
        for top in self.nodes:
            yield from top.walk()

    def above(self, id: int) -> tuple[NodeLine, ...]:
        """The entries above this one, from the outermost; none where it is outermost or gone."""

        def way(nodes: Iterable[NodeLine]) -> tuple[NodeLine, ...] | None:
            for node in nodes:
                if node.id == id:
                    return ()
                found = way(node.children)
                if found is not None:
                    return (node, *found)
            return None

        return way(self.nodes) or ()

    def node(self, id: int) -> NodePlace:
        """
        Raises:
            Missing: no such entry, or it is deleted.
        """
        siblings = [self.nodes, *(node.children for node in self.walk())]
        for group in siblings:
            for index, node in enumerate(group, start=1):
                if node.id == id:
                    return NodePlace(node, index, len(group))
        raise Missing

    def measure(self, id: int) -> MeasurePlace:
        """
        Raises:
            Missing: no such measure, or it is deleted.
        """
        for node in self.walk():
            for index, measure in enumerate(node.measures, start=1):
                if measure.id == id:
                    return MeasurePlace(measure, node, index, len(node.measures))
        raise Missing

    def beside_node(self, id: int) -> str:
        """The row at which one goes on when this entry is gone: the next, the one before, above."""
        for parent, group in [(None, self.nodes), *((n, n.children) for n in self.walk())]:
            ids = [node.id for node in group]
            if id in ids:
                near = _beside(ids, id)
                return f"n{near}" if near else f"n{parent.id}" if parent else ""
        return ""

    def beside_measure(self, id: int) -> str:
        """The row at which one goes on when this measure is gone."""
        for node in self.walk():
            ids = [measure.id for measure in node.measures]
            if id in ids:
                near = _beside(ids, id)
                return f"m{near}" if near else f"n{node.id}"
        return ""

    def levels_below(self, node: NodeLine | None) -> tuple[int, ...]:
        """The levels on which an entry may be added directly below this one."""
        optional = [level.optional for level in self.scheme.levels]
        return levels_below(optional, node.level if node else None)


def _beside(ids: list[int], id: int) -> int | None:
    at = ids.index(id)
    near = [*ids[at + 1 : at + 2], *ids[max(at - 1, 0) : at]]
    return near[0] if near else None
