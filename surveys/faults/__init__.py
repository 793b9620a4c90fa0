"""What is wrong with a questionnaire, and what is worth a second look. Pure.

A draft may be anything; only what has no fault that stops is published.
"""

from surveys.faults.conditions import condition_faults
from surveys.faults.fault import Fault
from surveys.faults.limits import limit_faults
from surveys.faults.naming import name_faults
from surveys.faults.person import person_hints
from surveys.faults.texts import text_faults
from surveys.faults.unfinished import unfinished_hints
from surveys.questionnaire import Questionnaire

__all__ = ["Fault", "faults"]


def faults(questionnaire: Questionnaire) -> tuple[Fault, ...]:
    """All of it, what stops first, each in the order of the questions."""
    found = (
        *name_faults(questionnaire),
        *text_faults(questionnaire),
        *limit_faults(questionnaire),
        *condition_faults(questionnaire),
        *person_hints(questionnaire),
        *unfinished_hints(questionnaire),
    )
    places = {"": 0}
    for section in questionnaire.sections:
        for name in (section.name, *(question.name for question in section.questions)):
            places.setdefault(name, len(places))
    return tuple(sorted(found, key=lambda one: (not one.stops, places.get(one.where, 0))))
