"""A question's results for each group of people, as a table and a chart."""

from dataclasses import dataclass

from app.refused import Message
from surveys.questionnaire import Question
from surveys.results import summaries as kinds
from surveys.results.charts import Part, means, stacked
from surveys.results.crossing import Crossing, Line
from surveys.results.crowds import MIXED
from surveys.results.shapes import Chart
from surveys.results.table import Table
from surveys.results.telling import why
from surveys.results.wording import Wording, percent

PARTED = frozenset({"single", "yes_no"})
"""Kinds whose answers are parts of a whole, so that they can be drawn as one bar."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """How many people gave an answer, and which share of those who answered, from 0 to 1."""

    people: int
    share: float

    @property
    def percent(self) -> str:
        return percent(self.share)


@dataclass(frozen=True, slots=True)
class TableLine:
    """A group: how many of it answered, and who gave each answer; None for those that stand under
    “All others”. `rest`: those who are in no group, or in one that is too small. Without cells:
    too few."""

    label: str
    people: int
    cells: tuple[TableCell | None, ...]
    rest: bool = False


@dataclass(frozen=True, slots=True)
class CrossTable:
    key: str
    label: str
    head: tuple[str, ...]
    lines: tuple[TableLine, ...]
    whole: TableLine
    chart: Chart | None
    weighted: bool
    few: Message | None


def tabled(found: Crossing, table: Table, wording: Wording) -> CrossTable:
    question = found.question
    parts = found.whole.parts
    untold = isinstance(parts, kinds.Bars) and parts.untold
    names = [bar.name for bar in _bars(parts)] if not untold else []
    lines = tuple(_line(one, found.by, names, table, wording) for one in found.lines)
    return CrossTable(
        question.name,
        wording.label(question),
        tuple(wording.step(question, name) for name in names),
        lines,
        TableLine("", found.whole.answered, _cells(found.whole, names)),
        _chart(question, found, names, table, wording),
        found.whole.weighted,
        None if names else why(untold, table.people > found.whole.people),
    )


def _line(one: Line, by: str, names: list[str], table: Table, wording: Wording) -> TableLine:
    label = wording.value(table, by, one.value)
    cells = _cells(one.summary, names)
    return TableLine(label, one.summary.answered, cells, one.value == MIXED)


def _cells(found: kinds.Summary, names: list[str]) -> tuple[TableCell | None, ...]:
    bars = {bar.name: bar for bar in _bars(found.parts)}
    if not bars:
        return ()
    if MIXED not in bars:
        bars = {name: kinds.Bar(name, 0, 0, 0) for name in names} | bars
    return tuple(_cell(bars.get(name)) for name in names)


def _cell(bar: kinds.Bar | None) -> TableCell | None:
    return TableCell(bar.people, bar.share) if bar else None


def _aligned(found: kinds.Summary, names: list[str]) -> tuple[kinds.Bar, ...]:
    bars = {bar.name: bar for bar in _bars(found.parts)}
    return tuple(bars.get(name, kinds.Bar(name, 0, 0, 0)) for name in names)


def _bars(parts: kinds.Parts | None) -> tuple[kinds.Bar, ...]:
    return parts.bars if isinstance(parts, kinds.Bars | kinds.Scale) else ()


def _chart(
    question: Question, found: Crossing, names: list[str], table: Table, wording: Wording
) -> Chart | None:
    lines = [
        (wording.value(table, found.by, one.value), one.summary)
        for one in found.lines
        if one.summary.answered
    ]
    if question.kind in PARTED and names:
        rows = [Part(label, one.answered, _aligned(one, names)) for label, one in lines]
        return stacked(rows, tuple(wording.choice(question, name) for name in names))
    if isinstance(found.whole.parts, kinds.Scale):
        return means([(label, one.parts) for label, one in lines])
    return None
