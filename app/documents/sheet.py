"""A table as an Excel file. What people wrote is written as a string, never as a formula."""

import io
import re
from textwrap import wrap

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from app.documents.direction import Direction, direction, direction_of
from app.documents.table import Cell, Column, Table, Text, printable

_A4 = 9  # Excel's number for the paper
_CHARACTERS = 150  # about what fits side by side on A4 landscape, fitted to one page's width
_FONT = "Noto Sans"
_READING: dict[Direction, int] = {"ltr": 1, "rtl": 2}  # Excel's numbers
_LINE, _TALL_LINE, _HIGHEST = 14.0, 16.0, 409.0  # points: Latin, Arabic, and Excel's limit
_HEAD = {"bold": True, "bg_color": "#E8E4DA", "border": 1, "border_color": "#8C8778"}
_BODY = {"border": 1, "border_color": "#B9B4A6", "valign": "top"}

_Looks = dict[tuple[str, Direction], Format]


def write(table: Table) -> bytes:
    """The table as the bytes of an .xlsx file: one row a line, what is stated once stays so."""
    out = io.BytesIO()
    base = direction_of(table.language)
    with _workbook(out, table.title.text) as book:
        sheet = book.add_worksheet(_sheet_name(table.title.text))
        top = _write_title(book, sheet, table)
        _write_headings(book, sheet, [c.heading for c in table.columns], top)
        widths = _set_widths(sheet, table.columns)
        looks = _looks(book)
        for index, row in enumerate(table.rows(filled=False), start=top + 1):
            sheet.set_row(index, _height(row, widths))
            for x, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                way = direction(cell.text, base) if isinstance(cell, Text) else base
                kind = "number" if column.kind == "number" else "text"
                _write_cell(sheet, index, x, cell, looks[kind, way])
        _set_print(sheet, table, top)
    return out.getvalue()


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


def _write_title(book: Workbook, sheet: Worksheet, table: Table) -> int:
    """Write what stands above the table; the number of the row for the headings."""
    # Towards the inside of the sheet: a long title is not cut, whatever language it is in.
    base = direction_of(table.language)
    look: dict[str, object] = {"align": "right" if base == "rtl" else "left"}
    bold: dict[str, object] = {"bold": True, "font_size": 14}
    for index, line in enumerate((table.title.text, *table.subtitles)):
        reading = _reading(direction(line, base))
        form = _format(book, **reading, **look, **(bold if index == 0 else {}))
        sheet.write_string(index, 0, printable(line), form)
    return len(table.subtitles) + 2


def _write_headings(book: Workbook, sheet: Worksheet, headings: list[str], row: int) -> None:
    shaded = _format(book, text_wrap=True, valign="vcenter", **_HEAD)
    for x, heading in enumerate(headings):
        sheet.write_string(row, x, printable(heading), shaded)
    sheet.freeze_panes(row + 1, 0)
    sheet.repeat_rows(row)


def _write_cell(sheet: Worksheet, y: int, x: int, cell: Cell, look: Format) -> None:
    if isinstance(cell, Text):
        sheet.write_string(y, x, printable(cell.text), look)
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
        if isinstance(cell, Text):
            lines = sum(max(1, len(wrap(line, int(width)))) for line in cell.text.split("\n"))
            tall = direction(cell.text, "ltr") == "rtl"
            needed = max(needed, lines * (_TALL_LINE if tall else _LINE))
    return min(needed + 3, _HIGHEST)


def _set_print(sheet: Worksheet, table: Table, top: int) -> None:
    if table.landscape:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.7)
    page_of = table.page_of.replace("&", "&&")
    sheet.set_footer("&C" + page_of % {"page": "&P", "pages": "&N"})
    if direction_of(table.language) == "rtl":
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
