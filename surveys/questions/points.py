"""Distributing points. Pure."""

from app.refused import Message, say, say_n
from surveys.questionnaire import Question, Value
from surveys.questions.choosing import label
from surveys.questions.numerals import number
from surveys.questions.way import (
    Faults,
    Parts,
    Sent,
    Voice,
    Way,
    field,
    first,
    left_out,
    one_line,
)

_MOST = 1000  # points for one choice, where there is no total
_LONGEST = 40  # characters of a number that is kept to be refused


def read(question: Question, sent: Sent, voice: Voice) -> Parts:
    """Choices with points. As soon as one is no number, all stay as they were typed."""
    typed = {
        one.name: one_line(first(sent, field(question, one.name)))[:_LONGEST]
        for one in question.choices
    }
    found = {name: number(text, voice.decimal, whole=True) for name, text in typed.items() if text}
    if any(value is None for value in found.values()):
        return {"": {name: text for name, text in typed.items() if text}}
    given = {name: int(value) for name, value in found.items() if value}
    if given:
        return {"": given}
    return left_out(question, sent)


def faults(question: Question, value: Value, _other: Value, _voice: Voice) -> Faults:
    given = value if isinstance(value, dict) else {}
    known = {one.name for one in question.choices}
    wrong = False
    for name, points in given.items():
        if name not in known:
            yield "", say("Please choose one of these.")
            wrong = True
        elif (
            isinstance(points, bool)
            or not isinstance(points, int)
            or not 0 < points <= _most(question)
        ):
            yield name, _whole(question)
            wrong = True
    if not wrong and (message := _sum(question, given_points(value))):
        yield "", message


def _most(question: Question) -> int:
    return _MOST if question.total is None else question.total


def _whole(question: Question) -> Message:
    return say("Please enter a whole number from %(low)d to %(high)d.", low=0, high=_most(question))


def _sum(question: Question, given: int) -> Message | None:
    left = (given if question.total is None else question.total) - given
    if left > 0:
        return say_n(
            "%(num)d point is left. Please distribute it, too.",
            "%(num)d points are left. Please distribute them, too.",
            left,
        )
    if left < 0:
        return say_n(
            "%(num)d point too many. Please take it back.",
            "%(num)d points too many. Please take them back.",
            -left,
        )
    return None


def given_points(value: Value) -> int:
    """The sum of what is a number."""
    given = value.values() if isinstance(value, dict) else ()
    return sum(points for points in given if isinstance(points, int))


def words(question: Question, value: Value, _other: Value, voice: Voice) -> str:
    given = value if isinstance(value, dict) else {}
    return voice.listed(
        f"{label(question, name, None, voice)}: {points}" for name, points in given.items()
    )


def rule(question: Question, _voice: Voice) -> Message | None:
    if question.total is None:
        return None
    return say_n(
        "Distribute %(num)d point among these.",
        "Distribute %(num)d points among these.",
        question.total,
    )


WAY = Way(read, faults, words, rule)
