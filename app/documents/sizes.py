"""How much room cells take on paper: widths of columns, and rows that stay on one page. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from unicodedata import combining

from app.documents.document import Cell, Column, Items, Table, plain

# Longer rows may break over pages, and longer groups too: else a page stays half empty.
ROW_TOGETHER, GROUP_TOGETHER, CHART_TOGETHER = 12, 8, 14  # lines; a chart's are its rows
HALF_POINTS = 19  # the size of letters in tables, as Word counts it
_SMALLEST = 15  # half points; nobody reads smaller letters with ease
_EM = 3.35  # millimetres, at the size of tables
_LETTER, _PADDING, _BULLET = 1.8, 4.0, 6.0  # millimetres
_WIDEST_WORD = 46.0  # millimetres; longer ones break anywhere
_BOLD = 1.1
# What letters take of an em, in Noto Sans.
_LETTERS = (("iıjlI.,;:'|!اأإآل", 0.28), ("ftrJ/()„“”-", 0.4), ("mMW", 0.94), ("wNOQ", 0.79))
_WIDTHS = {letter: width for letters, width in _LETTERS for letter in letters}
_CAPITAL, _ARABIC, _OTHER = 0.67, 0.72, 0.6
_BREAKS = re.compile(r"(?<=[-–/])|[^\S\u00a0\u202f]")  # where a line may end inside of a text


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table fits on its paper: the widths of its columns in millimetres, and how large its
    letters are (1: as large as ever)."""

    widths: list[float]
    size: float

    @property
    def room(self) -> list[float]:
        """The widths in millimetres of letters as large as ever."""
        return [width / self.size for width in self.widths]


def fitted(table: Table, whole: float) -> Fit:
    """The table `whole` millimetres wide, its letters as small as its longest words need them."""
    words = [need - _PADDING for need in _longest_words(table)]
    room = (whole - _PADDING * len(words)) / (sum(words) or 1.0)
    size = max(_SMALLEST, min(HALF_POINTS, floor(HALF_POINTS * room))) / HALF_POINTS
    return Fit(column_widths(table, whole, size), size)


def column_widths(table: Table, whole: float, size: float = 1.0) -> list[float]:
    """The widths of the columns in millimetres, `whole` in all: as the table wishes them, but no
    narrower than their longest word as long as others can give way; where that is too much, no
    narrower than their heading. `size`: of the letters."""
    total = sum(column.width for column in table.columns)
    wished = [whole * column.width / total for column in table.columns]
    needed = _within(whole, table, size)
    short = [max(0.0, need - wish) for need, wish in zip(needed, wished, strict=True)]
    spare = [max(0.0, wish - need) for need, wish in zip(needed, wished, strict=True)]
    taken = min(1.0, sum(short) / sum(spare)) if sum(spare) else 0.0
    given = min(1.0, sum(spare) / sum(short)) if sum(short) else 0.0
    return [
        wish + more * given - less * taken
        for wish, more, less in zip(wished, short, spare, strict=True)
    ]


def least_width(table: Table) -> float:
    """The millimetres that the table needs so that no word breaks."""
    return sum(_longest_words(table))


def _within(whole: float, table: Table, size: float) -> list[float]:
    """What the columns need; of the words below the headings only as much as there is room for."""
    words = [_PADDING + (need - _PADDING) * size for need in _longest_words(table)]
    heads = [_PADDING + _heading(column) * size for column in table.columns]
    more = sum(words) - sum(heads)
    share = min(1.0, max(0.0, (whole - sum(heads)) / more)) if more else 0.0
    return [head + (word - head) * share for head, word in zip(heads, words, strict=True)]


def _longest_words(table: Table) -> list[float]:
    """What the longest word of each column needs, padding and all."""
    found = [_heading(column) for column in table.columns]
    for row in table.rows(filled=False):
        for x, cell in enumerate(row):
            bullet = isinstance(cell, Items) or table.columns[x].kind == "bullet"
            indent = _BULLET if bullet else 0.0
            found[x] = max(found[x], _longest(str(plain(cell) or "")) + indent)
    return [_PADDING + width for width in found]


def _heading(column: Column) -> float:
    return _BOLD * _longest(column.heading)


def _longest(text: str) -> float:
    """How wide the longest word is, in millimetres."""
    words = (sum(map(_width, word)) for word in _BREAKS.split(text))
    return min(_WIDEST_WORD, _EM * max(words, default=0.0))


def _width(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if "\u0600" <= letter <= "\u06ff":
        return 0.0 if combining(letter) else _ARABIC
    return _CAPITAL if letter.isupper() else _OTHER


def lines(cells: Sequence[Cell], widths: Sequence[float]) -> int:
    """About how many lines the row has on paper."""
    return max((_lines(c, w) for c, w in zip(cells, widths, strict=True)), default=1)


def _lines(cell: Cell, width: float) -> int:
    letters = max(1.0, (width - _PADDING) / _LETTER)
    return sum(max(1, ceil(len(line) / letters)) for line in str(plain(cell) or "").split("\n"))
