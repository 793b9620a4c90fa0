"""A document as an Excel file. What people wrote is written as a string, never as a formula."""

import io
import re
from collections.abc import Callable, Sequence
from textwrap import wrap

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from app.documents.direction import Direction, direction, direction_of
from app.documents.document import (
    Block,
    Cell,
    Column,
    Document,
    Grid,
    Heading,
    Items,
    Table,
    Text,
    nothing,
    plain,
)
from app.documents.table import printable

_A4 = 9  # Excel's number for the paper
_CHARACTERS = 150  # about what fits side by side on A4 landscape, fitted to one page's width
_FONT = "Noto Sans"
_READING: dict[Direction, int] = {"ltr": 1, "rtl": 2}  # Excel's numbers
_LINE, _TALL_LINE, _HIGHEST = 14.0, 16.0, 409.0  # points: Latin, Arabic, and Excel's limit
_HEAD = {"bold": True, "bg_color": "#E8E4DA", "border": 1, "border_color": "#8C8778"}
_BODY = {"border": 1, "border_color": "#B9B4A6", "valign": "top"}

_Looks = dict[tuple[str, Direction], Format]


def write(
    document: Document, grids: Sequence[Grid] = (), tick: Callable[[], None] = nothing
) -> bytes:
    """The document as the bytes of an .xlsx file: its first sheet is for reading, with one row a
    line, where what is stated once stays so. Each grid follows as a sheet of its own."""
    out = io.BytesIO()
    with _workbook(out, document.title.text) as book:
        sheet = book.add_worksheet(_sheet_name(document.title.text))
        looks = _looks(book)
        row = _write_title(book, sheet, document)
        for block in document.blocks:
            tick()
            row = _write_block(book, sheet, document, block, row, looks)
        _set_print(sheet, document)
        for grid in grids:
            tick()
            _write_grid(book, grid, document)
    return out.getvalue()


def _write_block(
    book: Workbook, sheet: Worksheet, document: Document, block: Block, row: int, looks: _Looks
) -> int:
    """Write a block from this row on; the number of the first row below it."""
    if isinstance(block, Table):
        return _write_table(book, sheet, document, block, row, looks)
    lines = list(block.lines()) if isinstance(block, Items) else [block.text.text]
    bold = isinstance(block, Heading)
    for line in lines:
        if isinstance(block, Heading) and block.number:
            line = f"{block.number} {line}"
        sheet.write_string(row, 0, printable(line), _format(book, bold=bold))
        row += 1
    return row


def _write_table(
    book: Workbook, sheet: Worksheet, document: Document, table: Table, top: int, looks: _Looks
) -> int:
    base = direction_of(document.language)
    _write_headings(book, sheet, [c.heading for c in table.columns], top)
    widths = _set_widths(sheet, table.columns)
    row = top
    for row, cells in enumerate(table.rows(filled=False), start=top + 1):
        sheet.set_row(row, _height(cells, widths))
        for x, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            way = direction(cell.text, base) if isinstance(cell, Text) else base
            kind = "number" if column.kind == "number" else "text"
            _write_cell(sheet, row, x, cell, looks[kind, way])
    return row + 2


def _write_grid(book: Workbook, grid: Grid, document: Document) -> None:
    sheet = book.add_worksheet(_sheet_name(grid.name))
    _write_headings(book, sheet, list(grid.headings), 0)
    for y, row in enumerate(grid.rows, start=1):
        for x, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(y, x, printable(cell))
            elif cell is not None:
                sheet.write_number(y, x, cell)
    if direction_of(document.language) == "rtl":
        sheet.right_to_left()


def write_form(
    name: str, headings: list[str], language: str, guide_name: str, guide: list[str]
) -> bytes:
    """An empty .xlsx to be filled in: headings on the first sheet, sentences on the second."""
    out = io.BytesIO()
    with _workbook(out, name) as book:
        form = book.add_worksheet(_sheet_name(name))
        _write_headings(book, form, headings, 0)
        # The cells to be typed in are text from the start: "1/2" stays what it is.
        form.set_column(
            0, len(headings) - 1, 36, _format(book, num_format="@", text_wrap=True, **_BODY)
        )
        help_sheet = book.add_worksheet(_sheet_name(guide_name))
        help_sheet.set_column(0, 0, 100)
        help_sheet.write_string(0, 0, printable(guide_name), _format(book, bold=True, font_size=14))
        wrapped = _format(book, text_wrap=True, valign="top")
        for index, sentence in enumerate(guide, start=2):
            help_sheet.write_string(index, 0, printable(sentence), wrapped)
        for sheet in (form, help_sheet):
            sheet.set_landscape()
            sheet.set_paper(_A4)
            sheet.fit_to_pages(1, 0)
            if direction_of(language) == "rtl":
                sheet.right_to_left()
    return out.getvalue()


def _workbook(out: io.BytesIO, title: str) -> Workbook:
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": printable(title)})
    return book


def _write_title(book: Workbook, sheet: Worksheet, document: Document) -> int:
    """Write what stands above the table; the number of the row for the headings."""
    # Towards the inside of the sheet: a long title is not cut, whatever language it is in.
    base = direction_of(document.language)
    look: dict[str, object] = {"align": "right" if base == "rtl" else "left"}
    bold: dict[str, object] = {"bold": True, "font_size": 14}
    for index, line in enumerate((document.title.text, *document.subtitles)):
        reading = _reading(direction(line, base))
        form = _format(book, **reading, **look, **(bold if index == 0 else {}))
        sheet.write_string(index, 0, printable(line), form)
    return len(document.subtitles) + 2


def _write_headings(book: Workbook, sheet: Worksheet, headings: list[str], row: int) -> None:
    shaded = _format(book, text_wrap=True, valign="vcenter", **_HEAD)
    for x, heading in enumerate(headings):
        sheet.write_string(row, x, printable(heading), shaded)
    sheet.freeze_panes(row + 1, 0)
    sheet.repeat_rows(row)


def _write_cell(sheet: Worksheet, y: int, x: int, cell: Cell, look: Format) -> None:
    if isinstance(cell, Text):
        sheet.write_string(y, x, printable(cell.text), look)
    elif isinstance(cell, Items):
        sheet.write_string(y, x, printable("\n".join(cell.lines())), look)
    elif cell is None:
        sheet.write_blank(y, x, None, look)
    else:
        sheet.write_number(y, x, cell, look)


def _set_widths(sheet: Worksheet, columns: tuple[Column, ...]) -> list[float]:
    """Set and return the widths of the columns, in characters."""
    whole = sum(column.width for column in columns)
    widths = [max(8, _CHARACTERS * column.width / whole) for column in columns]
    for x, width in enumerate(widths):
        sheet.set_column(x, x, width)
    return widths


def _height(row: tuple[Cell, ...], widths: list[float]) -> float:
    """About the height a row needs, in points: LibreOffice does not find it by itself."""
    needed = _LINE
    for cell, width in zip(row, widths, strict=True):
        if isinstance(cell, Text | Items):
            text = str(plain(cell))
            lines = sum(max(1, len(wrap(line, int(width)))) for line in text.split("\n"))
            tall = direction(text, "ltr") == "rtl"
            needed = max(needed, lines * (_TALL_LINE if tall else _LINE))
    return min(needed + 3, _HIGHEST)


def _set_print(sheet: Worksheet, document: Document) -> None:
    if document.landscape:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.7)
    page_of = document.page_of.replace("&", "&&")
    sheet.set_footer("&C" + page_of % {"page": "&P", "pages": "&N"})
    if direction_of(document.language) == "rtl":
        sheet.right_to_left()


def _looks(book: Workbook) -> _Looks:
    """A format for each kind of column and direction of text."""
    return {
        (kind, way): _format(book, **_reading(way), **aligned, **_BODY)
        for kind, aligned in (("number", {"align": "center"}), ("text", {"text_wrap": True}))
        for way in _READING
    }


def _reading(way: Direction) -> dict[str, object]:
    """German stays readable on an Arabic sheet: each cell runs as its first letter does."""
    return {"reading_order": _READING[way]}


def _format(book: Workbook, **look: object) -> Format:
    return book.add_format({"font_name": _FONT, "font_size": 10, **look})


def _sheet_name(title: str) -> str:
    """What Excel allows as the name of a sheet: 31 characters, and not all of them."""
    cleaned = re.sub(r"[\[\]:*?/\\]", " ", printable(title)).strip(" '\n\t")[:31].strip(" '")
    return "Klebepunkt" if cleaned.casefold() in ("", "history") else cleaned
