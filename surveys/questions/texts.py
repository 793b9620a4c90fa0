"""Short and long texts. Pure."""

from app.refused import Message, say_n
from surveys.questionnaire import Question, Value
from surveys.questions.way import Faults, Parts, Sent, Voice, Way, field, first, left_out, one_line

LONGEST = {"short_text": 500, "long_text": 5000}
"""Characters, where the question says nothing else; also the most it can say."""


def most(question: Question) -> int:
    """Characters that may be typed."""
    longest = LONGEST.get(question.kind, LONGEST["short_text"])
    return min(question.most, longest) if question.most else longest


def too_long(text: str, limit: int) -> Message | None:
    if len(text) <= limit:
        return None
    return say_n(
        "This is too long: %(length)d characters, at most %(num)d character.",
        "This is too long: %(length)d characters, at most %(num)d characters.",
        limit,
        length=len(text),
    )


def read(question: Question, sent: Sent, _voice: Voice) -> Parts:
    text = first(sent, field(question))
    text = text if question.kind == "long_text" else one_line(text)
    return {"": text} if text else left_out(question, sent)


def faults(question: Question, value: Value, _other: Value, _voice: Voice) -> Faults:
    text = value if isinstance(value, str) else ""
    if message := too_long(text, most(question)):
        yield "", message
    elif question.least and len(text) < question.least:
        yield "", _least(question.least)


def words(_question: Question, value: Value, _other: Value, _voice: Voice) -> str:
    return value if isinstance(value, str) else ""


def rule(question: Question, _voice: Voice) -> Message | None:
    if question.least and question.least > 1:
        return _least(question.least)
    if question.most:
        return say_n("At most %(num)d character.", "At most %(num)d characters.", most(question))
    return None


def _least(least: int) -> Message:
    return say_n(
        "Please write at least %(num)d character.",
        "Please write at least %(num)d characters.",
        least,
    )


WAY = Way(read, faults, words, rule)
