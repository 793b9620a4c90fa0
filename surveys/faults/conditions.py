"""Conditions, checks and formulas that cannot work.

Each may read only what stands before it; a check also its own answer. So all can be worked out in
one go from the first question to the last, and formulas can never need each other. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.refused import Message, Refused, say
from surveys.expressions import Expression, parse
from surveys.expressions.nodes import Call, Chain, Reference, Text, walk
from surveys.faults.fault import Fault, Faults
from surveys.questionnaire import OTHER, QUADRANTS, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an expression stands, and how many questions stand before it."""

    where: str
    part: str
    text: str
    before: int


def condition_faults(questionnaire: Questionnaire) -> Faults:
    asked = {one.name: one for one in questionnaire.questions() if one.kind != "statement"}
    order = {one.name: number for number, one in enumerate(questionnaire.questions())}
    for place in _places(questionnaire):
        if not place.text.strip():
            continue
        try:
            expression = parse(place.text)
        except Refused as refused:
            yield Fault(place.where, place.part, refused.message)
            continue
        for message in _unreadable(expression, place, asked, order):
            yield Fault(place.where, place.part, message)
        for name in _unknown_choices(expression, asked):
            hint = say("There is no choice “%(name)s” to compare with.", name=name)
            yield Fault(place.where, place.part, hint, stops=False)


def _unreadable(
    expression: Expression, place: _Place, asked: dict[str, Question], order: dict[str, int]
) -> Iterator[Message]:
    """What the expression reads, but cannot read in this place."""
    if expression.own and place.part != "check":
        yield say("A dot stands for the answer only where an answer is checked.")
    for reference in dict.fromkeys(expression.references):
        if (message := _missing(reference, place, asked, order)) is not None:
            yield message


def _places(questionnaire: Questionnaire) -> Iterator[_Place]:
    before = 0
    for section in questionnaire.sections:
        first = section.questions[0].name if section.questions else ""
        yield _Place(section.name or first, "show_if", section.show_if, before)
        for question in section.questions:
            yield _Place(question.name, "show_if", question.show_if, before)
            yield _Place(question.name, "check", question.check, before + 1)
            if question.kind == "calculation":
                yield _Place(question.name, "formula", question.formula, before)
            before += 1


def _missing(
    reference: Reference, place: _Place, asked: dict[str, Question], order: dict[str, int]
) -> Message | None:
    """Why this answer is not there; None where it is."""
    question = asked.get(reference.question)
    if question is None:
        return say("There is no question “%(name)s” that gives an answer.", name=reference.question)
    if reference.part and reference.part not in _parts(question):
        return say(
            "“%(name)s” has no part “%(part)s”.", name=reference.question, part=reference.part
        )
    if order[question.name] < place.before:
        return None
    title = next(iter(question.label.values()), "")[:80] or question.name
    if question.name == place.where:
        return say("“%(question)s” cannot depend on its own answer.", question=title)
    return say("“%(question)s” comes only later: it is not answered yet.", question=title)


def _parts(question: Question) -> set[str]:
    match question.kind:
        case "matrix":
            return {one.name for one in question.rows}
        case "points":
            return {one.name for one in question.choices}
        case "swot":
            return set(QUADRANTS)
    return set()


def _unknown_choices(expression: Expression, asked: dict[str, Question]) -> Iterator[str]:
    """Names that are compared with answers, but are no choice: mostly one was taken away."""
    for node in walk(expression.root):
        match node:
            case Chain(Reference() as reference, (("=" | "!=", Text(name)),)):
                pass
            case Call("selected", (Reference() as reference, Text(name))):
                pass
            case _:
                continue
        question = asked.get(reference.question)
        known = _comparable(question, reference.part) if question else set()
        if name and known and name not in known:
            yield name


def _comparable(question: Question, part: str) -> set[str]:
    """What an answer can be called; nothing where it can be anything."""
    names = {one.name for one in question.choices}
    match question.kind:
        case "single" | "multiple" | "ranking":
            return {*names, OTHER} if question.other else names
        case "matrix" if part:
            return names
        case "yes_no" | "consent":
            return {"yes", "no"}
    return set()
