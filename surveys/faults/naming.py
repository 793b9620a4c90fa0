"""Names that are none, or that two things have. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.refused import say
from surveys.faults.fault import Fault, Faults
from surveys.questionnaire import (
    CHOICE_NAME,
    NAME,
    OTHER,
    QUADRANTS,
    Choice,
    Question,
    Questionnaire,
)

RESERVED = frozenset({"none", "other", "note"})
"""What fields beside those of rows and of points are called."""


def name_faults(questionnaire: Questionnaire) -> Faults:
    sections = [section.name for section in questionnaire.sections if section.name]
    names = [*sections, *(question.name for question in questionnaire.questions())]
    for name, count in Counter(names).items():
        if not NAME.fullmatch(name):
            message = say(
                "A name begins with a letter; letters, digits, - and _ may follow, at most 64."
            )
            yield Fault(name, "name", message)
        if count > 1:
            yield Fault(name, "name", say("Another question or section has this name already."))
    for question in questionnaire.questions():
        yield from _of_choices(question, "choices", question.choices)
        yield from _of_choices(question, "rows", question.rows)
    for name in clashing(questionnaire):
        message = say(
            "The name “%(name)s” is too much like a field of another question.", name=name
        )
        yield Fault(name, "name", message)


def clashing(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Names of questions that share a field with another one: what is typed there would be an
    answer to both. Of two, the longer name; it has a dash, and without it there is no clash."""
    owners: dict[str, str] = {}
    found: dict[str, None] = {}
    for question in questionnaire.questions():
        for part in _parts(question):
            owner = owners.setdefault(f"{question.name}{part}", question.name)
            if owner != question.name:
                found[max(owner, question.name, key=len)] = None
    return tuple(found)


def taken_names(question: Question, part: str) -> frozenset[str]:
    """What a choice (`part` "choices") or a row ("rows") of this question cannot be called."""
    if (question.kind, part) in (("matrix", "rows"), ("points", "choices")):
        return RESERVED
    return frozenset({OTHER}) if question.other else frozenset()


def _of_choices(question: Question, part: str, choices: Sequence[Choice]) -> Faults:
    taken = taken_names(question, part)
    for name, count in Counter(one.name for one in choices).items():
        if name in taken or not CHOICE_NAME.fullmatch(name):
            message = say("“%(name)s” cannot be the name of a choice or row here.", name=name)
            yield Fault(question.name, part, message)
        if count > 1:
            message = say("Two choices or rows have the name “%(name)s”.", name=name)
            yield Fault(question.name, part, message)


def _parts(question: Question) -> Iterator[str]:
    """What stands behind the question's name in the names of its fields."""
    yield ""
    parts: Iterable[str] = RESERVED - (set() if question.other else {OTHER})
    match question.kind:
        case "statement" | "calculation":
            parts = ()
        case "swot":
            parts = (*parts, *QUADRANTS)
        case "matrix":
            parts = (*parts, *(one.name for one in question.rows))
        case "points":
            parts = (*parts, *(one.name for one in question.choices))
    yield from (f"-{part}" for part in parts)
