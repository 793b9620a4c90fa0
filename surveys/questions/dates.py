"""Days. Pure."""

import datetime as dt
import re

from app.refused import Message, say
from surveys.questionnaire import Question, Value
from surveys.questions.numerals import digits
from surveys.questions.way import Faults, Parts, Sent, Voice, Way, field, first, left_out, one_line

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)")
# As a browser without a calendar lets people type it. All our languages begin with the day.
_TYPED = re.compile(r"(?P<day>\d\d?)[./-] ?(?P<month>\d\d?)[./-] ?(?P<year>\d{4})")
_NO_DATE = say("Please enter a date such as 2026-11-21.")
_LONGEST = 40


def day_of(typed: str) -> dt.date | None:
    """The day that somebody typed, or that a browser sent (2026-11-21)."""
    text = digits(typed[:_LONGEST])
    found = _ISO.fullmatch(text) or _TYPED.fullmatch(text)
    if not found:
        return None
    try:
        return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def read(question: Question, sent: Sent, _voice: Voice) -> Parts:
    """The day as ISO text, or what was typed where it is none."""
    typed = one_line(first(sent, field(question)))
    day = day_of(typed)
    if not typed:
        return left_out(question, sent)
    return {"": day.isoformat() if day else typed}


def faults(question: Question, value: Value, _other: Value, voice: Voice) -> Faults:
    day = day_of(value) if isinstance(value, str) else None
    if not day or day.isoformat() != value:
        yield "", _NO_DATE
    elif not (question.earliest or value) <= value <= (question.latest or value):
        yield "", rule(question, voice) or _NO_DATE


def words(_question: Question, value: Value, _other: Value, voice: Voice) -> str:
    return voice.day(value) if isinstance(value, str) and day_of(value) else str(value)


def rule(question: Question, voice: Voice) -> Message | None:
    """From when to when. Limits are days as ISO text, which is also their order."""
    first_day, last_day = (
        voice.day(one) if day_of(one) else one for one in (question.earliest, question.latest)
    )
    if first_day and last_day:
        return say(
            "Please enter a date from %(first)s to %(last)s.", first=first_day, last=last_day
        )
    if first_day:
        return say("Please enter a date from %(first)s on.", first=first_day)
    if last_day:
        return say("Please enter a date up to %(last)s.", last=last_day)
    return None


WAY = Way(read, faults, words, rule)
