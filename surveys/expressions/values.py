"""Answers as numbers, texts and truths, as XPath and ODK turn them into each other. Pure.

Unanswered, and "no answer", is the empty text. Several choices are their names, with spaces where
a text is needed. A question with several parts (matrix, points, four quadrants) is, by itself, the
names of those parts that were answered, so `${matrix} != ''` asks whether anything was; one part is
read as `${matrix.row}`. A date is its ISO text; as a number it is the days since 1970-01-01, so
dates can be compared and subtracted.
"""

import datetime as dt
import math
import re
from typing import TypeAlias

from surveys.questionnaire import Value

Atom: TypeAlias = bool | float | str | list[str]
"""What the parts of an expression are worth."""

LONGEST_TEXT = 10_000
"""Characters: formulas that double a text again and again stay harmless."""

_NUMBER = re.compile(r"\s*-?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})\s*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EPOCH = dt.date(1970, 1, 1).toordinal()


def atom(value: Value, part: str = "") -> Atom:
    """An answer, or one part of it."""
    if isinstance(value, dict):
        return atom(value.get(part)) if part else [key for key, one in value.items() if one]
    if part or value is None:
        return ""
    if isinstance(value, int | float):
        return _float(value)
    return value


def truth(value: Atom) -> bool:
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def number(value: Atom) -> float:
    """NaN where it is none."""
    if isinstance(value, bool | float):
        return float(value)
    written = text(value)
    if _NUMBER.fullmatch(written):
        return float(written)
    if _DAY.fullmatch(written):
        try:
            return float(dt.date.fromisoformat(written).toordinal() - _EPOCH)
        except ValueError:
            return math.nan
    return math.nan


def text(value: Atom) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _written(value)
    return value if isinstance(value, str) else " ".join(value)


def names(value: Atom) -> list[str]:
    """The choices in an answer."""
    return value if isinstance(value, list) else text(value).split()


def plain(value: Atom) -> bool | int | float | str:
    """What comes out of an expression: whole numbers without a fraction."""
    if isinstance(value, float) and not isinstance(value, bool):
        return int(value) if value.is_integer() else value
    return text(value) if isinstance(value, list) else value


def _float(value: int | float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _written(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value.is_integer() else format(value, ".15f").rstrip("0").rstrip(".")
