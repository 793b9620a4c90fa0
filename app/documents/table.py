"""A table as documents show it: what every writer takes, and what the reader gives back. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ColumnKind = Literal["text", "bullet", "number"]
CellKind = Literal["text", "formula", "error"]

# What XML, and so Word and Excel files, cannot hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a language; an empty tag means the language of the table.

    `continued`: an earlier group has stated it. Printed tables leave the cell blank,
    tables for machines repeat it.
    """

    text: str
    language: str = ""
    continued: bool = False


Cell = Text | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is relative to the other columns of the table."""

    heading: str
    width: int
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs together: cells stated once (`heads`), and the lines beside them."""

    heads: tuple[Cell, ...]
    lines: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table. The first columns are those of the groups' heads, the others of lines.

    `page_of` is the translated footer, "Page %(page)s of %(pages)s", with both places left in.
    """

    title: Text
    subtitles: tuple[str, ...]
    language: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    landscape: bool = True
    page_of: str = "%(page)s / %(pages)s"

    def rows(self, *, filled: bool) -> Iterator[tuple[Cell, ...]]:
        """One row a line, at least one a group; `filled` repeats what is stated once."""
        for group in self.groups:
            blank = (None,) * (len(self.columns) - len(group.heads))
            for index, line in enumerate(group.lines or (blank,)):
                heads = group.heads if filled else tuple(_shown(c, index) for c in group.heads)
                yield heads + line


def _shown(cell: Cell, line: int) -> Cell:
    stated = line == 0 and not (isinstance(cell, Text) and cell.continued)
    return cell if stated else None


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


def printable(text: str) -> str:
    """The text without characters that office files cannot hold."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
