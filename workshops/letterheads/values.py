"""What placeholders give: values that know their language, and lists that know their end.

They hold nothing but what may be shown. Names with an underscore are out of reach for a template.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from app.documents.document import Document, Text
from app.documents.pieces import Line, line_of
from workshops.letterheads.faults import ENDLESS, TEXT, Fault, Faulty

MOST_TURNS = 50_000  # of all loops of a file together: 100 times what a large concept needs


class Said(str):
    """A text in pieces, each of one language. `key` is what it may be compared with, too, such as
    "done" for a status that is shown in the reader's language; `holds`: whether `if` takes it for
    yes, by default when there is anything."""

    _line: Line
    _key: str
    _holds: bool

    def __new__(cls, line: Line, *, key: str = "", holds: bool | None = None) -> "Said":
        made = super().__new__(cls, " ".join(piece.text for piece in line))
        made._line = line
        made._key = key
        made._holds = bool(line) if holds is None else holds
        return made

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other) is True or (bool(self._key) and other == self._key)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__

    def __bool__(self) -> bool:
        return self._holds


def said(text: Text | str, document: Document, **more: Any) -> Said:
    """A text of a document, with what marks it where it stands in another language."""
    found = text if isinstance(text, Text) else Text(text)
    return Said(line_of(found, document), **more)


NOTHING_SAID = Said(())


class Number:
    """A number, shown as its language writes it; None where there is none: smaller than all others
    and equal to none."""

    def __init__(self, value: int | None, shown: Said = NOTHING_SAID) -> None:
        self._value = value
        self._shown = shown

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return self._value is not None and self._value == _plain(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._value)

    def __lt__(self, other: object) -> bool:
        return _size(self._value) < _size(_plain(other))

    def __le__(self, other: object) -> bool:
        return _size(self._value) <= _size(_plain(other))

    def __gt__(self, other: object) -> bool:
        return _size(self._value) > _size(_plain(other))

    def __ge__(self, other: object) -> bool:
        return _size(self._value) >= _size(_plain(other))


def _plain(other: object) -> int | None:
    if isinstance(other, Number):
        return other._value
    return other if isinstance(other, int) else None


def _size(value: int | None) -> float:
    return float("-inf") if value is None else value


class Things:
    """What has parts, each by its name; a name that it does not have gives an empty text."""

    def __init__(self, **parts: Any) -> None:
        self._parts = parts

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = self._parts.get(name, NOTHING_SAID)
        return found() if callable(found) else found

    def __bool__(self) -> bool:
        return bool(self._parts)


class SaidLine(Said):
    """A line of a part; of a decision path it has a body, a date and a consultation."""

    _parts: dict[str, Said]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._parts.get(name, NOTHING_SAID)


class Turns:
    """Counts the turns of all loops of a file, and stops the one that is too much."""

    def __init__(self, most: int = MOST_TURNS) -> None:
        self._left = most

    def take(self) -> None:
        """
        Raises:
            Faulty: there are no turns left.
        """
        self._left -= 1
        if self._left < 0:
            raise Faulty(Fault(TEXT, 0, "", ENDLESS))


class Lines:
    """A list that a loop may go through."""

    def __init__(self, items: Sequence[Any], turns: Turns) -> None:
        self._items = items
        self._turns = turns

    def __iter__(self) -> Iterator[Any]:
        for item in self._items:
            self._turns.take()
            yield item

    def __len__(self) -> int:
        return len(self._items)


class Content:
    """Where the whole concept belongs."""
