"""A table as an Excel file. What people wrote is written as a string, never as a formula."""

import io
import re

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from app.documents.direction import direction_of
from app.documents.table import Cell, Column, Table, Text, printable

_A4 = 9  # Excel's number for the paper
_CHARACTERS = 150  # about what fits side by side on A4 landscape, fitted to one page's width
_FONT = "Noto Sans"
_HEAD = {"bold": True, "bg_color": "#E8E4DA", "border": 1, "border_color": "#8C8778"}
_BODY = {"border": 1, "border_color": "#B9B4A6", "valign": "top"}


def write(table: Table) -> bytes:
    """The table as the bytes of an .xlsx file: one row a line, what is stated once stays so."""
    out = io.BytesIO()
    with _workbook(out, table.title.text) as book:
        sheet = book.add_worksheet(_sheet_name(table.title.text))
        top = _write_title(book, sheet, table)
        _write_headings(book, sheet, [c.heading for c in table.columns], top)
        formats = {kind: _body(book, kind) for kind in ("text", "bullet", "number")}
        for index, row in enumerate(table.rows(filled=False), start=top + 1):
            for x, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                _write_cell(sheet, index, x, cell, formats[column.kind])
        _set_widths(sheet, table.columns)
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
        form.set_column(0, len(headings) - 1, 36, _format(book, num_format="@", **_BODY))
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
    sheet.write_string(0, 0, printable(table.title.text), _format(book, bold=True, font_size=14))
    for index, line in enumerate(table.subtitles, start=1):
        sheet.write_string(index, 0, printable(line), _format(book))
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


def _set_widths(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    whole = sum(column.width for column in columns)
    for x, column in enumerate(columns):
        sheet.set_column(x, x, max(8, _CHARACTERS * column.width / whole))


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


def _body(book: Workbook, kind: str) -> Format:
    aligned = {"align": "center"} if kind == "number" else {"text_wrap": True}
    # Reading order 0 follows the first letter, so German stays readable on an Arabic sheet.
    return _format(book, reading_order=0, **aligned, **_BODY)


def _format(book: Workbook, **look: object) -> Format:
    return book.add_format({"font_name": _FONT, "font_size": 10, **look})


def _sheet_name(title: str) -> str:
    """What Excel allows as the name of a sheet: 31 characters, and not all of them."""
    cleaned = re.sub(r"[\[\]:*?/\\]", " ", printable(title)).strip(" '\n\t")[:31].strip(" '")
    return "Klebepunkt" if cleaned.casefold() in ("", "history") else cleaned
