"""The first sheet of an Excel file: the document, for reading."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.documents.direction import direction, direction_of
from app.documents.document import (
    Cell,
    Column,
    Document,
    Heading,
    Items,
    Paragraph,
    Table,
    Text,
)
from app.documents.pieces import heading_levels, item_line, line_of, plain_line
from app.documents.sheet_columns import Span, shared_columns
from app.documents.sheet_parts import BODY, FOREIGN, HEAD, Looks, height, put

_INDENT = 1.5  # characters that the room beside a line takes
_SIZES = {1: 13, 2: 12, 3: 11}  # points of headings


@dataclass(slots=True)
class Page:
    """The sheet as far as it is written. `widths`: of its columns, in characters. `spans`: where
    the columns of each table stand."""

    document: Document
    sheet: Worksheet
    looks: Looks
    tick: Callable[[], None]
    widths: list[float]
    spans: Iterator[list[Span]]
    row: int = 0


def write_reading(
    document: Document, sheet: Worksheet, looks: Looks, tick: Callable[[], None]
) -> None:
    """Write the whole document on the sheet."""
    widths, spans = shared_columns(list(document.tables()), landscape=document.landscape)
    page = Page(document, sheet, looks, tick, widths, iter(spans))
    for x, width in enumerate(page.widths):
        sheet.set_column(x, x, width)
    _title(page)
    levels = heading_levels(block for block in document.blocks if isinstance(block, Heading))
    for block in document.blocks:
        tick()
        match block:
            case Heading(text=text, number=number):
                _heading(page, text, number, next(levels))
            case Paragraph(text=text, note=note):
                _line(page, line_words(text, document), {"font_size": 9} if note else {})
            case Items():
                _items(page, block)
            case Table():
                _stay(page)
                _table(page, block)


def _stay(page: Page) -> None:
    """Print the headings of the only table on each of its pages, where nothing stands below it;
    keep them in sight where nothing but the title stands above."""
    if list(page.document.tables()) == list(page.document.blocks[-1:]):
        page.sheet.repeat_rows(page.row)
    if len(page.document.blocks) == 1:
        page.sheet.freeze_panes(page.row + 1, 0)


def line_words(text: Text, document: Document) -> str:
    return plain_line(line_of(text, document))


def _title(page: Page) -> None:
    # Towards the inside of the sheet: a long title is not cut, whatever language it is in.
    base = direction_of(page.document.language)
    side = "right" if base == "rtl" else "left"
    title = line_words(page.document.title, page.document)
    for index, line in enumerate((title, *page.document.subtitles)):
        own: dict[str, object] = {"font_color": FOREIGN}
        own = own if index else {"bold": True, "font_size": 14}
        look = page.looks.get(direction(line, base), align=side, **own)
        put(page.sheet, page.row, 0, line, look)
        page.row += 1
    page.row += 1


def _heading(page: Page, text: Text, number: str, level: int) -> None:
    words = line_words(text, page.document)
    page.row += 1  # a line of air above
    size = _SIZES.get(level, 10)
    _line(page, f"{number}  {words}" if number else words, {"bold": True, "font_size": size})


def _items(page: Page, items: Items) -> None:
    for mark, depth, item in items.marked():
        page.tick()
        words = plain_line(item_line(item, page.document))
        _line(page, f"{mark} {words}", {"indent": min(depth + 1, 15)}, words)


def _line(page: Page, text: str, look: dict[str, object], words: str = "") -> None:
    """Write a line over all columns; it runs as its first word does."""
    way = direction(words or text, direction_of(page.document.language))
    side = "right" if way == "rtl" else "left"
    form = page.looks.get(way, text_wrap=True, valign="top", align=side, **look)
    _put_span(page, (0, len(page.widths) - 1), text, form)
    page.sheet.set_row(page.row, height([text], [sum(page.widths)]))
    page.row += 1


def _table(page: Page, table: Table) -> None:
    spans = next(page.spans)
    room = [sum(page.widths[first : last + 1]) - _INDENT for first, last in spans]
    for column, span in zip(table.columns, spans, strict=True):
        heading = column.heading
        _put_span(page, span, heading, _beside(heading, dict(HEAD), page))
    page.sheet.set_row(page.row, height([c.heading for c in table.columns], room))
    page.row += 1
    for group in table.groups:
        rows = list(Table(table.columns, (group,)).rows(filled=False))
        for index, cells in enumerate(rows):
            page.tick()
            shown = [_shown(cell, page.document) for cell in cells]
            page.sheet.set_row(page.row, height([str(s or "") for s in shown], room))
            for x, (words, span) in enumerate(zip(shown, spans, strict=True)):
                look = _look(cells[x], table.columns[x], page.document)
                if x < len(group.heads):
                    look |= {"top": index == 0, "bottom": index == len(rows) - 1}
                _put_span(page, span, words, _beside(words, look, page))
            page.row += 1
    page.row += 1


def _beside(words: str | int | None, look: dict[str, object], page: Page) -> Format:
    """The look of a cell, with a little room between its text and the line beside it."""
    base = direction_of(page.document.language)
    way = direction(words, base) if isinstance(words, str) else base
    side = "right" if way == "rtl" else "left"
    return page.looks.get(way, **{"align": side, "indent": 1} | look)


def _shown(cell: Cell, document: Document) -> str | int | None:
    """What the cell holds: the text alone, so that it can be read back."""
    if isinstance(cell, Text):
        return cell.text
    if isinstance(cell, Items):
        lines = (f"{mark} {plain_line(item_line(one, document))}" for mark, _, one in cell.marked())
        return "\n".join(lines)
    return cell


def _look(cell: Cell, column: Column, document: Document) -> dict[str, object]:
    """A number is centred. A text in a foreign language is marked by the way it is shown."""
    look: dict[str, object] = dict(BODY)
    centred = {"align": "center", "indent": 0}
    look |= centred if column.kind == "number" else {"text_wrap": True}
    mark = document.mark(cell) if isinstance(cell, Text) else ""
    if mark:
        shown = mark.replace('"', "")
        look |= {"num_format": f'@" {shown}"', "italic": True, "font_color": FOREIGN}
    return look


def _put_span(page: Page, span: Span, cell: str | int | None, look: object) -> None:
    first, last = span
    if first < last:
        page.sheet.merge_range(page.row, first, page.row, last, "", look)
    put(page.sheet, page.row, first, cell, look)
