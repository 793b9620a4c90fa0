"""How much a questionnaire from a file may hold, so that no file makes pages slow. Pure."""

import re

from app.refused import Refused, say
from surveys.questionnaire import Questionnaire

MOST_BYTES = 5 * 1024 * 1024
MOST_WITH_PICTURES = 25 * 1024 * 1024
"""Bytes of a file that can hold pictures, too: a ZIP, or our own JSON."""
MOST_QUESTIONS = 2000
MOST_CHOICES = 20_000  # and rows, of all questions together
TOO_LARGE = say(
    "This survey is too large: at most %(questions)d questions with %(choices)d choices in all.",
    questions=MOST_QUESTIONS,
    choices=MOST_CHOICES,
)
_TAG = re.compile(r"(?=.{2,20}$)[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def check(questionnaire: Questionnaire) -> None:
    """
    Raises:
        Refused: it is too large, or has a language that cannot be one.
    """
    questions = list(questionnaire.questions())
    choices = sum(len(one.choices) + len(one.rows) for one in questions)
    if len(questions) > MOST_QUESTIONS or choices > MOST_CHOICES:
        raise Refused(TOO_LARGE, 422)
    for tag in questionnaire.languages:
        if not _TAG.fullmatch(tag):
            raise Refused(say("“%(tag)s” is not the sign of a language.", tag=tag[:80]), 422)
