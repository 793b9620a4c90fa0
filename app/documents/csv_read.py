"""The rows of a CSV file that somebody sends, whatever sign stands between its cells."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from app.refused import Refused, say

_DELIMITERS = (";", ",", "\t")


def csv_rows(text: str) -> Iterator[list[str]]:
    """
    Raises:
        Refused: a cell is longer than any cell is; the sentence says where.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        yield from reader
    except csv.Error as error:  # of all its errors the one that a text without NUL can meet
        message = say(
            "A cell in line %(line)d has more than %(most)d characters. Is a quotation mark "
            "missing, there or above it?",
            line=reader.line_num,
            most=csv.field_size_limit(),
        )
        raise Refused(message, 422) from error


def _delimiter(text: str) -> str:
    """The sign that stands most often in rows that are equally wide: commas inside sentences, or
    inside cells of several lines, make no such rows."""

    def evenness(delimiter: str) -> int:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = (row for row, _ in zip(reader, range(50), strict=False))
        widths = Counter(len(row) for row in _readable(rows))
        return max((count * (width - 1) for width, count in widths.items()), default=0)

    return max(_DELIMITERS, key=evenness)


def _readable(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Up to the first cell that is too long; where that matters, it is said."""
    with suppress(csv.Error):
        yield from rows
