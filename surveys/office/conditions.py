"""The form of a condition: rows that all or any must be true, or an expression as text. Pure.

Its fields: "if-mode" (rows or text), "if-join" (and, or), "if-0-question", "if-0-relation",
"if-0-value", "if-text".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.refused import Message, Refused, say
from surveys.expressions import parse
from surveys.expressions.rows import VALUELESS, Row, Rows, rows_of, text_of
from surveys.office.typed_rows import rows, with_rows
from surveys.questionnaire import OTHER, Question, Questionnaire, Texts

MOST_TEXT = 1000

_EQUAL = ("is", "is_not")
_ANSWERED = ("answered", "unanswered")
_SIZE = ("more", "at_least", "less", "at_most")
_CHOSEN = ("chosen", "not_chosen")
RELATIONS_OF = {
    **dict.fromkeys(("single", "yes_no", "matrix"), (*_EQUAL, *_ANSWERED)),
    **dict.fromkeys(("multiple", "ranking"), (*_CHOSEN, *_ANSWERED)),
    **dict.fromkeys(
        ("scale", "number", "date", "points", "calculation"), (*_SIZE, *_EQUAL, *_ANSWERED)
    ),
    **dict.fromkeys(("short_text", "long_text"), (*_ANSWERED, *_EQUAL)),
    **dict.fromkeys(("consent", "swot"), _ANSWERED),
}
WORDS: dict[str, Message] = {
    "is": say("is"),
    "is_not": say("is not"),
    "chosen": say("has chosen"),
    "not_chosen": say("has not chosen"),
    "answered": say("is answered"),
    "unanswered": say("is not answered"),
    "more": say("is more than"),
    "at_least": say("is at least"),
    "less": say("is less than"),
    "at_most": say("is at most"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a condition can speak of: a question, or a row of one (then `part` is its label).

    `values`: name and label of what can be chosen; empty where it is typed.
    """

    name: str
    question: Question
    part: Texts
    relations: tuple[str, ...]
    values: tuple[tuple[str, Texts | Message], ...]


def asked_before(questionnaire: Questionnaire, name: str = "", section: int = -1) -> list[Asked]:
    """What can be asked for before this question, or this section; all where neither is there."""
    found: list[Asked] = []
    for number, one in enumerate(questionnaire.sections):
        if number == section:
            break
        for question in one.questions:
            if question.name == name:
                return found
            found += _asked(question)
    return found


def condition_values(text: str) -> dict[str, str]:
    """The form's values for this condition."""
    found = rows_of(text)
    if found is None:
        return {"if-mode": "text", "if-text": text}
    values = {"if-mode": "rows", "if-join": found.join, "if-text": text}
    typed = [
        {"question": row.question, "relation": row.relation, "value": row.value}
        for row in found.rows
    ]
    return with_rows(values, "if", typed)


def condition_of(values: Mapping[str, str]) -> str:
    """The condition that was typed.

    Raises:
        Refused: it is no expression, or a row of it is not complete.
    """
    if values.get("if-mode") == "text":
        text = values.get("if-text", "").strip()
        if text:
            parse(text)
        return text
    found = [row for row in rows(values, "if") if row.get("question")]
    return text_of(Rows("or" if values.get("if-join") == "or" else "and", tuple(map(_row, found))))


def switched(values: Mapping[str, str], do: str) -> dict[str, str]:
    """What the buttons "if:text" and "if:rows" make of the values: the same in the other form.

    Where the other form cannot say it, everything stays.
    """
    if do == "if:text":
        try:
            return {**values, "if-mode": "text", "if-text": condition_of(values)}
        except Refused:
            return {**values, "if-mode": "text"}
    if do == "if:rows" and rows_of(values.get("if-text", "")) is not None:
        return {**with_rows(values, "if", []), **condition_values(values.get("if-text", ""))}
    return dict(values)


def _row(typed: dict[str, str]) -> Row:
    relation = typed.get("relation", "")
    value = "" if relation in VALUELESS else typed.get("value", "").strip()
    if not value and relation not in VALUELESS:
        raise Refused(say("Please choose or type what it is compared with."), 422)
    return Row(typed["question"], relation, value)


def _asked(question: Question) -> list[Asked]:
    relations = RELATIONS_OF.get(question.kind)
    if relations is None:
        return []
    if question.kind in ("matrix", "points"):
        parts = question.rows if question.kind == "matrix" else question.choices
        values = _choices(question) if question.kind == "matrix" else ()
        return [
            Asked(f"{question.name}.{one.name}", question, one.label, relations, values)
            for one in parts
        ]
    return [Asked(question.name, question, {}, relations, _choices(question))]


def _choices(question: Question) -> tuple[tuple[str, Texts | Message], ...]:
    if question.kind == "yes_no":
        return (("yes", say("Yes")), ("no", say("No")))
    own: list[tuple[str, Texts | Message]] = [(one.name, one.label) for one in question.choices]
    if question.other:
        own.append((OTHER, say("Other")))
    return tuple(own)
