"""What an expression is worth for these answers. Pure."""

import datetime as dt
import math
from dataclasses import dataclass

from surveys.expressions import values
from surveys.expressions.functions import FUNCTIONS
from surveys.expressions.nodes import Call, Chain, Negative, Node, Number, Own, Reference, Text
from surveys.expressions.values import Atom
from surveys.questionnaire import Answers, Value


@dataclass(frozen=True, slots=True)
class Known:
    """What is known while an expression is worked out. Without `today`, today() is empty."""

    answers: Answers
    own: Value = None
    today: dt.date | None = None


def worth(node: Node, known: Known) -> Atom:
    match node:
        case Number(value):
            return value
        case Text(value):
            return value
        case Reference(question, part):
            return values.atom(known.answers.get(question), part)
        case Own():
            return values.atom(known.own)
        case Negative(operand):
            return -values.number(worth(operand, known))
        case Call(name, arguments):
            return _called(name, arguments, known)
        case Chain(first, rest):
            return _chained(first, rest, known)


def _called(name: str, arguments: tuple[Node, ...], known: Known) -> Atom:
    if name == "if":
        condition, then, otherwise = arguments
        return worth(then if values.truth(worth(condition, known)) else otherwise, known)
    if name == "today":
        return known.today.isoformat() if known.today else ""
    return FUNCTIONS[name].work(*(worth(one, known) for one in arguments))


def _chained(first: Node, rest: tuple[tuple[str, Node], ...], known: Known) -> Atom:
    sign = rest[0][0]
    if sign in ("and", "or"):
        parts = (first, *(node for _, node in rest))
        found = (values.truth(worth(node, known)) for node in parts)
        return all(found) if sign == "and" else any(found)
    result = worth(first, known)
    for sign, node in rest:
        other = worth(node, known)
        if sign in ("=", "!="):
            result = _equal(result, other) == (sign == "=")
        else:
            result = _calculated(sign, values.number(result), values.number(other))
    return result


def _equal(one: Atom, other: Atom) -> bool:
    """As XPath compares: as truths if one of them is a truth, else as numbers if one is a number,
    else as texts."""
    if isinstance(one, bool) or isinstance(other, bool):
        return values.truth(one) == values.truth(other)
    if isinstance(one, float) or isinstance(other, float):
        return values.number(one) == values.number(other)
    return values.text(one) == values.text(other)


def _calculated(sign: str, one: float, other: float) -> Atom:
    match sign:
        case "<":
            return one < other
        case "<=":
            return one <= other
        case ">":
            return one > other
        case ">=":
            return one >= other
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
        case "div":
            return _divided(one, other)
        case _:  # mod
            return math.fmod(one, other) if other and math.isfinite(one) else math.nan


def _divided(one: float, other: float) -> float:
    if other:
        return one / other
    return math.nan if not one or math.isnan(one) else math.copysign(math.inf, one)
