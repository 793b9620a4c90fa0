"""An earlier answer in a later text: `${name}` in a label stands for what was answered. Pure."""

import re

from surveys.expressions import REFERENCE
from surveys.questionnaire import OTHER, Answers, Question, Questionnaire, Value
from surveys.questions.choosing import YES_NO, choice, label
from surveys.questions.dates import day_of
from surveys.questions.voices import voice
from surveys.questions.way import Voice


def piped(text: str, questionnaire: Questionnaire, answers: Answers, language: str) -> str:
    """The text with the answers in it, in words of this language: `${name}`, and `${name.part}`
    for a row of a matrix and the like. Unanswered, and unknown, is nothing.

    `answers`: those that count, see `flow.effective`.
    """
    if "${" not in text:
        return text

    def answered(match: "re.Match[str]") -> str:
        question = questionnaire.question(match[1])
        if question is None:
            return ""
        value = answers.get(question.name)
        if match[2]:
            value = value.get(match[2]) if isinstance(value, dict) else None
        other = answers.get(f"{question.name}:{OTHER}")
        return _words(question, value, other, voice(language, questionnaire.original))

    return REFERENCE.sub(answered, text)


def _words(question: Question, value: Value, other: Value, voice: Voice) -> str:
    """An answer, or a part of one; of several parts those that were answered are named."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return voice.listed(_words(question, one, other, voice) for one in value)
    if isinstance(value, int | float):
        return voice.number(value)
    if question.kind in ("yes_no", "consent") and value in YES_NO:
        return voice.words(YES_NO[value])
    if question.kind == "date" and day_of(value):
        return voice.day(value)
    row = choice(question.rows, value)
    return voice.text(row.label) if row else label(question, value, other, voice)
