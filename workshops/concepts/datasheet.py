"""A concept as plain tables: its measures, its entries, and the concept itself. Pure.

For machines, and to be imported again without loss: workbook.py reads them. Words are those of
sheet_words.py, the scheme's names in the language of the export; a column that would be mistaken
has a heading that no language has.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.documents.document import Grid
from workshops.concepts import sheet_words
from workshops.concepts.columns import Value, Values, money, plain_amount
from workshops.concepts.concept_sheet import concept_grid
from workshops.concepts.headings import Dictionary, Meaning
from workshops.concepts.numbering import numbers
from workshops.concepts.scheme import Column, Level, Naming, Option, Scheme, value_of
from workshops.concepts.selection import selected
from workshops.concepts.snapshot import Measure, Node, Report, Snapshot
from workshops.concepts.telling import Choice, by_priority
from workshops.concepts.typed_cells import option_in
from workshops.concepts.values import Voice

Cell = str | int | None
_Path = tuple[Node, ...]
_NOTHING: tuple[Value, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row of a sheet tells of; `path` leads to its entry."""

    path: _Path
    place: str
    measure: Measure | None = None

    def node(self, level: int) -> Node | None:
        return next((node for node in self.path if node.level == level), None)


@dataclass(frozen=True, slots=True)
class _Line:
    """A column of a sheet: its heading, and what stands in it. `always`: also where it is empty
    in every row."""

    naming: tuple[Naming, ...]
    meaning: Meaning
    cell: Callable[[_Row], Cell]
    always: bool = False


def grids(
    snapshot: Snapshot, scheme: Scheme, voice: Voice, choice: Choice, scheme_text: str = ""
) -> tuple[Grid, ...]:
    """The measures, the entries with the columns of their levels, and what else the concept holds.

    `scheme_text`: the scheme as its file; with it the sheets can be imported anywhere.
    """
    chosen = selected(snapshot, choice)
    telling = _Sheets(chosen, snapshot, scheme, voice, choice)
    language = voice.language
    entries = sheet_words.ENTRIES.name(language)
    return (
        telling.grid(scheme.measure.plural(language), telling.measure_lines(), _measure_rows),
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
        self._numbers = numbers(whole.nodes, scheme)
        self._tags = _translations(chosen)

    def grid(
        self, name: str, lines: Iterable[_Line], rows: Callable[[Sequence[Node]], Iterator[_Row]]
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

    def measure_lines(self) -> Iterator[_Line]:
        yield _place()
        for depth, level in enumerate(self._scheme.levels):
            if level.numbering.style != "none":
                yield self._number((level.naming, sheet_words.NUMBER), level.key, depth)
            yield from self._titles(level.naming, Meaning("level", level.key), depth)
        for tag in self._tags:
            meaning = Meaning("measure", language=tag if tag != self._tags[0] else "")
            yield _Line(
                (self._scheme.measure,),
                meaning,
                _of_measure(_text, tag),
                always=not meaning.language,
            )
        yield _Line((sheet_words.LANGUAGE.naming,), Meaning("written"), self._written)
        for column in self._told(self._scheme.columns):
            meaning = Meaning("ignored" if column.kind == "computed" else "column", column.key)
            yield from self._value_lines((column.naming,), meaning, column, _columns_of_measure)
        yield from self._fixed_lines()

    def _told(self, columns: Iterable[Column]) -> Iterator[Column]:
        return (one for one in columns if self._choice.bodies or one.kind != "bodies")

    def _written(self, row: _Row) -> Cell:
        """The language a measure was written in, where it is another one than the concept's."""
        own = row.measure.language if row.measure else self._concept.language
        return own if own != self._concept.language else None

    def _number(self, naming: tuple[Naming, ...], key: str, depth: int) -> _Line:
        def cell(row: _Row) -> Cell:
            node = row.node(depth)
            return self._numbers.get(node.id) if node else None

        return _Line(naming, Meaning("number", key), cell)

    def _titles(self, naming: Naming, meaning: Meaning, depth: int) -> Iterator[_Line]:
        for tag in self._tags:
            own = tag == self._tags[0]
            told = meaning if own else replace(meaning, language=tag)
            yield _Line((naming,), told, _title(depth, tag), always=own)

    def _value_lines(
        self,
        naming: tuple[Naming, ...],
        meaning: Meaning,
        column: Column,
        values: Callable[[_Row], Values | None],
        option: str = "",
    ) -> Iterator[_Line]:
        """The columns that tell one column of the scheme: several for an amount of money."""

        def value(row: _Row) -> Value:
            found = values(row)
            kept = value_of(column, found) if found else None
            if option and isinstance(kept, dict):
                kept = kept.get(option)
            return kept

        always = meaning.kind == "column" and column.kind != "money"
        yield _Line(naming, meaning, lambda row: self._plain(column, value(row)), always)
        for part in sheet_words.MONEY_PARTS if column.kind == "money" else ():
            yield _Line(
                (*naming, part.naming),
                replace(meaning, part=part.key),
                lambda row, key=part.key: self._part(key, value(row)),  # type: ignore[misc]
            )

    def _plain(self, column: Column, value: Value) -> Cell:
        """A value as a cell that typed_cells.py reads again."""
        if value in _NOTHING:
            return None
        match column.kind:
            case "bodies":
                return "; ".join(value) if isinstance(value, list) else str(value)
            case "choice" | "computed":
                return self._option(column, str(value))
            case "yes_no":
                return self._yes_no(bool(value))
            case "money":
                found = money(value)
                return _amount(found.cents) if found else None
        return str(value)

    def _option(self, column: Column, key: str) -> str:
        """The name of the option, or its key where the name would be taken for another one."""
        option = column.option(key)
        name = option.naming.name(self._voice.language) if option else key
        return name if option and option_in(name, column, "") == key else key

    def _yes_no(self, value: bool) -> str:
        return (sheet_words.YES if value else sheet_words.NO).name(self._voice.language)

    def _part(self, key: str, value: Value) -> Cell:
        found = money(value)
        if found is None:
            return None
        match key:
            case "per":
                return self._option(sheet_words.PERIODS, found.per) if found.per else None
            case "about":
                return self._yes_no(True) if found.about else None
            case "note":
                return found.note or None
        return found.currency if found.currency != "EUR" else None

    def _fixed_lines(self) -> Iterator[_Line]:
        words = sheet_words
        yield self._fixed(words.SOURCE, lambda one: one.source)
        yield self._fixed(words.DECISION, lambda one: one.decision)
        yield self._fixed(words.DECIDED_ON, lambda one: one.decided_on)
        yield self._reported(words.STATUS, lambda one: one.status)
        yield self._reported(words.SINCE, lambda one: one.on)
        for tag in self._tags:
            meaning = Meaning("reason", language=tag if tag != self._tags[0] else "")
            cell = _of_measure(_reason, tag)
            yield _Line((words.REASON.naming,), meaning, cell)
        if self._choice.bodies:
            yield self._reported(words.BODY, lambda one: one.body)
        yield self._reported(words.NEXT_ON, lambda one: one.next_on)
        if self._choice.with_dots:
            yield _figure(words.DOTS, lambda one: one.dots)
            yield _figure(words.VOTERS, lambda one: one.voters)
            yield _figure(words.RANK, lambda one: one.rank)

    def _fixed(self, column: Column, value: Callable[[Measure], Value]) -> _Line:
        def cell(row: _Row) -> Cell:
            return self._plain(column, value(row.measure)) if row.measure else None

        return _Line((column.naming,), Meaning("fixed", column.key), cell)

    def _reported(self, column: Column, value: Callable[[Report], Value]) -> _Line:
        return self._fixed(column, lambda one: value(one.report) if one.report else None)

    def entry_lines(self) -> Iterator[_Line]:
        yield _place()
        names = {depth: self._level(level) for depth, level in enumerate(self._scheme.levels)}
        level_of = lambda row: names[row.path[-1].level]  # noqa: E731 - a line of a table
        yield _Line((sheet_words.LEVEL,), Meaning("depth"), level_of, always=True)
        yield from self._titles(sheet_words.TITLE, Meaning("title"), -1)
        for depth, level in enumerate(self._scheme.levels):
            for column in self._told(level.columns):
                yield from self._entry_column(level, depth, column)

    def _level(self, level: Level) -> str:
        options = tuple(Option(one.key, one.naming) for one in self._scheme.levels)
        return self._option(Column("", sheet_words.LEVEL, "choice", options), level.key)

    def _entry_column(self, level: Level, depth: int, column: Column) -> Iterator[_Line]:
        def values(row: _Row) -> Values | None:
            return row.path[-1].columns if row.path[-1].level == depth else None

        meaning = Meaning("entry", f"{level.key}.{column.key}")
        choice = self._scheme.column(column.per)
        if choice is None:
            yield from self._value_lines((column.naming,), meaning, column, values)
            return
        for option in choice.options:
            naming = (column.naming, option.naming)
            told = replace(meaning, option=option.key)
            yield from self._value_lines(naming, told, column, values, option.key)


def _translations(snapshot: Snapshot) -> tuple[str, ...]:
    """The concept's language, then the others that something is written in or translated into."""
    tags = {tag for node in snapshot.walk() for tag in node.titles}
    for measure in snapshot.measures():
        tags |= {*measure.texts, *(measure.report.reason if measure.report else ())}
    return (snapshot.language, *sorted(tags - {snapshot.language}))


def _place() -> _Line:
    return _Line((sheet_words.PLACE,), Meaning("place"), lambda row: row.place, always=True)


def _figure(naming: Naming, value: Callable[[Measure], int | None]) -> _Line:
    def cell(row: _Row) -> Cell:
        return value(row.measure) if row.measure else None

    return _Line((naming,), Meaning("ignored"), cell, always=True)


def _title(depth: int, tag: str) -> Callable[[_Row], Cell]:
    """The title of the entry on this level of the row; -1: of the row's own entry."""

    def cell(row: _Row) -> Cell:
        node = row.path[-1] if depth < 0 else row.node(depth)
        return node.titles.get(tag) or None if node else None

    return cell


def _of_measure(value: Callable[[Measure, str], Cell], tag: str) -> Callable[[_Row], Cell]:
    return lambda row: value(row.measure, tag) if row.measure else None


def _text(measure: Measure, tag: str) -> Cell:
    return measure.texts.get(tag) or None


def _reason(measure: Measure, tag: str) -> Cell:
    return measure.report.reason.get(tag) or None if measure.report else None


def _columns_of_measure(row: _Row) -> Values | None:
    return row.measure.columns if row.measure else None


def _amount(cents: int | None) -> Cell:
    """A whole amount as a number, so that a spreadsheet knows it; "?" where it is not known."""
    if cents is None:
        return "?"
    return cents // 100 if cents % 100 == 0 else plain_amount(cents)


def _measure_rows(nodes: Sequence[Node]) -> Iterator[_Row]:
    """A row for each measure, and for each entry with nothing in it."""
    for row in _entry_rows(nodes):
        node = row.path[-1]
        if not node.measures and not node.children:
            yield row
        for measure in by_priority(node.measures):
            yield replace(row, measure=measure)


def _entry_rows(nodes: Sequence[Node], above: _Row = _Row((), "")) -> Iterator[_Row]:
    for index, node in enumerate(nodes, start=1):
        place = f"{above.place}.{index}" if above.place else str(index)
        row = _Row((*above.path, node), place)
        yield row
        yield from _entry_rows(node.children, row)
