"""Schemes: the shape of a concept, as data. Pure; scheme_file.py reads them from files.

The format is described in docs/schemes.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from workshops.schemes.columns import Value, Values

STYLES = ("none", "1", "A", "a", "I")
PAPERS = ("A4 landscape", "A4 portrait")
HEAD_SOURCES = ("number", "level", "entry")
LINE_SOURCES = (
    "measure",
    "measure_number",
    "column",
    "dots",
    "voters",
    "rank",
    "decision",
    "decided_on",
    "status",
    "next_report",
    "source",
)
SHOWN = ("always", "filled", "dots")


@dataclass(frozen=True, slots=True)
class Naming:
    """What something is called: one of it, several, and other words found in tables."""

    names: Mapping[str, str]
    plurals: Mapping[str, str]
    also: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        return in_language(self.names, language)

    def plural(self, language: str) -> str:
        """Where a language has none, it is the same word."""
        return in_language({**self.plurals, **self.names, **self.plurals}, language)

    def headings(self) -> tuple[str, ...]:
        """Every heading that means this in a table."""
        return (*self.names.values(), *self.plurals.values(), *self.also)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    key: str
    naming: Naming


@dataclass(frozen=True, slots=True)
class Rule:
    """A computed column is the option `gives` where each column named in `when` has one of the
    values listed: the key of an option, "yes", "no", or "" where nothing stands. With nothing in
    `when` it always is."""

    gives: str
    when: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Column:
    """What is kept beside a measure or an entry, see columns.py for the kinds.

    `per` names a choice of the measures: an entry then has one value for each of its options.
    """

    key: str
    naming: Naming
    kind: str
    options: tuple[Option, ...] = ()
    rules: tuple[Rule, ...] = ()
    per: str = ""

    def option(self, key: str) -> Option | None:
        return next((one for one in self.options if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a level or the measures count: by `style`, from `start`; `running` across all parents;
    `joined` to the number above it with a full stop, such as 8.1.1. `prefix` stands before the
    number, such as "HF ", and is not repeated in the joined numbers below."""

    style: str = "none"
    start: int = 1
    running: bool = False
    joined: bool = False
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the structure. An optional one may be left out."""

    key: str
    naming: Naming
    numbering: Numbering = Numbering()
    optional: bool = False
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A text of the whole concept, such as the proposed decision of a council paper. `kind`:
    "text", "list" (an item a line) or "path" (which body sits when)."""

    key: str
    naming: Naming
    kind: str


@dataclass(frozen=True, slots=True)
class OutlineColumn:
    """A column of a table; `key` names the level or measure column it shows, and `inner` the
    level's own column where the source is "entry"."""

    source: str
    key: str
    naming: Naming
    width: int
    show: str
    inner: str = ""


@dataclass(frozen=True, slots=True)
class PartBlock:
    """A part of the concept below its name."""

    part: str


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A sentence that the scheme itself brings along; as a heading where it is one."""

    naming: Naming
    heading: bool


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A row for each entry of the level at depth `rows`; its measures stand beside it.

    `by`: a choice whose options have a table each, below a heading. `flat`: a row for each measure
    instead, by priority across all entries. `only`: as in a list.
    """

    columns: tuple[OutlineColumn, ...]
    rows: int
    only: str = ""
    by: str = ""
    flat: bool = False


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line of an entry in a grid: its measures, or one of its level's columns."""

    naming: Naming
    source: str  # "measures" or "column"
    key: str = ""


@dataclass(frozen=True, slots=True)
class GridBlock:
    """Entries of the level at depth `rows` down, the options of the choice `across` across. The
    levels above have columns of their own before it.

    Several measures in one cell are numbered, unless the yes/no column `unnumbered` says no.
    """

    rows: int
    across: str
    lines: tuple[GridLine, ...]
    unnumbered: str = ""
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Entries down to `headings` levels as headings, those further in as bullets, then measures.

    `by`: a choice whose options are headings of their own, below each entry, or (`outside`) above
    all entries. `only`: a yes/no column; other measures are left out. `title` may hold "{title}"
    and is what stands in the headings of the outermost level. `shows`: columns said behind a
    measure; `entries`: columns of levels, said behind an entry.
    """

    headings: int
    by: str = ""
    outside: bool = False
    only: str = ""
    title: Naming | None = None
    shows: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    empty: bool = True  # entries without measures are there, too


Block: TypeAlias = PartBlock | TextBlock | TableBlock | GridBlock | ListBlock


@dataclass(frozen=True, slots=True)
class Outline:
    """A layout of an export: blocks, one below the other."""

    key: str
    naming: Naming
    paper: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """`levels` run from the outermost (0) inwards; measures may hang on any of them. They are
    counted themselves where `numbering` says how."""

    name: str
    titles: Mapping[str, str]
    levels: tuple[Level, ...]
    measure: Naming
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    outlines: tuple[Outline, ...]
    numbering: Numbering = Numbering()

    def title(self, language: str) -> str:
        return in_language(self.titles, language)

    def depth(self, key: str) -> int:
        """Which level has this key, counted from the outermost (0)."""
        return [level.key for level in self.levels].index(key)

    def column(self, key: str) -> Column | None:
        """The measure column of this key."""
        return next((one for one in self.columns if one.key == key), None)

    def of_kind(self, kind: str) -> Iterator[Column]:
        return (one for one in self.columns if one.kind == kind)

    def outline(self, key: str) -> Outline:
        """The outline of this key, the first one where there is none."""
        return next((one for one in self.outlines if one.key == key), self.outlines[0])

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages its levels are named in."""
        return tuple(self.levels[0].naming.names)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, else in its base, in English, or the first there is."""
    for tag in (language, language.partition("-")[0], "en"):
        if tag in texts:
            return texts[tag]
    return next(iter(texts.values()), "")


def value_of(column: Column, values: Values) -> Value:
    """What stands in a column; a computed one is found by the first of its rules that holds."""
    if column.kind != "computed":
        return values.get(column.key)
    return next((rule.gives for rule in column.rules if _holds(rule, values)), None)


def _holds(rule: Rule, values: Values) -> bool:
    return all(_plain(values.get(key)) in wanted for key, wanted in rule.when.items())


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
