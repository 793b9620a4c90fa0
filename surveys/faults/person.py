"""Hints where a survey asks for more about people than it needs. Pure.

Results show nobody in a group of fewer than five (`results/crowds.py`). That protects people best
where there are few groups: a survey that asks for age, gender, district and language has hundreds
of combinations, most of them with one person in it, who then vanish in "mixed".
"""

from math import prod

from app.few import FEWEST
from app.refused import Message, say
from surveys.faults.fault import Fault, Faults
from surveys.faults.person_words import asks_contact, asks_person
from surveys.questionnaire import Question, Questionnaire

_TYPED = ("short_text", "long_text", "number", "date")
_MARKED = ("single", "multiple", "yes_no", "number", "date", "short_text")
"""Kinds that can be marked as about the person."""
_TITLE = 40  # characters of a question within a sentence
MANY = 60
"""Combinations. With five people in each, that is a survey of 300: more than most have."""


def person_hints(questionnaire: Questionnaire) -> Faults:
    for question in questionnaire.questions():
        if question.kind in _TYPED and asks_contact(question.label):
            yield Fault(question.name, "label", _CONTACT, stops=False)
        elif question.about_person and (message := _EXACT.get(question.kind)):
            yield Fault(question.name, "about_person", message, stops=False)
        elif _forgotten(question):
            yield Fault(question.name, "about_person", _FORGOTTEN, stops=False)
    yield from _combined(questionnaire)


def _forgotten(question: Question) -> bool:
    """Whether it seems to be about the person, and is not marked so."""
    unmarked = question.kind in _MARKED and not question.about_person
    return unmarked and asks_person(question.label)


def _combined(questionnaire: Questionnaire) -> Faults:
    compared = questionnaire.compared()
    combinations = prod(_answers(question) for question in compared)
    if combinations > MANY:
        titles = (
            f"{_title(question, questionnaire.original)} ({_answers(question)})"
            for question in compared
        )
        message = say(
            "By what is asked about the person, people can be told apart: %(questions)s makes "
            "%(combinations)d combinations. For five people in each, %(people)d would have to "
            "answer. Ask only for what you will compare, and offer fewer choices, such as age "
            "groups or large districts.",
            questions=" × ".join(titles),
            combinations=combinations,
            people=combinations * FEWEST,
        )
        yield Fault(compared[-1].name, "about_person", message, stops=False)


def _answers(question: Question) -> int:
    """How many answers there are, "no answer" not among them."""
    return 2 if question.kind == "yes_no" else max(1, len(question.choices) + question.other)


def _title(question: Question, original: str) -> str:
    text = " ".join(question.label.get(original, "").split()) or question.name
    return text if len(text) <= _TITLE else f"{text[: _TITLE - 1].rstrip()}…"


_CONTACT = say(
    "This seems to ask for a name, an address, a date of birth or the like. It would tell whose "
    "all the other answers are, and people are promised that nobody can. Leave it out; ask for "
    "contacts apart from the survey, for a range instead of a date."
)
_FORGOTTEN = say(
    "This seems to say who somebody is. Then tick “About the person”: only then the results "
    "protect people by it."
)
_RANGE = say(
    "An exact date or number makes people easy to recognise. Ask for a range to choose from, such "
    "as an age group, if that is enough."
)
_WRITTEN = say(
    "What people write about themselves makes them easy to recognise. Offer choices, if that is "
    "enough."
)
_EXACT: dict[str, Message] = {
    **dict.fromkeys(("date", "number"), _RANGE),
    **dict.fromkeys(("short_text", "long_text"), _WRITTEN),
}
