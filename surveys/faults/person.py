"""Hints where a survey asks for more about people than it needs. Pure.

Results show nobody in a group of fewer than five (`results/crowds.py`). That protects people best
where there are few groups: a survey that asks for age, gender, district and language has hundreds
of combinations, most of them with one person in it, who then vanish in "mixed".
"""

from math import prod

from app.few import FEWEST
from app.refused import say
from surveys.faults.fault import Fault, Faults
from surveys.questionnaire import Question, Questionnaire

MANY = 60
"""Combinations. With five people in each, that is a survey of 300: more than most have."""


def person_hints(questionnaire: Questionnaire) -> Faults:
    for question in questionnaire.questions():
        if question.about_person and question.kind in ("date", "number"):
            message = say(
                "An exact date or number makes people easy to recognise. Ask for a range to "
                "choose from, such as an age group, if that is enough."
            )
            yield Fault(question.name, "about_person", message, stops=False)
        elif question.about_person and question.kind in ("short_text", "long_text"):
            message = say(
                "What people write about themselves makes them easy to recognise. Offer choices, "
                "if that is enough."
            )
            yield Fault(question.name, "about_person", message, stops=False)
    compared = questionnaire.compared()
    combinations = prod(_answers(question) for question in compared)
    if len(compared) > 1 and combinations > MANY:
        message = say(
            "The questions about the person have %(combinations)d combinations together. Even with "
            "%(people)d responses, that is only five people for each: ask only for what you will "
            "compare.",
            combinations=combinations,
            people=combinations * FEWEST,
        )
        yield Fault(compared[-1].name, "about_person", message, stops=False)


def _answers(question: Question) -> int:
    """How many answers there are, "no answer" not among them."""
    return 2 if question.kind == "yes_no" else max(1, len(question.choices) + question.other)
