"""A concept as plain data: what numbering, outline and import work on. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Measure:
    """`language` is the one it was written in; `texts` holds it and the translations.

    `columns` holds the scheme's measure columns: a text, or a list of bodies.
    `dots`, `voters` and `rank` are None where nothing was voted on.
    """

    id: int
    language: str
    texts: Mapping[str, str]
    columns: Mapping[str, str | list[str]] = field(default_factory=dict)
    dots: int | None = None
    voters: int | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An entry of the structure with everything below it, in order. Level 0 is the outermost."""

    id: int
    level: int
    titles: Mapping[str, str]
    children: tuple["Node", ...] = ()
    measures: tuple[Measure, ...] = ()

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in the order of the tree."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole concept. `language` is the one its title and most of its texts are written in."""

    title: str
    language: str
    nodes: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        for node in self.nodes:
            yield from node.walk()
