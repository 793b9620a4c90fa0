"""Numbers and scales. Pure."""

from app.refused import Message, say
from surveys.questionnaire import Question, Value
from surveys.questions.choosing import UNKNOWN
from surveys.questions.numerals import number
from surveys.questions.way import (
    NO_ANSWER,
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

_WHOLE = say("Please enter a whole number, such as 12.")
_FRACTION = say("Please enter a number, such as 12 or 2.5.")
_LOW, _HIGH = 1, 5  # of a scale that says nothing else
MOST_STEPS = 11  # of a scale that is drawn; on a longer one the number is typed


def read(question: Question, sent: Sent, voice: Voice) -> Parts:
    """The number, or what was typed where it is none."""
    typed = one_line(first(sent, field(question)))
    if not typed:
        return left_out(question, sent)
    if typed == NO_ANSWER:
        return {"": None}
    whole = question.whole or question.kind == "scale"
    found = number(typed, voice.decimal, whole=whole)
    return {"": typed if found is None else found}


def faults(question: Question, value: Value, _other: Value, voice: Voice) -> Faults:
    wanted = int if question.whole else (int, float)
    if not isinstance(value, wanted) or isinstance(value, bool):
        yield "", _WHOLE if question.whole else _FRACTION
    elif not _within(value, question.low, question.high):
        yield "", rule(question, voice) or _FRACTION


def words(_question: Question, value: Value, _other: Value, voice: Voice) -> str:
    return voice.number(value) if isinstance(value, int | float) else str(value)


def rule(question: Question, voice: Voice) -> Message | None:
    """From where to where."""
    low = None if question.low is None else voice.number(question.low)
    high = None if question.high is None else voice.number(question.high)
    if low is not None and high is not None:
        return say("Please enter a number from %(low)s to %(high)s.", low=low, high=high)
    if low is not None:
        return say("Please enter a number of at least %(low)s.", low=low)
    if high is not None:
        return say("Please enter a number of at most %(high)s.", high=high)
    return None


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or low <= value) and (high is None or value <= high)


def ends(question: Question) -> tuple[int, int]:
    """The lowest and the highest number of a scale."""
    low = _LOW if question.low is None else int(question.low)
    high = _HIGH if question.high is None else int(question.high)
    return low, max(low, high)


def faults_scale(question: Question, value: Value, _other: Value, voice: Voice) -> Faults:
    low, high = ends(question)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        yield "", rule_scale(question, voice) or UNKNOWN


def rule_scale(question: Question, _voice: Voice) -> Message | None:
    low, high = ends(question)
    if high - low < MOST_STEPS:
        return None
    return say("Please enter a whole number from %(low)d to %(high)d.", low=low, high=high)


NUMBER = Way(read, faults, words, rule)
SCALE = Way(read, faults_scale, words, rule_scale)
