"""The small parts of an Excel file: looks of cells, names of sheets, sizes. Text stays text."""

import re
from textwrap import wrap
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from app.documents.direction import Direction, direction
from app.documents.table import printable

LONGEST = 32_767  # what a cell of Excel holds; UTF-16 units
A4 = 9  # Excel's number for the paper
_NAME = 31  # what the name of a sheet holds
_EXACT = 10**15  # whole numbers from here on lose digits in Excel
_FONT = "Noto Sans"
_READING: dict[Direction, int] = {"ltr": 1, "rtl": 2}  # Excel's numbers
_LETTERS = 1.1  # that take the room of one digit, by which Excel measures
_LINE, _TALL_LINE, _HIGHEST = 14.0, 16.0, 409.0  # points: Latin, Arabic, and Excel's limit

HEAD: dict[str, Any] = {"bold": True, "bg_color": "#E8E4DA", "border": 1}
HEAD |= {"border_color": "#8C8778", "text_wrap": True, "valign": "vcenter"}
BODY: dict[str, Any] = {"border": 1, "border_color": "#B9B4A6", "valign": "top"}
FOREIGN = "#5D574B"


class Looks:
    """The formats of one file: each is made once, when it is first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[object, Format] = {}

    def get(self, way: Direction | None = None, **look: Any) -> Format:
        """A format; with `way`, its text runs so whatever the direction of the sheet is."""
        if way is not None:
            look["reading_order"] = _READING[way]
        key = tuple(look.items())
        if key not in self._made:
            whole = {"font_name": _FONT, "font_size": 10, **look}
            self._made[key] = self._book.add_format(whole)
        return self._made[key]


class Names:
    """The names of the sheets of one file: each of them different, as Excel wants it."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def get(self, wished: str) -> str:
        """The name, without what Excel does not allow, and with a number where it is taken."""
        cleaned = re.sub(r"[\[\]:*?/\\]", " ", printable(wished)).strip(" '\n\t")
        cleaned = cut(cleaned, _NAME).strip(" '")
        if cleaned.casefold() in ("", "history"):
            cleaned = "Klebepunkt"
        found, count = cleaned, 1
        while found.casefold() in self._taken:
            count += 1
            found = f"{cut(cleaned, _NAME - len(str(count)) - 1)} {count}"
        self._taken.add(found.casefold())
        return found


def cut(text: str, most: int) -> str:
    """The text, without what is beyond `most` UTF-16 units."""
    units = text.encode("utf-16-le", "ignore")
    return text if len(units) <= 2 * most else units[: 2 * most].decode("utf-16-le", "ignore")


def put(sheet: Worksheet, y: int, x: int, cell: str | int | None, look: Format) -> None:
    """Write a cell: a text never becomes a formula or an address, and one that is too long for
    Excel ends with "…"."""
    if isinstance(cell, int) and abs(cell) >= _EXACT:
        cell = str(cell)
    if cell is None:
        sheet.write_blank(y, x, None, look)
    elif isinstance(cell, int):
        sheet.write_number(y, x, cell, look)
    else:
        text = printable(cell)
        short = cut(text, LONGEST)
        sheet.write_string(y, x, text if short == text else f"{short[:-1]}…", look)


def headings(sheet: Worksheet, looks: Looks, texts: list[str], row: int) -> None:
    for x, text in enumerate(texts):
        put(sheet, row, x, text, looks.get(**HEAD))


def stay(sheet: Worksheet, row: int) -> None:
    """Keep all down to this row in sight, and print it on every page."""
    sheet.freeze_panes(row + 1, 0)
    sheet.repeat_rows(row)


def height(texts: list[str], widths: list[float]) -> float:
    """About the height a row needs, in points: LibreOffice does not find it by itself."""
    needed = _LINE
    for text, width in zip(texts, widths, strict=True):
        room = max(1, int(width * _LETTERS))
        lines = sum(max(1, len(wrap(line, room))) for line in text.split("\n"))
        tall = direction(text, "ltr") == "rtl"
        needed = max(needed, lines * (_TALL_LINE if tall else _LINE))
    return min(needed + 3, _HIGHEST)
