"""How much room cells take on paper: widths of columns, and rows that stay on one page. Pure."""

from collections.abc import Sequence
from math import ceil

from app.documents.document import Cell, Items, Table, plain

# Longer rows may break over pages, and longer groups too: else a page stays half empty.
ROW_TOGETHER, GROUP_TOGETHER = 12, 8  # lines
_LETTER, _BOLD_LETTER, _PADDING = 1.8, 2.0, 4.0  # millimetres, at the size of tables
_LONGEST_WORD = 24  # letters; longer ones break anywhere


def column_widths(table: Table, whole: float) -> list[float]:
    """The widths of the columns in millimetres, `whole` in all: as the table wishes them, but no
    narrower than their longest word as long as others can give way."""
    total = sum(column.width for column in table.columns)
    wished = [whole * column.width / total for column in table.columns]
    needed = _longest_words(table)
    short = [max(0.0, need - wish) for need, wish in zip(needed, wished, strict=True)]
    spare = [max(0.0, wish - need) for need, wish in zip(needed, wished, strict=True)]
    taken = min(1.0, sum(short) / sum(spare)) if sum(spare) else 0.0
    given = min(1.0, sum(spare) / sum(short)) if sum(short) else 0.0
    return [
        wish + more * given - less * taken
        for wish, more, less in zip(wished, short, spare, strict=True)
    ]


def _longest_words(table: Table) -> list[float]:
    found = [_BOLD_LETTER * _longest(column.heading) for column in table.columns]
    for row in table.rows(filled=False):
        for x, cell in enumerate(row):
            bullet = isinstance(cell, Items) or table.columns[x].kind == "bullet"
            indent = 6.0 if bullet else 0.0
            found[x] = max(found[x], _LETTER * _longest(str(plain(cell) or "")) + indent)
    return [_PADDING + width for width in found]


def _longest(text: str) -> int:
    return min(_LONGEST_WORD, max(map(len, text.split()), default=0))


def lines(cells: Sequence[Cell], widths: Sequence[float]) -> int:
    """About how many lines the row has on paper."""
    return max((_lines(c, w) for c, w in zip(cells, widths, strict=True)), default=1)


def _lines(cell: Cell, width: float) -> int:
    letters = max(1.0, (width - _PADDING) / _LETTER)
    return sum(max(1, ceil(len(line) / letters)) for line in str(plain(cell) or "").split("\n"))
