"""Kinds of columns: what may stand in one, how it is typed, shown and written to files. Pure.

Values are kept as JSON holds them, and a column in which nothing stands has no value at all:
nothing said and the word "open" are two things.

    text      "…"
    bodies    ["School office", "Adult education centre"]
    choice    the key of an option
    money     {"cents": 500000, "currency": "EUR", "per": "once", "about": true, "note": ""};
              cents None: it costs something, and nobody knows what
    date      "2027-06-30"
    yes_no    true or false
    number    "12.5"
    computed  never kept: found from other columns by the scheme's rules
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from app.refused import Refused, say

Value: TypeAlias = Any
Values: TypeAlias = Mapping[str, Value]

KINDS = ("text", "bodies", "choice", "money", "date", "yes_no", "number", "computed")
PERIODS = ("", "once", "year", "step")
_MOST_CENTS = 10**15
_AMOUNT = re.compile(r"(\d{1,3}(?:[. '\u00a0\u202f]\d{3})+|\d+)(?:[.,](\d{1,2}))?")
_GROUPS = re.compile(r"[. '\u00a0\u202f]")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole cents; None where it is unknown. `per`: "once", "year", "step", or ""
    where nothing is said of it. `note` is what the source says beside it, or instead of it."""

    cents: int | None
    per: str = ""
    about: bool = False
    note: str = ""
    currency: str = "EUR"

    def value(self) -> dict[str, Value]:
        return {
            "cents": self.cents,
            "currency": self.currency,
            "per": self.per,
            "about": self.about,
            "note": self.note,
        }


def money(value: Value) -> Money | None:
    """The amount in a value; None where there is none."""
    if not isinstance(value, Mapping):
        return None
    return Money(
        value.get("cents"),
        value.get("per", ""),
        bool(value.get("about")),
        value.get("note", ""),
        value.get("currency", "EUR"),
    )


def cents(typed: str) -> int | None:
    """The amount that somebody typed, in cents; None for an empty text or "?" (unknown).

    Takes "5000", "5.000", "5 000,50" and "5000.50": a sign before three digits groups them.

    Raises:
        Refused: it is no amount of money.
    """
    text = re.sub(r"(?i)\s*(euro|eur|€)\s*", "", typed).strip()
    if text in ("", "?"):
        return None
    match = _AMOUNT.fullmatch(text)
    if not match:
        raise Refused(say("This is no amount of money. Write it such as 5000 or 5000.50."), 422)
    whole = int(_GROUPS.sub("", match[1]))
    found = whole * 100 + int((match[2] or "").ljust(2, "0"))
    if found > _MOST_CENTS:
        raise Refused(say("This amount is too large."), 422)
    return found


def plain_amount(found: int) -> str:
    """Cents as files hold them: "5000" or "5000.50"."""
    whole, rest = divmod(found, 100)
    return f"{whole}.{rest:02}" if rest else str(whole)


def day(typed: str) -> str:
    """The day that somebody typed, as ISO 8601. Takes 2027-06-30 and 30.06.2027.

    Raises:
        Refused: it is no day.
    """
    text = typed.strip()
    german = re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", text)
    iso = f"{german[3]}-{int(german[2]):02}-{int(german[1]):02}" if german else text[:10]
    try:
        return dt.date.fromisoformat(iso).isoformat()
    except ValueError as error:
        raise Refused(say("This is no day. Write it such as 2027-06-30."), 422) from error


def number(typed: str) -> str:
    """The number that somebody typed, with a full stop for its decimals.

    Raises:
        Refused: it is no number.
    """
    text = typed.strip().replace(",", ".") if typed.count(",") == 1 else typed.strip()
    try:
        found = Decimal(text)
    except InvalidOperation as error:
        raise Refused(say("This is no number."), 422) from error
    if not found.is_finite() or abs(found) > 10**15 or len(text) > 30:
        raise Refused(say("This is no number."), 422)
    return format(found.normalize(), "f") if found else "0"
