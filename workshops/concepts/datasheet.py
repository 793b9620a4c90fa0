"""A concept as plain tables, one row a measure: for machines, and to be imported again. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.documents.document import Grid
from app.refused import say
from workshops.concepts.columns import money, plain_amount
from workshops.concepts.numbering import numbers
from workshops.concepts.scheme import Column, Scheme
from workshops.concepts.selection import selected
from workshops.concepts.snapshot import Measure, Node, Snapshot
from workshops.concepts.telling import Choice, by_priority
from workshops.concepts.values import Voice, shown

_Cell = str | int | None


@dataclass(frozen=True, slots=True)
class _Sheet:
    snapshot: Snapshot
    scheme: Scheme
    voice: Voice
    choice: Choice
    tags: tuple[str, ...]  # of the translations

    def columns(self) -> Iterator[Column]:
        """The measure columns that are told and not computed: those can be imported again."""
        for column in self.scheme.columns:
            if column.kind != "bodies" or self.choice.bodies:
                yield column


def grids(snapshot: Snapshot, scheme: Scheme, voice: Voice, choice: Choice) -> tuple[Grid, ...]:
    """The measures, and whatever else the concept holds, each as a table."""
    chosen = selected(snapshot, choice)
    sheet = _Sheet(chosen, scheme, voice, choice, _translations(chosen))
    counted = numbers(snapshot.nodes, scheme)
    rows = [row for top in chosen.nodes for row in _rows((top,), sheet, counted)]
    return (Grid(scheme.measure.plural(voice.language), tuple(_headings(sheet)), tuple(rows)),)


def _translations(snapshot: Snapshot) -> tuple[str, ...]:
    """The languages beside the concept's own that something is translated into."""
    tags = {tag for node in snapshot.walk() for tag in node.titles}
    tags |= {tag for measure in snapshot.measures() for tag in measure.texts}
    return tuple(sorted(tags - {snapshot.language}))


def _headings(sheet: _Sheet) -> Iterator[str]:
    language, words = sheet.voice.language, sheet.voice.words
    for level in sheet.scheme.levels:
        if level.numbering.style != "none":
            yield words(say("%(level)s: number", level=level.naming.name(language)))
        yield from _in_all(level.naming.name(language), sheet.tags)
    yield from _in_all(sheet.scheme.measure.name(language), sheet.tags)
    for column in sheet.columns():
        yield column.naming.name(language)
    yield words(say("Source"))
    if sheet.choice.with_dots:
        yield from (words(say("Dots")), words(say("Voters")), words(say("Rank")))


def _in_all(name: str, tags: Sequence[str]) -> list[str]:
    return [name, *(f"{name} ({tag})" for tag in tags)]


def _rows(
    path: tuple[Node, ...], sheet: _Sheet, counted: Mapping[int, str]
) -> Iterator[tuple[_Cell, ...]]:
    node = path[-1]
    if not node.measures and not node.children:
        yield (*_path(path, sheet, counted), *_measure(None, sheet))
    for measure in by_priority(node.measures):
        yield (*_path(path, sheet, counted), *_measure(measure, sheet))
    for child in node.children:
        yield from _rows((*path, child), sheet, counted)


def _path(path: tuple[Node, ...], sheet: _Sheet, counted: Mapping[int, str]) -> Iterator[_Cell]:
    for depth, level in enumerate(sheet.scheme.levels):
        node = next((node for node in path if node.level == depth), None)
        if level.numbering.style != "none":
            yield counted.get(node.id) if node else None
        for tag in (sheet.snapshot.language, *sheet.tags):
            yield node.titles.get(tag) if node else None


def _measure(measure: Measure | None, sheet: _Sheet) -> Iterator[_Cell]:
    for tag in (sheet.snapshot.language, *sheet.tags):
        yield measure.texts.get(tag) if measure else None
    for column in sheet.columns():
        yield _plain(column, measure, sheet.voice) if measure else None
    yield (measure.source or None) if measure else None
    if sheet.choice.with_dots:
        figures = (measure.dots, measure.voters, measure.rank) if measure else (None,) * 3
        yield from figures


def _plain(column: Column, measure: Measure, voice: Voice) -> _Cell:
    value = measure.columns.get(column.key)
    if column.kind == "money":
        found = money(value)
        return plain_amount(found.cents) if found and found.cents is not None else None
    if column.kind in ("date", "number"):
        return str(value) if value else None
    return shown(column, measure.columns, voice) or None
