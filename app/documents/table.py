"""A table that somebody sent, as the reader gives it back. Pure."""

import re
from dataclasses import dataclass
from typing import Literal

from app.refused import Message

MOST_COLUMNS = 250  # that are read

CellKind = Literal["text", "formula", "error"]

# What XML, and so Word and Excel files, cannot hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell of a sheet somebody sent: trimmed text, and what it was."""

    text: str
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`number` is the row's number as a spreadsheet program shows it, from 1."""

    number: int
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook. `rows` are those in which something stands; `notes` what somebody
    should know of how it was read; `wide` the first row that has more columns than are read, 0
    where none has."""

    name: str
    rows: tuple[SheetRow, ...]
    notes: tuple[Message, ...] = ()
    wide: int = 0


def printable(text: str) -> str:
    """The text without characters that office files cannot hold."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
