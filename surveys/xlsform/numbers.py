"""Numbers and their ranges: what a slider or a rating of the standard is here. Pure."""

import re
from dataclasses import dataclass

from app.refused import Message, say

WIDEST = 10
"""How far the ends of a scale are apart at most, as from 0 to 10: a wider range is a number to be
typed."""
WIDEST_NAMED = 100
"""The same where its ends have names, which a number has not."""

_LONGEST = 1000  # characters of parameters that are looked at
_PARAMETER = re.compile(r"([^\s=,;]+)\s*=\s*([^\s=,;]+)")


@dataclass(frozen=True, slots=True)
class Range:
    start: float
    end: float
    step: float

    @property
    def whole(self) -> bool:
        return all(float(n).is_integer() for n in (self.start, self.end, self.step))

    def scale(self, *, named: bool) -> bool:
        most = WIDEST_NAMED if named else WIDEST
        return self.whole and self.step == 1 and self.end - self.start <= most


def parameters(cell: str) -> dict[str, str]:
    """What stands in the column "parameters": `start=0 end=10`, with spaces, commas or ;"""
    return {key.lower(): value for key, value in _PARAMETER.findall(cell[:_LONGEST])}


def range_of(given: dict[str, str]) -> tuple[Range, tuple[Message, ...]]:
    """The range that parameters describe, and what could not be kept of it."""
    start, end, step = (
        _number(given.get(key, ""), default)
        for key, default in (("start", 0), ("end", 10), ("step", 1))
    )
    if start is None or end is None or not step or start == end:
        wrong = say("This range cannot be understood; from 0 to 10 stands for it.")
        return Range(0, 10, 1), (wrong,)
    found = Range(min(start, end), max(start, end), abs(step))
    turned = (say("This range runs backwards; here it runs forwards.") if start > end else None,)
    stepped = say("Numbers are not bound to steps of %(step)s here.", step=f"{found.step:g}")
    return found, tuple(one for one in (*turned, stepped if found.step != 1 else None) if one)


def written(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(number)


def _number(text: str, default: float) -> float | None:
    if not text:
        return default
    try:
        found = float(text)
    except ValueError:
        return None
    if not abs(found) < 1e15:
        return None
    return int(found) if found.is_integer() else found
