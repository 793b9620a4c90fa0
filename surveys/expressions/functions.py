"""The functions of expressions: a part of those of ODK, with the same meaning. Pure.

`if()` and `today()` stand here for their number of values; `evaluation.py` works them out.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from surveys.expressions.patterns import matches
from surveys.expressions.values import LONGEST_TEXT, Atom, names, number, text, truth

MANY = 100


@dataclass(frozen=True, slots=True)
class Function:
    """It takes from `least` to `most` values."""

    least: int
    most: int
    work: Callable[..., Atom]


def _selected(chosen: Atom, name: Atom) -> bool:
    return text(name).strip() in names(chosen)


def _concat(*parts: Atom) -> str:
    return "".join(text(part) for part in parts)[:LONGEST_TEXT]


def _coalesce(*values: Atom) -> Atom:
    return next((value for value in values if text(value) != ""), "")


def _int(value: Atom) -> float:
    found = number(value)
    return float(math.trunc(found)) if math.isfinite(found) else math.nan


def _round(value: Atom, places: Atom = 0.0) -> float:
    """Half is rounded away from nought, as in a spreadsheet."""
    found, digits = number(value), number(places)
    if not (math.isfinite(found) and math.isfinite(digits) and abs(found) < 1e15):
        return math.nan
    step = Decimal(1).scaleb(-max(-15, min(12, int(digits))))
    return float((Decimal(str(found)) / step).quantize(Decimal(1), ROUND_HALF_UP) * step)


FUNCTIONS = {
    "not": Function(1, 1, lambda value: not truth(value)),
    "true": Function(0, 0, lambda: True),
    "false": Function(0, 0, lambda: False),
    "if": Function(3, 3, lambda *_: ""),
    "today": Function(0, 0, lambda: ""),
    "selected": Function(2, 2, _selected),
    "count-selected": Function(1, 1, lambda value: float(len(names(value)))),
    "string-length": Function(1, 1, lambda value: float(len(text(value)))),
    "regex": Function(2, 2, lambda value, pattern: matches(text(value), text(pattern))),
    "concat": Function(1, MANY, _concat),
    "coalesce": Function(2, MANY, _coalesce),
    "int": Function(1, 1, _int),
    "round": Function(1, 2, _round),
    "number": Function(1, 1, number),
    "string": Function(1, 1, text),
}
