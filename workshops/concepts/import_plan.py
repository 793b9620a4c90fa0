"""What an import would do, and what stands in its way. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.refused import Message


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, or worth knowing, and where. `row` is the sheet's; `column` its heading."""

    row: int
    column: str
    message: Message


@dataclass(frozen=True, slots=True)
class PlannedNode:
    """An entry to create. Its own id is negative; `parent` is such an id, an existing one, None."""

    id: int
    parent: int | None
    level: int
    titles: Mapping[str, str]
    row: int


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure to create at the entry `node`: an existing id, or the negative one of a new."""

    node: int
    texts: Mapping[str, str]
    columns: Mapping[str, str | list[str]]
    row: int


@dataclass(frozen=True, slots=True)
class PlannedTitles:
    """Translations that an existing entry does not have yet."""

    node: int
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, in the order of the sheet: parents come before their children."""

    language: str
    nodes: tuple[PlannedNode, ...]
    measures: tuple[PlannedMeasure, ...]
    titles: tuple[PlannedTitles, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether it may be carried out."""
        return not self.faults

    @property
    def empty(self) -> bool:
        return not (self.nodes or self.measures or self.titles)

    def new_at(self, level: int) -> int:
        """How many entries of a level would be created."""
        return sum(node.level == level for node in self.nodes)
