"""How a ranking is spread over the pages of the projector. Pure.

The wall is read from the last row: at most ten short rows a page, fewer where texts need a second
line. Pages of one list are about equally full, so the last one is not a lonely row.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")

# Of each size of the wall (workshops/projector/screen.py), and of the largest one with less room:
ROWS = (10, 8, 6, 5)  # a page of texts that fit one line
LONG_ROWS = (6, 5, 4, 3)  # a page with at least one text of two lines
ONE_LINE = (80, 64, 50, 50)  # characters


def leaves(rows: Sequence[T], lengths: Sequence[int], size: int = 0) -> list[tuple[T, ...]]:
    """The rows in pages, in their order; `lengths` holds the characters of each row's text."""
    most = (LONG_ROWS if any(n > ONE_LINE[size] for n in lengths) else ROWS)[size]
    count = -(-len(rows) // most)
    pages = []
    start = 0
    for page in range(count):
        size = (len(rows) - start) // (count - page) + bool((len(rows) - start) % (count - page))
        pages.append(tuple(rows[start : start + size]))
        start += size
    return pages


class Written(Protocol):
    """A row whose text depends on the reader's language."""

    def text(self, language: str, /) -> str: ...


W = TypeVar("W", bound=Written)


def pages_of(rows: Sequence[W], language: str, size: int = 0) -> list[tuple[W, ...]]:
    """The rows in pages, as long as their texts are in this language."""
    return leaves(rows, [len(row.text(language)) for row in rows], size)
