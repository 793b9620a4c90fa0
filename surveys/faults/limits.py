"""Limits that nobody can keep to, and questions with too little to choose from. Pure."""

import datetime as dt
import math
from collections.abc import Callable

from app.refused import Message, say
from surveys.faults.fault import Fault, Faults
from surveys.questionnaire import CHOOSING, TEXTS, Question, Questionnaire

LONGEST_SCALE = 100


def limit_faults(questionnaire: Questionnaire) -> Faults:
    for question in questionnaire.questions():
        if question.kind in CHOOSING:
            yield from _choices(question)
        if (check := _CHECKS.get(question.kind)) is not None:
            yield from check(question)


def _choices(question: Question) -> Faults:
    there = len(question.choices) + question.other
    if question.kind == "matrix" and not question.rows:
        yield Fault(question.name, "rows", say("A matrix needs rows."))
    if there == 0 or (there == 1 and question.kind in ("ranking", "points")):
        yield Fault(question.name, "choices", say("There is too little to choose from."))
    elif there == 1 and question.kind != "multiple":
        message = say("There is only one choice.")
        yield Fault(question.name, "choices", message, stops=False)


def _so_many(question: Question) -> Faults:
    there = len(question.choices) + question.other
    yield from _least_and_most(question)
    if question.least is not None and question.least > there:
        message = say("There are fewer choices than must be chosen.")
        yield Fault(question.name, "least", message)


def _least_and_most(question: Question) -> Faults:
    least, most = question.least, question.most
    if least is not None and least < 0:
        yield Fault(question.name, "least", _too_small(0))
    if most is not None and most < 1:
        yield Fault(question.name, "most", _too_small(1))
    elif least is not None and most is not None and least > most:
        yield Fault(question.name, "most", _crossed())


def _number(question: Question) -> Faults:
    low, high = question.low, question.high
    for part, end in (("low", low), ("high", high)):
        if end is not None and not abs(end) < math.inf:  # a file can say so
            yield Fault(question.name, part, say("Please enter a number."))
            return
    if low is None or high is None:
        return
    if low > high:
        yield Fault(question.name, "high", _crossed())
    elif question.whole and math.ceil(low) > math.floor(high):
        yield Fault(question.name, "high", say("There is no whole number within these limits."))


def _scale(question: Question) -> Faults:
    low = 1 if question.low is None else question.low
    high = 5 if question.high is None else question.high
    for part, end in (("low", low), ("high", high)):
        if isinstance(end, float) and not end.is_integer():
            message = say("A scale begins and ends with a whole number.")
            yield Fault(question.name, part, message)
            return
    if low >= high:
        yield Fault(question.name, "high", _crossed())
    elif high - low > LONGEST_SCALE:
        message = say(
            "A scale has at most %(most)d steps. Ask for a number instead.", most=LONGEST_SCALE
        )
        yield Fault(question.name, "high", message)


def _date(question: Question) -> Faults:
    days = []
    for part, written in (("earliest", question.earliest), ("latest", question.latest)):
        if not written:
            continue
        try:
            days.append(dt.date.fromisoformat(written))
        except ValueError:
            message = say("Please enter a date such as 2026-11-21.")
            yield Fault(question.name, part, message)
    if len(days) == 2 and days[0] > days[1]:
        yield Fault(question.name, "latest", _crossed())


def _points(question: Question) -> Faults:
    if question.total is not None and question.total < 1:
        yield Fault(question.name, "total", _too_small(1))


def _formula(question: Question) -> Faults:
    if not question.formula.strip():
        yield Fault(question.name, "formula", say("A calculation needs a formula."))


def _too_small(least: int) -> Message:
    return say("This must be at least %(least)d.", least=least)


def _crossed() -> Message:
    return say("The lower limit is above the upper one.")


_CHECKS: dict[str, Callable[[Question], Faults]] = {
    "multiple": _so_many,
    "ranking": _so_many,
    "number": _number,
    "scale": _scale,
    "date": _date,
    "points": _points,
    "calculation": _formula,
    **dict.fromkeys((*TEXTS, "swot"), _least_and_most),
}
