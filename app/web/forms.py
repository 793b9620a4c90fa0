"""Typed input with an error beside each field. Nothing typed is lost: `values` refills the page."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from typing import Any

from litestar.datastructures import UploadFile

from app.refused import Message, say, say_n

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
REQUIRED = say("Please fill this in.")


class Form:
    """What a person sent. Reading a field checks it; the errors are collected, not raised."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        self._data = data or {}
        self.errors: dict[str, Message] = {}

    @property
    def ok(self) -> bool:
        return not self.errors

    @property
    def values(self) -> dict[str, str]:
        """As it was typed, for showing it again."""
        return {key: clean(v) for key, v in self._data.items() if isinstance(v, str)}

    def refuse(self, name: str, message: Message) -> None:
        self.errors.setdefault(name, message)

    def text(self, name: str, *, most: int, required: Message | None = REQUIRED) -> str:
        """Text of at most `most` characters, trimmed; `required` is the error when it is empty."""
        value = clean(self._data.get(name)).strip()
        if not value and required:
            self.refuse(name, required)
        if len(value) > most:
            self.refuse(
                name,
                say_n(
                    "This is too long: %(length)d characters, at most %(num)d character.",
                    "This is too long: %(length)d characters, at most %(num)d characters.",
                    most,
                    length=len(value),
                ),
            )
        return value

    def whole(self, name: str, *, low: int, high: int, required: bool = True) -> int | None:
        """A whole number from low to high; None where it is empty and may be, or wrong."""
        value = clean(self._data.get(name)).strip()
        if not value and not required:
            return None
        if re.fullmatch(r"\d{1,9}", value) and low <= int(value) <= high:
            return int(value)
        self.refuse(
            name, say("Please enter a whole number from %(low)d to %(high)d.", low=low, high=high)
        )
        return None

    def choice(self, name: str, options: Collection[str]) -> str:
        """One of the options; an unknown one is an error."""
        value = clean(self._data.get(name))
        if value not in options:
            self.refuse(name, say("Please choose one of these."))
        return value

    def many(self, name: str) -> list[str]:
        """All values of a field that may come several times (boxes that were ticked)."""
        getall = getattr(self._data, "getall", None)
        found = getall(name, []) if getall else self._data.get(name, [])
        return [clean(v) for v in (found if isinstance(found, list) else [found])]

    def ticked(self, name: str) -> bool:
        return name in self._data

    def date(self, name: str) -> dt.date | None:
        """A day as browsers send it (2026-11-21); empty is None."""
        value = clean(self._data.get(name)).strip()
        if not value:
            return None
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.refuse(name, say("Please enter a date such as 2026-11-21."))
            return None

    def file(self, name: str) -> UploadFile | None:
        """An uploaded file, None where none was chosen."""
        value = self._data.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None


def clean(value: Any) -> str:
    """Text as it can be stored: no control characters, one kind of line end."""
    if not isinstance(value, str):
        return ""
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
