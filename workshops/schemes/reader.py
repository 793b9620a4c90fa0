"""Reading a TOML file that people edit: every mistake is one sentence that says where. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from app.refused import Message, Refused, say

Path = tuple[str | int, ...]
"""Where something stands: names of tables, and numbers in lists counted from 0."""

MOST_TEXT = 300  # characters of a name
MOST_WORDS = 60  # texts or numbers of a list
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class BadScheme(Refused):
    """One clear sentence: which file, where in it, what is wrong. `path` says where for a form."""

    def __init__(self, message: Message, path: Path = ()) -> None:
        super().__init__(message, 422)
        self.path = path

    def __str__(self) -> str:
        return self.message.text % self.message.params


class Reader:
    """A table of the file. It remembers what was read, so that `end` finds what was misspelt."""

    def __init__(self, file: str, data: Mapping[str, Any], path: Path = ()) -> None:
        self._file = file
        self._data = data
        self._path = path
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def wrong(self, key: str, message: Message) -> BadScheme:
        """What is wrong with this key; the sentence has a place for `where`."""
        path = (*self._path, *key.split(".", 1))
        params = {**message.params, "where": place(self._file, path)}
        return BadScheme(replace(message, params=params), path)

    def inside(self, *path: str | int) -> "Reader":
        """For saying what is wrong further in; nothing can be read with it."""
        return Reader(self._file, {}, (*self._path, *path))

    def text(self, key: str) -> str:
        return self._checked(key, self._value(key))

    def texts(self, key: str, default: Mapping[str, str] | None = None) -> Mapping[str, str]:
        """A table from language tag to text, at least one."""
        if key not in self._data and default is not None:
            return default
        value = self._value(key)
        if not isinstance(value, dict) or not value:
            raise self.wrong(
                key,
                say(
                    "%(where)s must be a table such as %(example)s.",
                    example='{ de = "Feld", en = "Field" }',
                ),
            )
        for tag, text in value.items():
            if not _TAG.fullmatch(tag):
                raise self.wrong(
                    f"{key}.{tag}", say("%(where)s is no tag of a language such as de or uk.")
                )
            self._checked(f"{key}.{tag}", text)
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts; it may be left out."""
        value = self._value(key) if key in self._data else []
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self.wrong(key, say("%(where)s must be a list of texts."))
        self._few(key, value, MOST_WORDS)
        return tuple(self._checked(key, word) if word else "" for word in value)

    def lists(self, key: str) -> Mapping[str, tuple[str, ...]]:
        """A table whose values are lists of texts; it may be left out."""
        value = self._value(key) if key in self._data else {}
        if not isinstance(value, dict):
            example = '{ priority = ["high"] }'
            raise self.wrong(
                key, say("%(where)s must be a table such as %(example)s.", example=example)
            )
        inner = Reader(self._file, value, (*self._path, key))
        return {name: inner.words(name) for name in value}

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers above 0; it may be left out."""
        value = self._value(key) if key in self._data else []
        good = isinstance(value, list) and all(type(one) is int and 0 < one < 1000 for one in value)
        if not good:
            raise self.wrong(key, say("%(where)s must be a list of whole numbers from 1 to 999."))
        self._few(key, value, MOST_WORDS)
        return tuple(value)

    def choice(self, key: str, options: Collection[str], default: str | None = None) -> str:
        if key not in self._data and default is not None:
            return default
        value = self._value(key)
        if isinstance(value, str) and value in options:
            return value
        if not options:
            raise self.wrong(key, say("%(where)s: There is nothing that could stand here."))
        allowed = ", ".join(f'"{option}"' for option in options)
        raise self.wrong(key, say("%(where)s must be one of these: %(allowed)s.", allowed=allowed))

    def whole(self, key: str, *, low: int, high: int, default: int | None = None) -> int:
        if key not in self._data and default is not None:
            return default
        value = self._value(key)
        if type(value) is not int or not low <= value <= high:
            raise self.wrong(
                key,
                say(
                    "%(where)s must be a whole number from %(low)d to %(high)d.", low=low, high=high
                ),
            )
        return value

    def flag(self, key: str) -> bool:
        value = self._value(key) if key in self._data else False
        if not isinstance(value, bool):
            raise self.wrong(key, say("%(where)s must be true or false."))
        return value

    def table(self, key: str) -> "Reader":
        value = self._value(key)
        if not isinstance(value, dict):
            raise self.wrong(
                key, say("%(where)s must be a table such as %(example)s.", example=f"[{key}]")
            )
        return Reader(self._file, value, (*self._path, key))

    def tables(self, key: str, *, most: int, required: bool = True) -> list["Reader"]:
        """A list of tables. At least one where it is required, never more than `most`."""
        value = self._value(key) if required or key in self._data else []
        good = isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
        if not good or (required and not value):
            raise self.wrong(
                key, say("%(where)s must be one or more tables: %(example)s.", example=f"[[{key}]]")
            )
        self._few(key, value, most)
        return [Reader(self._file, one, (*self._path, key, n)) for n, one in enumerate(value)]

    def end(self) -> None:
        """Nothing else is expected here."""
        unknown = sorted(set(self._data) - self._read)
        if unknown:
            raise self.wrong(unknown[0], say("%(where)s is not known. Is it misspelt?"))

    def _few(self, key: str, value: list[Any], most: int) -> None:
        if len(value) > most:
            raise self.wrong(key, say("%(where)s: At most %(most)d are possible.", most=most))

    def _checked(self, key: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, say("%(where)s must be a text."))
        if _UNSEEN.search(value):
            raise self.wrong(key, say("%(where)s must stand on one line."))
        if len(value) > MOST_TEXT:
            raise self.wrong(
                key, say("%(where)s is too long: at most %(most)d characters.", most=MOST_TEXT)
            )
        return value

    def _value(self, key: str) -> Any:
        if key not in self._data:
            raise self.wrong(key, say("%(where)s is missing."))
        self._read.add(key)
        return self._data[key]


def place(file: str, path: Path) -> str:
    """Where in the file, such as "own.toml, levels 2, names, de"."""
    steps = [file]
    for step in path:
        if isinstance(step, int):
            steps[-1] += f" {step + 1}"
        else:
            steps.append(step if len(step) <= 60 else f"{step[:60]}…")
    return ", ".join(steps)
