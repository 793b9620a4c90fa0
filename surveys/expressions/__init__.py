"""Expressions: conditions, checks and formulas in the syntax of XLSForm, a part of XPath.

    ${name}  .  12.5  'text'  + - * div mod  = != < <= > >=  and or  ( )
    not() selected() count-selected() string-length() regex() if() concat() coalesce()
    int() round() number() string() true() false() today()

They mean what ODK and XPath say they mean; how answers become texts and numbers stands in
`values.py`. All else is refused, with its name. Pure, but for the patterns: they are RE2's.
"""

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from surveys.expressions import values
from surveys.expressions.evaluation import Known, worth
from surveys.expressions.nodes import Node, Own, Reference, walk
from surveys.expressions.parsing import tree
from surveys.expressions.tokens import REFERENCE
from surveys.questionnaire import Answers, Value

__all__ = [
    "REFERENCE",
    "Expression",
    "computed",
    "evaluate",
    "holds",
    "names",
    "parse",
    "references",
    "renamed",
    "renamed_in_text",
]

_REFERENCE_OR_TEXT = re.compile(rf"{REFERENCE.pattern}|'[^']*'|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was understood. `references`: the answers it reads, in their order;
    `own`: it also reads `.`."""

    text: str
    root: Node
    references: tuple[Reference, ...]
    own: bool


@lru_cache(maxsize=1024)
def parse(text: str) -> Expression:
    """
    Raises:
        Refused: it is no expression (422); the message names what is wrong, and where.
    """
    root = tree(text)
    found = tuple(walk(root))
    return Expression(
        text,
        root,
        tuple(one for one in found if isinstance(one, Reference)),
        any(isinstance(one, Own) for one in found),
    )


def evaluate(
    expression: Expression, answers: Answers, own: Value = None, today: dt.date | None = None
) -> bool | int | float | str:
    """What it is worth. `own` is what `.` stands for; without `today`, today() is empty.

    A number that is none (`'a' * 2`) is NaN, as in XPath.
    """
    return values.plain(worth(expression.root, Known(answers, own, today)))


def holds(text: str, answers: Answers, own: Value = None, today: dt.date | None = None) -> bool:
    """Whether a condition is true; an empty one is.

    Raises:
        Refused: it is no expression.
    """
    if not text.strip():
        return True
    return values.truth(worth(parse(text).root, Known(answers, own, today)))


def computed(text: str, answers: Answers, today: dt.date | None = None) -> int | float | str:
    """What a formula gives: a number or a text. Empty where it gives no number (`'' + 1`), or has
    nothing in it; "true" or "false" for a condition, as in ODK.

    Raises:
        Refused: it is no expression.
    """
    if not text.strip():
        return ""
    found = evaluate(parse(text), answers, today=today)
    if isinstance(found, bool):
        return values.text(found)
    return "" if isinstance(found, float) and not math.isfinite(found) else found


def references(text: str) -> tuple[Reference, ...]:
    """The answers that an expression reads, in their order. Raises Refused as `parse` does."""
    return parse(text).references if text.strip() else ()


def names(text: str) -> frozenset[str]:
    """The questions that an expression reads. Raises Refused as `parse` does."""
    return frozenset(one.question for one in references(text))


def renamed(text: str, called: Mapping[str, str]) -> str:
    """The expression after questions were renamed (old name → new one), all at once: the rest stays
    as it was written.

    A name may also be that of a part of a question (`matrix.row`). A text that is no expression is
    changed the same way, so that a fault in it does not grow.
    """
    return _REFERENCE_OR_TEXT.sub(lambda match: _renamed(match, called), text)


def renamed_in_text(text: str, called: Mapping[str, str]) -> str:
    """The same for a label or another text in which `${old}` may stand."""
    return REFERENCE.sub(lambda match: _renamed(match, called), text)


def _renamed(match: "re.Match[str]", called: Mapping[str, str]) -> str:
    question, part = match[1], match[2]
    if question is None:  # a text in quotation marks
        return match[0]
    if part and (new := called.get(f"{question}.{part}")):
        return f"${{{new}}}"
    new = called.get(question, question)
    return f"${{{new}.{part}}}" if part else f"${{{new}}}"
