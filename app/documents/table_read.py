"""Reading a table that somebody sends: Excel (.xlsx) or CSV, recognised by its bytes.

Nothing is run and nothing is unpacked beyond its limits. Formulas and errors come back marked,
so that the importer can say what to do about them.
"""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.documents.csv_read import csv_rows
from app.documents.csvfile import unguarded
from app.documents.letters import UTF_16, decoded
from app.documents.table import MOST_COLUMNS, CellKind, Sheet, SheetCell, SheetRow, printable
from app.refused import Message, Refused, say

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5000
MOST_SHEETS = 20
_WIDE_IN = 30  # rows of a workbook: those among which headings are looked for
_MOST_UNPACKED = 20 * 1024 * 1024  # bytes; a sheet of 5,000 rows needs less than a third
_MOST_PARTS = 500
_MOST_TAGS = 1_200_000  # in all parts: 5,000 rows of 40 cells need fewer
_MOST_ROW_TAGS = 50_000  # empty ones cost time, too
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_XML = (".xml", ".rels")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# A broken file fails in the middle of ZIP, XML or openpyxl, each with errors of its own.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    StopIteration,
    SyntaxError,
    TypeError,
    ValueError,
)
_KINDS: dict[str, CellKind] = {"f": "formula", "e": "error"}


def read(data: bytes) -> tuple[SheetRow, ...]:
    """The rows of the first sheet that have something in them, with their numbers.

    Raises:
        Refused: too large, or no table that can be read; says what to do.
    """
    return read_sheets(data, 1)[0].rows


def read_sheets(data: bytes, most: int = MOST_SHEETS, *, hidden: bool = False) -> tuple[Sheet, ...]:
    """At most so many of the first visible sheets, at least one; a CSV file is one without a name.
    `hidden`: also those that nobody sees.

    Raises:
        Refused: too large, or no table that can be read; says what to do.
    """
    if not data.strip():
        raise _refuse(say("This file is empty."))
    if len(data) > MOST_BYTES:
        raise _refuse(say("This file is larger than 5 MB. Split it and import the parts."))
    if data.startswith(b"PK"):
        return tuple(_workbook_sheets(data, most, hidden))
    if data.startswith(_OLD_OFFICE):
        raise _refuse(
            say("This is an old or protected Excel file. Save it as .xlsx, without a password.")
        )
    text, notes = _text(data)
    return (_csv_sheet(text, notes),)


def _collect(rows: Iterable[list[SheetCell]]) -> tuple[SheetRow, ...]:
    found = []
    for number, cells in enumerate(rows, start=1):
        if not any(cell.text for cell in cells):
            continue
        if number > MOST_ROWS:
            raise _refuse(
                say("This table has more than 5,000 rows. Split it and import the parts.")
            )
        found.append(SheetRow(number, tuple(cells)))
    return tuple(found)


def _workbook_sheets(data: bytes, most: int, hidden: bool) -> list[Sheet]:
    _check_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheets = [one for one in book.worksheets if hidden or one.sheet_state == "visible"][:most]
        if not sheets:
            raise _refuse(_BROKEN)
        return [
            Sheet(printable(one.title), _collect(_sheet_rows(one)), wide=_wide(one))
            for one in sheets
        ]
    except Refused:
        raise
    except _DAMAGE as error:
        raise _refuse(_BROKEN) from error


def _sheet_rows(sheet: Any) -> Iterator[list[SheetCell]]:
    sheet.reset_dimensions()  # the size that a file claims may be wrong, or a million rows
    gap = None
    for row in sheet.iter_rows(max_col=MOST_COLUMNS):
        if row is gap:  # may be a million rows long, for one stray format far below the table
            yield []
            continue
        cells = [_workbook_cell(cell) for cell in row]
        gap = None if any(cell.text for cell in cells) else row
        yield cells


def _wide(sheet: Any) -> int:
    """The first row at its top in which something stands beyond the last column that is read."""
    rows = sheet.iter_rows(min_col=MOST_COLUMNS + 1, max_row=_WIDE_IN)
    wide = (n for n, row in enumerate(rows, start=1) if any(_workbook_cell(c).text for c in row))
    return next(wide, 0)


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(e.file_size for e in entries) > _MOST_UNPACKED or len(entries) > _MOST_PARTS:
                raise _refuse(_TOO_LARGE)
            parts = [archive.read(entry) for entry in entries if entry.filename.endswith(_XML)]
    except Refused:
        raise
    except _DAMAGE as error:
        raise _refuse(_BROKEN) from error
    if any(b"<!DOCTYPE" in part or part.startswith(_UTF16) for part in parts):
        raise _refuse(_BROKEN)  # no office program writes these: entities that grow when read
    tags, rows = (sum(map(count, parts)) for count in (_tags, _row_tags))
    if tags > _MOST_TAGS or rows > _MOST_ROW_TAGS:
        raise _refuse(_TOO_LARGE)
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise _refuse(_UNKNOWN)


def _tags(part: bytes) -> int:
    return part.count(b"<")


def _row_tags(part: bytes) -> int:
    return sum(1 for _ in _ROW.finditer(part))


def _workbook_cell(cell: Any) -> SheetCell:
    value = cell.value
    if value is None:
        return SheetCell("")
    return SheetCell(_plain(value), _KINDS.get(str(cell.data_type), "text"))


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return printable(str(value)).strip()


def _text(data: bytes) -> tuple[str, tuple[Message, ...]]:
    """The text of a CSV file, and what somebody should know of how it was read."""
    if data.startswith(b"%PDF") or (b"\0" in data and not data.startswith(UTF_16)):
        raise _refuse(_UNKNOWN)
    text, notes = decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", " ")  # of Word's lines
    whole = printable(text)
    lost = len(text) - len(whole)
    if "\0" in text or lost * 20 > len(text):
        raise _refuse(_UNKNOWN)
    return whole, (*notes, _CONTROL) if lost else notes


def _csv_sheet(text: str, notes: tuple[Message, ...]) -> Sheet:
    wide = 0

    def rows() -> Iterator[list[SheetCell]]:
        nonlocal wide
        for number, row in enumerate(csv_rows(text), start=1):
            if not wide and any(map(str.strip, islice(row, MOST_COLUMNS, None))):
                wide = number
            yield [SheetCell(unguarded(cell).strip()) for cell in row[:MOST_COLUMNS]]

    found = _collect(rows())
    return Sheet("", found, notes, wide)


def _refuse(message: Message) -> Refused:
    return Refused(message, status=422)


_UNKNOWN = say("This is neither an Excel workbook (.xlsx) nor a CSV file. Save it as one of them.")
_TOO_LARGE = say("This workbook is too large when unpacked. Copy the table into an empty one.")
_CONTROL = say("Characters that cannot be seen were left out of this file.")
_BROKEN = say("This file is damaged. Open it in your spreadsheet program and save it again.")
