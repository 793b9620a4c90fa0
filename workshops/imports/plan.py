"""What an import would do, and what stands in its way. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.refused import Message, say
from workshops.concepts.snapshot import Own
from workshops.schemes.columns import Value, Values
from workshops.schemes.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, or worth knowing, and where. `row` is the sheet's, 0 where there are no
    rows; `column` its heading; `sheet` its name where a file has several that are read."""

    row: int
    column: str
    message: Message
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class PlannedReport:
    """How a measure stands, as the file says. `on` None: it does not say since when."""

    status: str
    on: dt.date | None
    reason: Mapping[str, str]
    body: str = ""
    next_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PlannedNode:
    """An entry to create. Its own id is negative; `parent` is such an id, an existing one, None."""

    id: int
    parent: int | None
    level: int
    titles: Mapping[str, str]
    row: int
    columns: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure to create at the entry `node`: an existing id, or the negative one of a new.
    `language`: the one it was written in; empty: that of the plan. `id`: of the file, to which
    `own` refers."""

    node: int
    texts: Mapping[str, str]
    columns: Values
    row: int
    language: str = ""
    source: str = ""
    decision: str | None = None
    decided_on: dt.date | None = None
    report: PlannedReport | None = None
    id: int = 0
    own: Own | None = None
    parts: tuple["PlannedMeasure", ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What an existing entry does not have yet: translations, and values of its columns."""

    node: int
    titles: Mapping[str, str]
    columns: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, in the order of the sheet: parents come before their children.
    `parts`: texts of the whole concept, set where it has none yet."""

    language: str
    nodes: tuple[PlannedNode, ...]
    measures: tuple[PlannedMeasure, ...]
    titles: tuple[PlannedChange, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    parts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether it may be carried out."""
        return not self.faults

    @property
    def empty(self) -> bool:
        return not (self.nodes or self.measures or self.titles or self.parts)

    def new_at(self, level: int) -> int:
        """How many entries of a level would be created."""
        return sum(node.level == level for node in self.nodes)


@dataclass(frozen=True, slots=True)
class About:
    """What a file of ours knows of its concept. `scheme_text`: the scheme as its file."""

    title: str
    language: str
    scheme: Scheme
    scheme_text: str


def no_title(title: str) -> Message:
    """What is wrong with an entry that cannot be named in the concept's own language."""
    return say("“%(title)s” has no title in the language of the concept.", title=title)
