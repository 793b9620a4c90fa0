"""A document as an Excel file. What people wrote is written as a string, never as a formula."""

import io
from collections.abc import Callable, Sequence

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from app.documents.direction import direction, direction_of
from app.documents.document import Document, Grid, nothing
from app.documents.sheet_parts import A4, BODY, Looks, Names, headings, put, stay
from app.documents.sheet_reading import write_reading
from app.documents.table import printable

_WIDEST, _NARROWEST = 60, 8  # characters of a grid's column
_EVERYWHERE = "A1:XFD1048576"


def write(
    document: Document, grids: Sequence[Grid] = (), tick: Callable[[], None] = nothing
) -> bytes:
    """The document as the bytes of an .xlsx file: its first sheet is for reading, with one row a
    line, where what is stated once stays so. Each grid follows as a sheet of its own.

    A text longer than Excel's 32,767 characters is cut there.
    """
    out = io.BytesIO()
    with _workbook(out, document.title.text) as book:
        looks, names = Looks(book), Names()
        sheet = book.add_worksheet(names.get(document.title.text))
        write_reading(document, sheet, looks, tick)
        _set_print(sheet, document.language, landscape=document.landscape)
        sheet.set_footer(_footer(document))
        for grid in grids:
            sheet = book.add_worksheet(names.get(grid.name))
            _write_grid(sheet, grid, document.language, looks, tick)
            _set_print(sheet, document.language, landscape=True)
    return out.getvalue()


def write_form(
    name: str, titles: list[str], language: str, guide_name: str, guide: list[str]
) -> bytes:
    """An empty .xlsx to be filled in: headings on the first sheet, sentences on the second."""
    out = io.BytesIO()
    with _workbook(out, name) as book:
        looks, names = Looks(book), Names()
        form = book.add_worksheet(names.get(name))
        headings(form, looks, titles, 0)
        stay(form, 0)
        # The cells to be typed in are text from the start: "1/2" stays what it is.
        typed = looks.get(num_format="@", text_wrap=True, **BODY)
        form.set_column(0, len(titles) - 1, 36, typed)
        help_sheet = book.add_worksheet(names.get(guide_name))
        help_sheet.set_column(0, 0, 100)
        put(help_sheet, 0, 0, guide_name, looks.get(bold=True, font_size=14))
        for index, sentence in enumerate(guide, start=2):
            put(help_sheet, index, 0, sentence, looks.get(text_wrap=True, valign="top"))
        for sheet in (form, help_sheet):
            _set_print(sheet, language, landscape=True)
    return out.getvalue()


def _write_grid(
    sheet: Worksheet, grid: Grid, language: str, looks: Looks, tick: Callable[[], None]
) -> None:
    headings(sheet, looks, list(grid.headings), 0)
    stay(sheet, 0)
    base = direction_of(language)
    widths = [len(heading) + 3 for heading in grid.headings]
    for y, row in enumerate(grid.rows, start=1):
        tick()
        for x, cell in enumerate(row):
            if cell is None:
                continue
            way = direction(cell, base) if isinstance(cell, str) else base
            put(sheet, y, x, cell, looks.get(way, valign="top"))
            widths[x] = max(widths[x], *map(len, str(cell).split("\n")))
    for x, width in enumerate(widths):
        sheet.set_column(x, x, max(_NARROWEST, min(_WIDEST, width)))
    if grid.headings:
        sheet.autofilter(0, 0, len(grid.rows), len(grid.headings) - 1)


def _footer(document: Document) -> str:
    # The sign that nobody sees makes the line run from the right.
    turn = "\u200f" if direction_of(document.language) == "rtl" else ""
    said = document.page_of.replace("&", "&&") % {"page": "&P", "pages": "&N"}
    return f"&C{turn}{said}"


def _workbook(out: io.BytesIO, title: str) -> Workbook:
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": printable(title)[:255]})
    return book


def _set_print(sheet: Worksheet, language: str, *, landscape: bool) -> None:
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.7)
    sheet.ignore_errors({"number_stored_as_text": _EVERYWHERE})
    if direction_of(language) == "rtl":
        sheet.right_to_left()
