"""A response as a row: which columns a question has, and what stands in them. Pure.

The columns follow from the questionnaire alone, so that two exports of a survey fit together; only
notes have columns where there are any. Headings are made of names: `languages`, `languages/ar`,
`languages:other`. What is no question begins with `_`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from surveys.questionnaire import OTHER, QUADRANTS, Question, Questionnaire, Texts, Value
from surveys.results.care import personal, repeating

Cell: TypeAlias = str | int | float | None
"""None: nobody was asked, or nobody answered."""

WITHHELD = "withheld"
"""Instead of a value that fewer than five people might share."""
NO_ANSWER = "no answer"
"""Said on purpose. No choice can have this name."""

OWN = ("_run", "_day", "_language", "_finished")
"""Columns of every response, with so many more `_` before them as no question has."""

_HOLDS = {
    "single": "choice",
    "yes_no": "choice",
    "consent": "choice",
    "matrix": "choice",
    "multiple": "chosen",
    "ranking": "rank",
    "points": "points",
    "scale": "number",
    "number": "number",
    "date": "date",
    "calculation": "computed",
}


@dataclass(frozen=True, slots=True)
class Column:
    """`holds`: what stands in its cells: "choice", "chosen" (0 or 1), "number", "date", "text",
    "rank", "points", "computed", or "own" of OWN. `part`: the choice, row or quadrant that it is
    about, with its `label`."""

    heading: str
    holds: str
    question: Question | None = None
    part: str = ""
    label: Texts | None = None


def own_columns(questionnaire: Questionnaire) -> tuple[Column, ...]:
    """The columns that every response has."""
    taken = {one.name for one in questionnaire.questions()}
    found = []
    for name in OWN:
        while name in taken:
            name = f"_{name}"
        found.append(Column(name, "own"))
    return tuple(found)


def asked(questionnaire: Questionnaire) -> Iterator[Question]:
    """The questions that have columns."""
    held_back = withheld(questionnaire)
    for question in questionnaire.questions():
        if question.kind != "statement" and question.name not in held_back:
            yield question


def withheld(questionnaire: Questionnaire) -> frozenset[str]:
    """Names of the questions that stand in no row: what they say of a person is not protected by
    crowds, such as an age in years, or repeats what somebody typed."""
    return personal(questionnaire) | repeating(questionnaire)


def columns(question: Question) -> tuple[Column, ...]:
    """The columns of a question's answer; those of typed words and notes stand beside them."""
    holds = _HOLDS.get(question.kind, "text")
    return tuple(
        Column(f"{question.name}/{part}" if part else question.name, holds, question, part, label)
        for part, label in _parts(question).items()
    )


def words_column(question: Question) -> Column | None:
    """What was typed for "other". What somebody typed about themselves stands in no row."""
    if not question.other or question.about_person:
        return None
    return Column(f"{question.name}:other", "text", question, ":other")


def note_column(question: Question) -> Column | None:
    """What interviewers wrote down beside it."""
    if question.about_person:
        return None
    return Column(f"{question.name}:note", "text", question, ":note")


def cells(question: Question, value: Value) -> tuple[Cell, ...]:
    """What stands in the `columns` of a question that was answered so."""
    parts = _parts(question)
    if value is None or value == WITHHELD:
        return (NO_ANSWER if value is None else WITHHELD,) * len(parts)
    if isinstance(value, dict):
        otherwise = 0 if question.kind == "points" else None
        return tuple(_cell(value.get(part, otherwise)) for part in parts)
    if not isinstance(value, list):
        return (_cell(value),)
    if question.kind == "ranking":
        return tuple(value.index(part) + 1 if part in value else None for part in parts)
    return tuple(int(part in value) for part in parts)


def _parts(question: Question) -> Mapping[str, Texts | None]:
    """What has a column of its own, with its label; one part without a name for a simple answer."""
    match question.kind:
        case "multiple" | "ranking" | "points":
            own: dict[str, Texts | None] = {one.name: one.label for one in question.choices}
            return own | {OTHER: None} if question.other else own
        case "matrix":
            return {row.name: row.label for row in question.rows}
        case "swot":
            return dict.fromkeys(QUADRANTS)
    return {"": None}


def _cell(value: object) -> Cell:
    if isinstance(value, list):  # entries of a quadrant
        value = "\n".join(map(str, value))
    if isinstance(value, int | float):
        return value
    return str(value) if value else None
