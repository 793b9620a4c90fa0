"""Conditions as the editor's form shows them: rows that are all, or any of them, true. Pure."""

import math
from dataclasses import dataclass
from typing import Literal

from app.refused import Refused, say
from surveys.expressions import parse, values
from surveys.expressions.nodes import Call, Chain, Negative, Node, Number, Reference, Text
from surveys.expressions.tokens import REFERENCE

RELATIONS = (
    "is",
    "is_not",
    "chosen",
    "not_chosen",
    "answered",
    "unanswered",
    "more",
    "at_least",
    "less",
    "at_most",
)
"""`chosen`: among several choices; `more`, …: numbers, or dates."""
VALUELESS = frozenset({"answered", "unanswered"})

_SIGNS = {"is": "=", "is_not": "!=", "more": ">", "at_least": ">=", "less": "<", "at_most": "<="}
_RELATIONS = {sign: relation for relation, sign in _SIGNS.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. `question` may be a part of one: "offices.first".

    `relation`: one of RELATIONS; `value`: name of a choice, number or text, as text; empty with
    VALUELESS.
    """

    question: str
    relation: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    join: Literal["and", "or"]
    rows: tuple[Row, ...]


def rows_of(text: str) -> Rows | None:
    """The condition as rows; no rows where it is empty. None: it says more than rows can, or is no
    expression."""
    if not text.strip():
        return Rows("and", ())
    try:
        root = parse(text).root
    except Refused:
        return None
    join: Literal["and", "or"] = "and"
    parts: tuple[Node, ...] = (root,)
    if isinstance(root, Chain) and root.rest[0][0] in ("and", "or"):
        join = "and" if root.rest[0][0] == "and" else "or"
        parts = (root.first, *(node for _, node in root.rest))
    found = [_row(part) for part in parts]
    rows = tuple(row for row in found if row is not None)
    return Rows(join, rows) if len(rows) == len(found) else None


def text_of(rows: Rows) -> str:
    """The condition that these rows say.

    Raises:
        Refused: a value holds both kinds of quotation marks, which no expression can hold; or the
            question or relation is none.
    """
    return f" {rows.join} ".join(_written(row) for row in rows.rows)


def _row(node: Node) -> Row | None:
    match node:
        case Call("selected", (Reference() as reference, Text(value))):
            return Row(reference.full, "chosen", value)
        case Call("not", (Call("selected", (Reference() as reference, Text(value))),)):
            return Row(reference.full, "not_chosen", value)
        case Chain(Reference() as reference, ((sign, other),)) if sign in _RELATIONS:
            return _compared(reference.full, _RELATIONS[sign], other)
    return None


def _compared(question: str, relation: str, other: Node) -> Row | None:
    match other:
        case Text("") if relation in ("is", "is_not"):
            return Row(question, "unanswered" if relation == "is" else "answered")
        case Text(value):
            return Row(question, relation, value)
        case Number(value):
            return Row(question, relation, values.text(value))
        case Negative(Number(value)):
            return Row(question, relation, values.text(-value))
    return None


def _written(row: Row) -> str:
    reference = f"${{{row.question}}}"
    if row.relation not in RELATIONS or not REFERENCE.fullmatch(reference):
        raise Refused(say("Please choose one of these."), 422)
    match row.relation:
        case "answered":
            return f"{reference} != ''"
        case "unanswered":
            return f"{reference} = ''"
        case "chosen":
            return f"selected({reference}, {_quoted(row.value)})"
        case "not_chosen":
            return f"not(selected({reference}, {_quoted(row.value)}))"
    return f"{reference} {_SIGNS[row.relation]} {literal(row.value)}"


def literal(value: str) -> str:
    """A value as an expression holds it: a number as such, else a text.

    Raises:
        Refused: it holds both kinds of quotation marks, which no expression can hold.
    """
    return value if _is_number(value) else _quoted(value)


def _is_number(value: str) -> bool:
    """Whether it reads back as it is written: "18" does, "018" is a text."""
    found = values.number(value)
    return math.isfinite(found) and values.text(found) == value


def _quoted(value: str) -> str:
    mark = '"' if "'" in value else "'"
    if mark in value:
        raise Refused(
            say("A condition cannot compare with a text that has both ' and \" in it."), 422
        )
    return f"{mark}{value}{mark}"
