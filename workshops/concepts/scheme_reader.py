"""Reading a TOML file that people edit: every mistake is one sentence that says where. Pure."""

from collections.abc import Collection, Mapping
from typing import Any


class BadScheme(Exception):
    """One clear sentence: which file, where in it, what is wrong."""


class Reader:
    """A table of the file. It remembers what was read, so that `end` finds what was misspelt."""

    def __init__(self, place: str, data: Mapping[str, Any]) -> None:
        self._place = place
        self._data = data
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def wrong(self, key: str, what: str) -> BadScheme:
        return BadScheme(f"{self._place}, {key}: {what}")

    def text(self, key: str) -> str:
        value = self._value(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "must be a text")
        return value

    def texts(self, key: str, default: Mapping[str, str] | None = None) -> Mapping[str, str]:
        """A table from language tag to text, at least one."""
        if key not in self._data and default is not None:
            return default
        value = self._value(key)
        if not isinstance(value, dict) or not value:
            raise self.wrong(key, 'must be a table such as { de = "Feld", en = "Field" }')
        for tag, text in value.items():
            if not isinstance(text, str) or not text.strip():
                raise self.wrong(f"{key}.{tag}", "must be a text")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts; it may be left out."""
        value = self._value(key) if key in self._data else []
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self.wrong(key, "must be a list of texts")
        return tuple(value)

    def lists(self, key: str) -> Mapping[str, tuple[str, ...]]:
        """A table whose values are lists of texts, such as { priority = ["high"] }."""
        value = self._value(key)
        if not isinstance(value, dict) or not value:
            raise self.wrong(key, 'must be a table such as { priority = ["high"] }')
        inner = Reader(f"{self._place}, {key}", value)
        return {name: inner.words(name) for name in value}

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers above 0; it may be left out."""
        value = self._value(key) if key in self._data else []
        good = isinstance(value, list) and all(type(one) is int and one > 0 for one in value)
        if not good:
            raise self.wrong(key, "must be a list of whole numbers")
        return tuple(value)

    def choice(self, key: str, options: Collection[str], default: str | None = None) -> str:
        if key not in self._data and default is not None:
            return default
        value = self._value(key)
        if value not in options:
            allowed = ", ".join(f'"{option}"' for option in options)
            raise self.wrong(key, f'"{value}" is unknown; use one of {allowed}')
        return str(value)

    def whole(self, key: str, *, low: int, high: int, default: int | None = None) -> int:
        if key not in self._data and default is not None:
            return default
        value = self._value(key)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(key, f"must be a whole number from {low} to {high}")
        return value

    def flag(self, key: str) -> bool:
        value = self._value(key) if key in self._data else False
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def table(self, key: str) -> "Reader":
        value = self._value(key)
        if not isinstance(value, dict):
            raise self.wrong(key, f"must be a table: [{key}]")
        return Reader(f"{self._place}, {key}", value)

    def tables(self, key: str, *, required: bool = True) -> list["Reader"]:
        value = self._value(key) if required or key in self._data else []
        good = isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
        if not good or (required and not value):
            raise self.wrong(key, f"must be one or more tables: [[{key}]]")
        return [Reader(f"{self._place}, {key} {n}", entry) for n, entry in enumerate(value, 1)]

    def end(self) -> None:
        """Nothing else is expected here."""
        unknown = sorted(set(self._data) - self._read)
        if unknown:
            raise self.wrong(unknown[0], "is not known; is it misspelt?")

    def _value(self, key: str) -> Any:
        if key not in self._data:
            raise self.wrong(key, "is missing")
        self._read.add(key)
        return self._data[key]
