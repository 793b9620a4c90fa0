"""An earlier answer in a later text: `${name}` in a label stands for what was answered. Pure."""

import re

from surveys.expressions import REFERENCE
from surveys.questionnaire import Answers, Question, Questionnaire, Value
from surveys.questions.choosing import label
from surveys.questions.kinds import given, words
from surveys.questions.voices import voice
from surveys.questions.way import Voice, names

UNANSWERED = "…"


def piped(text: str, questionnaire: Questionnaire, answers: Answers, language: str) -> str:
    """The text with the answers in it, in words of this language: `${name}`, and `${name.part}`
    for a row of a matrix and the like. Unanswered, and unknown, is "…"; what a formula leaves empty
    is nothing.

    `answers`: those that count, see `flow.effective`.
    """
    if "${" not in text:
        return text

    def answered(match: "re.Match[str]") -> str:
        question = questionnaire.question(match[1])
        if question is None:
            return UNANSWERED
        value = answers.get(question.name)
        if match[2]:
            part = value.get(match[2]) if isinstance(value, dict) else None
            return _part(question, part, voice(language, questionnaire.original)) or UNANSWERED
        if not given(value):
            return "" if question.kind == "calculation" else UNANSWERED
        return words(questionnaire, question, value, language, answers)

    return REFERENCE.sub(answered, text)


def _part(question: Question, value: Value, voice: Voice) -> str:
    """What was answered in one row of a matrix, one quadrant, or given to one choice."""
    if isinstance(value, int | float):
        return voice.number(value)
    return voice.listed(names(value)) or (label(question, str(value), None, voice) if value else "")
