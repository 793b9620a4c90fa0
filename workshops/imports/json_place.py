"""A value in a JSON file that somebody sent, and its place: every mistake says where. Pure."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from app.documents.table import printable
from app.refused import Message, Refused, say
from workshops.exports.interchange import FORMAT

NOT_OURS = say("This JSON file is no concept that Klebepunkt has exported.")
MOST_BYTES = 16 * 1024 * 1024
MOST_CONTAINERS = 200_000  # objects and lists: a concept of 2,000 measures needs a tenth
_MOST_DIGITS = 15


def read_json(data: bytes) -> Any:
    """What the file holds. Nothing is cut or guessed.

    Raises:
        Refused: too large, too deep, no JSON, or with a key or number that could be lost.
    """
    if len(data) > MOST_BYTES:
        raise _refused(say("This file is larger than 16 MB. That is no concept of ours."))
    if data.count(b"{") + data.count(b"[") > MOST_CONTAINERS:
        raise _refused(say("This file has too many parts. That is no concept of ours."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(say("This file is not in UTF-8. Export it again.")) from error
    try:
        return json.loads(
            text,
            object_pairs_hook=_once,
            parse_float=_number,
            parse_constant=_number,
            parse_int=_whole,
        )
    except Refused:
        if FORMAT in text:
            raise
        raise _refused(NOT_OURS) from None
    except RecursionError as error:
        message = say("This file is nested too deeply. That is no concept of ours.")
        raise _refused(message) from error
    except json.JSONDecodeError as error:
        line = error.lineno
        message = say("This file is no JSON: something is wrong in line %(line)d.", line=line)
        raise _refused(message) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        key = printable(twice)[:100]
        raise _refused(say("“%(key)s” stands twice in the same place of this file.", key=key))
    return found


def _number(digits: str) -> Any:
    raise _refused(say("The number %(number)s cannot stand in this file.", number=digits[:30]))


def _whole(digits: str) -> int:
    return int(digits) if len(digits) <= _MOST_DIGITS + 1 else _number(digits)


class Place:
    """An object of the file. It remembers what was read, so that `end` finds what is unknown."""

    def __init__(self, data: Any, name: str = "") -> None:
        self._name = name
        if not isinstance(data, dict):
            raise self.wrong("", _NO_OBJECT)
        self._data: dict[str, Any] = data
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def wrong(self, key: str, sentence: str, **params: Any) -> Refused:
        """The refusal of what stands at this key; `sentence` says "%(place)s"."""
        place = self.name(key) or "{}"
        return _refused(Message(sentence, params={"place": place, **params}))

    def name(self, key: str) -> str:
        """How the place at this key is named to a person."""
        inner = printable(key)[:60]
        return f"{self._name}.{inner}" if self._name and inner else self._name or inner

    def value(self, key: str) -> Any:
        if key not in self._data:
            raise self.wrong(key, MISSING)
        self._read.add(key)
        return self._data[key]

    def text(self, key: str, most: int, *, empty: bool = False) -> str:
        """A text of at most `most` characters; without blanks at its ends, and not empty."""
        found = self.value(key)
        if not isinstance(found, str):
            raise self.wrong(key, _NO_TEXT)
        if printable(found) != found:
            raise self.wrong(key, _SIGNS)
        if len(found) > most:
            raise self.wrong(key, _TOO_LONG, most=most)
        if not found.strip() and not empty:
            raise self.wrong(key, _EMPTY)
        return found.strip()

    def choice(self, key: str, options: Collection[str]) -> str:
        found = self.value(key)
        if not isinstance(found, str) or found not in options:
            raise self.wrong(key, _NO_OPTION, options=", ".join(options))
        return found

    def flag(self, key: str) -> bool:
        found = self.value(key)
        if not isinstance(found, bool):
            raise self.wrong(key, _NO_FLAG)
        return found

    def whole(self, key: str, *, low: int, high: int) -> int:
        found = self.value(key)
        if not isinstance(found, int) or isinstance(found, bool) or not low <= found <= high:
            raise self.wrong(key, _NO_WHOLE, low=low, high=high)
        return found

    def items(self, key: str, most: int) -> list[Any]:
        """A list of at most `most`; nothing where it is left out."""
        found = self.value(key) if key in self._data else []
        if not isinstance(found, list):
            raise self.wrong(key, _NO_LIST)
        if len(found) > most:
            raise self.wrong(key, _TOO_MANY, most=most)
        return found

    def places(self, key: str, most: int) -> Iterator["Place"]:
        """The objects in a list, each with its place, counted from 1."""
        for n, item in enumerate(self.items(key, most), start=1):
            yield Place(item, f"{self.name(key)}[{n}]")

    def place(self, key: str) -> "Place":
        """The object at this key; an empty one where it is left out."""
        return Place(self.value(key) if key in self._data else {}, self.name(key))

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._data))

    def end(self) -> None:
        """Nothing else is expected here."""
        unknown = sorted(set(self._data) - self._read)
        if unknown:
            raise self.wrong(unknown[0], _UNKNOWN)


def _refused(message: Message) -> Refused:
    return Refused(message, 422)


# The sentences are marked for translation here and get their place where they are raised.
MISSING = say("“%(place)s” is missing in this file.").text
_UNKNOWN = say("“%(place)s” is not known in this file. Is it misspelt?").text
_NO_OBJECT = say("“%(place)s” in this file must be an object: { … }.").text
_NO_LIST = say("“%(place)s” in this file must be a list: [ … ].").text
_NO_TEXT = say("“%(place)s” in this file must be a text.").text
_NO_FLAG = say("“%(place)s” in this file must be true or false.").text
_NO_OPTION = say("“%(place)s” in this file must be one of these: %(options)s.").text
_NO_WHOLE = say("“%(place)s” in this file must be a whole number from %(low)d to %(high)d.").text
_EMPTY = say("“%(place)s” in this file is empty.").text
_SIGNS = say("“%(place)s” in this file has characters that cannot be kept.").text
_TOO_LONG = say("“%(place)s” in this file is longer than %(most)d characters.").text
_TOO_MANY = say("“%(place)s” in this file holds more than %(most)d.").text
