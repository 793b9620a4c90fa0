"""Tables of groups as files: what stands on the page, and who is in it, who is not, and how."""

import datetime as dt
from collections.abc import Iterator, Sequence

from app.documents import csvfile
from app.documents.document import (
    Block,
    Cell,
    Column,
    Document,
    Grid,
    Group,
    Heading,
    Paragraph,
    Text,
)
from app.documents.document import Table as Printed
from app.language import catalogues, clock
from app.refused import Message, say
from surveys.results.columns import RUN
from surveys.results.filters import filters
from surveys.results.looking import Look
from surveys.results.selected import MIXED_TABLES, WEIGHED
from surveys.results.tabulating import CrossTable, TableCell, TableLine

WRITTEN = ("xlsx", "csv")
NAME = say("Tables of groups")
TOO_FEW = say("fewer than five answers")
_words = catalogues.words


def written(
    seen: Look, by: str, tables: Sequence[CrossTable], format: str, *, now: dt.datetime
) -> bytes:
    """The tables in the current language: an Excel file to be read, with a second sheet of plain
    lines; or these lines as CSV.

    Raises:
        KeyError: no such format.
    """
    lines = grid(seen, by, tables)
    if format == "csv":
        return csvfile.write(lines)
    from app.documents import sheet  # with its library, when one is wanted

    return {"xlsx": sheet.write}[format](document(seen, by, tables, clock.day(now)), [lines])


def document(seen: Look, by: str, tables: Sequence[CrossTable], today: dt.date) -> Document:
    """As the page tells it."""
    of = say("%(column)s: %(value)s", column=_words(say("For each")), value=_column(seen, by))
    return Document(
        title=Text(seen.found.titled(catalogues.current())),
        subtitles=(
            _words(NAME),
            _words(of),
            *_chosen(seen),
            _words(say("As of %(date)s", date=catalogues.long_date(today))),
        ),
        language=catalogues.current(),
        blocks=tuple(_blocks(seen, by, tables)),
        landscape=True,
        page_of=catalogues.gettext("Page %(page)s of %(pages)s"),
    )


def _blocks(seen: Look, by: str, tables: Sequence[CrossTable]) -> Iterator[Block]:
    for told in (seen.people, seen.weighed, [MIXED_TABLES]):
        if told:
            yield Paragraph(_text(*told))
    for one in tables:
        yield Heading(Text(one.label), 1)
        if one.few:
            yield Paragraph(_text(one.few))
            continue
        if one.weighted:
            yield Paragraph(_text(WEIGHED), note=True)
        yield _printed(one, _column(seen, by))


def _printed(one: CrossTable, by: str) -> Printed:
    columns = [Column(by, 30), Column(_words(say("Answers")), 10, "number")]
    columns += [Column(text, 14, "number") for text in one.head]
    lines = [_line(line, line.label, one) for line in one.lines]
    lines.append(_line(one.whole, _words(say("Together")), one))
    return Printed(tuple(columns), (Group((), tuple(lines)),))


def _line(line: TableLine, label: str, one: CrossTable) -> tuple[Cell, ...]:
    if not line.cells:
        return (Text(label), None, _text(TOO_FEW), *[None] * (len(one.head) - 1))
    return (Text(label), line.people, *(Text(_said(cell)) for cell in line.cells))


def _said(cell: TableCell | None) -> str:
    return f"{cell.percent} ({catalogues.number(cell.people)})" if cell else "–"


def grid(seen: Look, by: str, tables: Sequence[CrossTable]) -> Grid:
    """A line for each group and answer, each of which says everything."""
    headings: tuple[Message | str, ...] = (
        say("Survey"),
        say("Filters"),
        say("People shown"),
        say("People withheld"),
        say("Weighted"),
        say("Question"),
        _column(seen, by),
        say("Answers"),
        say("Answer"),
        say("People"),
        say("Percent"),
    )
    first = (
        seen.found.titled(catalogues.current()),
        "; ".join(_chosen(seen)),
        seen.selection.people,
        seen.selection.withheld,
        _words(say("yes") if seen.weighting else say("no")),
    )
    rows = [
        (*first, one.label, *cells)
        for one in tables
        for line in (*one.lines, one.whole)
        for cells in _cells(one, line)
    ]
    return Grid(_words(NAME), tuple(map(_words, headings)), tuple(rows))


_Cells = tuple[str, str | int, str | None, str | int | None, str | int | None]


def _cells(one: CrossTable, line: TableLine) -> Iterator[_Cells]:
    label = _words(say("Together")) if line is one.whole else line.label
    if not line.cells:
        yield label, _words(TOO_FEW), None, None, None
    for answer, cell in zip(one.head, line.cells, strict=False):
        told = (cell.people, round(100 * cell.share)) if cell else ("–", "–")
        yield label, line.people, answer, *told


def _chosen(seen: Look) -> list[str]:
    """What was filtered by; all runs by name where none was chosen."""
    chosen = {
        one.column: seen.wording.value(seen.table, one.column, one.chosen)
        for one in filters(seen.table, seen.sent, seen.wording)
        if one.chosen
    }
    runs = (one.value for one in seen.table.options(RUN))
    told = {RUN: ", ".join(seen.table.runs.get(one, one) for one in runs)} | chosen
    return [
        _words(say("%(column)s: %(value)s", column=_column(seen, column), value=value))
        for column, value in told.items()
    ]


def _column(seen: Look, name: str) -> str:
    return seen.wording.column(seen.table, name)


def _text(*messages: Message) -> Text:
    return Text(" ".join(map(_words, messages)))
