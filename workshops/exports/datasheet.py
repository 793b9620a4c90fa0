"""A concept as plain tables: its measures, its entries, and the concept itself. Pure.

For machines, and to be imported again without loss: workbook.py reads them. Words are those of
sheet_words.py, the scheme's names in the language of the export; a column that would be mistaken
has a heading that no language has.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from app.documents.document import Grid
from workshops.concepts.numbering import measure_numbers, numbers
from workshops.concepts.snapshot import Measure, Node, Report, Snapshot
from workshops.exports import sheet_words
from workshops.exports.concept_sheet import concept_grid
from workshops.exports.selection import selected
from workshops.exports.sheet_lines import Cell, Cells, Line, Row
from workshops.exports.telling import Choice, by_priority
from workshops.imports.headings import Dictionary, Meaning
from workshops.schemes.columns import Value, Values
from workshops.schemes.scheme import Column, Level, Naming, Option, Scheme
from workshops.schemes.values import Voice


def grids(
    snapshot: Snapshot,
    scheme: Scheme,
    voice: Voice,
    choice: Choice,
    scheme_text: str = "",
    *,
    ranked: bool = False,
) -> tuple[Grid, ...]:
    """The measures, the entries with the columns of their levels, and what else the concept holds.

    `scheme_text`: the scheme as its file; with it the sheets can be imported anywhere. `ranked`:
    the measures of an entry by their priority, to be read; else in the order of the concept.
    """
    chosen = selected(snapshot, choice)
    telling = _Sheets(chosen, snapshot, scheme, voice, choice)
    language = voice.language
    entries = sheet_words.ENTRIES.name(language)
    return (
        telling.grid(
            scheme.measure.plural(language),
            telling.measure_lines(),
            _ranked_rows if ranked else _measure_rows,
        ),
        telling.grid(entries, telling.entry_lines(), _entry_rows),
        concept_grid(snapshot, scheme, voice, scheme_text),
    )


class _Sheets:
    def __init__(
        self, chosen: Snapshot, whole: Snapshot, scheme: Scheme, voice: Voice, choice: Choice
    ) -> None:
        self._concept = chosen
        self._scheme = scheme
        self._voice = voice
        self._choice = choice
        self._cells = Cells(voice.language)
        self._numbers = numbers(whole.nodes, scheme)
        self._measure_numbers = measure_numbers(whole.nodes, scheme)
        self._tags = _translations(chosen)

    def grid(
        self, name: str, lines: Iterable[Line], rows: Callable[[Sequence[Node]], Iterator[Row]]
    ) -> Grid:
        told = list(rows(self._concept.nodes))
        dictionary = Dictionary(self._scheme)
        headings, columns = [], []
        for line in lines:
            cells = [line.cell(row) for row in told]
            if line.always or any(cell is not None for cell in cells):
                first, *more = line.naming
                language = self._voice.language
                headings.append(dictionary.heading(first, line.meaning, language, *more))
                columns.append(cells)
        return Grid(name, tuple(headings), tuple(zip(*columns, strict=True)))

    def measure_lines(self) -> Iterator[Line]:
        yield _place()
        for depth, level in enumerate(self._scheme.levels):
            if level.numbering.style != "none":
                yield self._number((level.naming, sheet_words.NUMBER), level.key, depth)
            yield from self._titles(level.naming, Meaning("level", level.key), depth)
        yield Line((self._scheme.measure, sheet_words.NUMBER), Meaning("ignored"), self._counted)
        for tag in self._tags:
            meaning = Meaning("measure", language=tag if tag != self._tags[0] else "")
            yield Line(
                (self._scheme.measure,),
                meaning,
                _of_measure(_text, tag),
                always=not meaning.language,
            )
        yield Line((sheet_words.LANGUAGE.naming,), Meaning("written"), self._written)
        for column in self._told(self._scheme.columns):
            meaning = Meaning("ignored" if column.kind == "computed" else "column", column.key)
            yield from self._cells.lines((column.naming,), meaning, column, _columns_of_measure)
        yield from self._fixed_lines()

    def _counted(self, row: Row) -> Cell:
        """The number of a measure, where the scheme counts them."""
        return self._measure_numbers.get(row.measure.id) if row.measure else None

    def _told(self, columns: Iterable[Column]) -> Iterator[Column]:
        return (one for one in columns if self._choice.bodies or one.kind != "bodies")

    def _written(self, row: Row) -> Cell:
        """The language a measure was written in, where it is another one than the concept's."""
        own = row.measure.language if row.measure else self._concept.language
        return own if own != self._concept.language else None

    def _number(self, naming: tuple[Naming, ...], key: str, depth: int) -> Line:
        def cell(row: Row) -> Cell:
            node = row.node(depth)
            return self._numbers.get(node.id) if node else None

        return Line(naming, Meaning("number", key), cell)

    def _titles(self, naming: Naming, meaning: Meaning, depth: int) -> Iterator[Line]:
        for tag in self._tags:
            own = tag == self._tags[0]
            told = meaning if own else replace(meaning, language=tag)
            yield Line((naming,), told, _title(depth, tag), always=own)

    def _fixed_lines(self) -> Iterator[Line]:
        words = sheet_words
        yield self._fixed(words.SOURCE, lambda one: one.source)
        yield self._fixed(words.DECISION, lambda one: one.decision)
        yield self._fixed(words.DECIDED_ON, lambda one: one.decided_on)
        yield self._reported(words.STATUS, lambda one: one.status)
        yield self._reported(words.SINCE, lambda one: one.on)
        for tag in self._tags:
            meaning = Meaning("reason", language=tag if tag != self._tags[0] else "")
            cell = _of_measure(_reason, tag)
            yield Line((words.REASON.naming,), meaning, cell)
        if self._choice.bodies:
            yield self._reported(words.BODY, lambda one: one.body)
        yield self._reported(words.NEXT_ON, lambda one: one.next_on)
        if self._choice.with_dots:
            yield _figure(words.DOTS, lambda one: one.dots)
            yield _figure(words.VOTERS, lambda one: one.voters)
            yield _figure(words.RANK, lambda one: one.rank)

    def _fixed(self, column: Column, value: Callable[[Measure], Value]) -> Line:
        def cell(row: Row) -> Cell:
            return self._cells.plain(column, value(row.measure)) if row.measure else None

        return Line((column.naming,), Meaning("fixed", column.key), cell)

    def _reported(self, column: Column, value: Callable[[Report], Value]) -> Line:
        return self._fixed(column, lambda one: value(one.report) if one.report else None)

    def entry_lines(self) -> Iterator[Line]:
        yield _place()
        names = {depth: self._level(level) for depth, level in enumerate(self._scheme.levels)}

        def level_of(row: Row) -> Cell:
            return names[row.path[-1].level]

        yield Line((sheet_words.LEVEL,), Meaning("depth"), level_of, always=True)
        yield from self._titles(sheet_words.TITLE, Meaning("title"), -1)
        for depth, level in enumerate(self._scheme.levels):
            for column in self._told(level.columns):
                yield from self._entry_column(level, depth, column)

    def _level(self, level: Level) -> str:
        options = tuple(Option(one.key, one.naming) for one in self._scheme.levels)
        return self._cells.option(Column("", sheet_words.LEVEL, "choice", options), level.key)

    def _entry_column(self, level: Level, depth: int, column: Column) -> Iterator[Line]:
        def values(row: Row) -> Values | None:
            return row.path[-1].columns if row.path[-1].level == depth else None

        meaning = Meaning("entry", f"{level.key}.{column.key}")
        alike = [one for other in self._scheme.levels for one in other.columns]
        several = [one.naming for one in alike].count(column.naming) > 1
        own = (level.naming, column.naming) if several else (column.naming,)
        choice = self._scheme.column(column.per)
        if choice is None:
            yield from self._cells.lines(own, meaning, column, values)
            return
        for option in choice.options:
            naming = (*own, option.naming)
            told = replace(meaning, option=option.key)
            yield from self._cells.lines(naming, told, column, values, option.key)


def _translations(snapshot: Snapshot) -> tuple[str, ...]:
    """The concept's language, then the others that something is written in or translated into."""
    tags = {tag for node in snapshot.walk() for tag in node.titles}
    for measure in snapshot.measures():
        tags |= {*measure.texts, *(measure.report.reason if measure.report else ())}
    return (snapshot.language, *sorted(tags - {snapshot.language}))


def _place() -> Line:
    return Line((sheet_words.PLACE,), Meaning("place"), lambda row: row.place, always=True)


def _figure(naming: Naming, value: Callable[[Measure], int | None]) -> Line:
    def cell(row: Row) -> Cell:
        return value(row.measure) if row.measure else None

    return Line((naming,), Meaning("ignored"), cell, always=True)


def _title(depth: int, tag: str) -> Callable[[Row], Cell]:
    """The title of the entry on this level of the row; -1: of the row's own entry."""

    def cell(row: Row) -> Cell:
        node = row.path[-1] if depth < 0 else row.node(depth)
        return node.titles.get(tag) or None if node else None

    return cell


def _of_measure(value: Callable[[Measure, str], Cell], tag: str) -> Callable[[Row], Cell]:
    return lambda row: value(row.measure, tag) if row.measure else None


def _text(measure: Measure, tag: str) -> Cell:
    return measure.texts.get(tag) or None


def _reason(measure: Measure, tag: str) -> Cell:
    return measure.report.reason.get(tag) or None if measure.report else None


def _columns_of_measure(row: Row) -> Values | None:
    return row.measure.columns if row.measure else None


def _measure_rows(nodes: Sequence[Node]) -> Iterator[Row]:
    """A row for each measure, and for each entry with nothing in it."""
    for row in _entry_rows(nodes):
        node = row.path[-1]
        if not node.measures and not node.children:
            yield row
        for measure in node.measures:
            yield replace(row, measure=measure)


def _ranked_rows(nodes: Sequence[Node]) -> Iterator[Row]:
    return _measure_rows([_ranked(node) for node in nodes])


def _ranked(node: Node) -> Node:
    children = tuple(map(_ranked, node.children))
    return replace(node, measures=tuple(by_priority(node.measures)), children=children)


_ROOT = Row((), "")


def _entry_rows(nodes: Sequence[Node], above: Row = _ROOT) -> Iterator[Row]:
    for index, node in enumerate(nodes, start=1):
        place = f"{above.place}.{index}" if above.place else str(index)
        row = Row((*above.path, node), place)
        yield row
        yield from _entry_rows(node.children, row)
