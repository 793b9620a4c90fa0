"""Which way a text runs, and where it turns. Pure.

Office programs want each stretch of the other direction as a run of its own: an Arabic run
with Latin words in it, marked right-to-left as a whole, may come out in any order.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal

from app.language.names import own_direction as direction_of

__all__ = ["Direction", "direction", "direction_of", "joined", "runs"]

Direction = Literal["ltr", "rtl"]
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_DIGITS = ("EN", "AN")


def direction(text: str, default: Direction) -> Direction:
    """The direction of the first letter, as dir="auto" decides it on a page."""
    return next((d for d in map(_strong, text) if d), default)


def joined(pieces: Iterable[str], between: str) -> str:
    """The pieces that are not empty, one behind the other; where they run in both directions, each
    keeps its letters and digits to itself."""
    there = [piece for piece in pieces if piece]
    if len({d for piece in there for d in map(_strong, piece) if d}) > 1:
        there = [f"\u2068{piece}\u2069" for piece in there]
    return between.join(there)


def runs(text: str, base: Direction) -> Iterator[tuple[str, Direction]]:
    """The text in stretches of one direction each, inside a paragraph of direction `base`.

    A stretch against the paragraph begins with a letter and ends with a letter or digit;
    all else (blanks, brackets, full stops) belongs to the paragraph.
    """
    start = 0
    for begin, end in _against(text, base):
        if begin > start:
            yield text[start:begin], base
        yield text[begin:end], "ltr" if base == "rtl" else "rtl"
        start = end
    if start < len(text):
        yield text[start:], base


def _against(text: str, base: Direction) -> Iterator[tuple[int, int]]:
    begin: int | None = None
    end = 0
    for index, character in enumerate(text):
        strong = _strong(character)
        if strong and strong != base:
            begin, end = index if begin is None else begin, index + 1
        elif begin is not None and unicodedata.bidirectional(character) in (*_DIGITS, "NSM"):
            end = index + 1
        elif strong == base and begin is not None:
            yield begin, end
            begin = None
    if begin is not None:
        yield begin, end


def _strong(character: str) -> Direction | None:
    return _STRONG.get(unicodedata.bidirectional(character))
