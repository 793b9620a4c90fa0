"""A line of a document in pieces: each in one language, and of one direction. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from app.documents.direction import Direction, direction, direction_of, runs
from app.documents.document import Document, Heading, Item, Text
from app.documents.table import printable

_SIGNS: dict[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}  # Unicode's marks


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of one language. Marks and notes stand smaller, behind the text they belong to."""

    text: str
    language: str
    role: Literal["text", "mark", "note"] = "text"

    @property
    def way(self) -> Direction:
        return direction(self.text, direction_of(self.language))

    def runs(self) -> Iterator[tuple[str, Direction]]:
        """The text in stretches of one direction each."""
        return runs(self.text, self.way)


Line = tuple[Piece, ...]


def line_of(text: Text, document: Document, note: str = "") -> Line:
    """The text, what marks it as being in a foreign language, and its note; what is empty is left
    out."""
    own = document.language
    words = Piece(printable(text.text), text.language or own)
    beside = (Piece(document.mark(text), own, "mark"), Piece(printable(note), own, "note"))
    held = (_held(p) if p.way != words.way else p for p in beside if p.text)
    return (words, *held) if words.text else tuple(held)


def _held(piece: Piece) -> Piece:
    """The piece inside text of the other direction: signs that nobody sees keep its brackets and
    numbers on their side, and what follows it behind it."""
    inside, outside = _SIGNS[piece.way], _SIGNS["ltr" if piece.way == "rtl" else "rtl"]
    return replace(piece, text=f"{inside}{piece.text}{inside}{outside}")


def item_line(item: Item, document: Document) -> Line:
    return line_of(item.text, document, item.note)


def way_of(line: Line, document: Document) -> Direction:
    """The direction of the whole line: that of its first piece."""
    return line[0].way if line else direction_of(document.language)


def plain_line(line: Iterable[Piece]) -> str:
    """The line without looks: a note stands in round brackets, as marks do in square ones."""
    return " ".join(f"({piece.text})" if piece.role == "note" else piece.text for piece in line)


def heading_levels(headings: Iterable[Heading]) -> Iterator[int]:
    """The levels of headings without gaps, as accessible documents need them: the first is 1, and
    each is at most one deeper than that before it."""
    before = 0
    for heading in headings:
        before = max(1, min(heading.level, before + 1, 6))
        yield before
