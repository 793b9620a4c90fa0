"""An earlier answer in a later text: `${name}` in a label stands for what was answered. Pure."""

import datetime as dt
import re

from app.language import catalogues
from app.language.content import best_text
from app.language.tags import LANGUAGES
from app.refused import say
from surveys.expressions import REFERENCE
from surveys.questionnaire import OTHER, Answers, Question, Questionnaire, Value

_COMMAS = {"ar": "، ", "fa": "، ", "ur": "، "}


def piped(text: str, questionnaire: Questionnaire, answers: Answers, language: str) -> str:
    """The text with the answers in it, in words of this language: `${name}`, and `${name.part}`
    for a row of a matrix and the like. Unanswered, and unknown, is nothing.

    `answers`: those that count, see `flow.effective`.
    """

    def answered(match: "re.Match[str]") -> str:
        question = questionnaire.question(match[1])
        if question is None:
            return ""
        value = answers.get(question.name)
        if match[2]:
            value = value.get(match[2]) if isinstance(value, dict) else None
        return _Words(questionnaire, question, answers, language).of(value)

    return REFERENCE.sub(answered, text)


class _Words:
    """An answer in words."""

    def __init__(
        self, questionnaire: Questionnaire, question: Question, answers: Answers, language: str
    ) -> None:
        parts = (*question.choices, *question.rows)
        self._labels = {
            one.name: best_text(one.label, language, questionnaire.original) for one in parts
        }
        other = answers.get(f"{question.name}:{OTHER}")
        if question.other and isinstance(other, str) and other:
            self._labels[OTHER] = other
        self._kind = question.kind
        self._language = language

    def of(self, value: Value) -> str:
        if value is None:
            return ""
        if isinstance(value, list | dict):
            return _COMMAS.get(self._language, ", ").join(self.of(part) for part in value)
        if isinstance(value, int | float):
            return self._number(value)
        match self._kind:
            case "yes_no" | "consent":
                with catalogues.speaking(self._language):
                    return catalogues.words(say("yes") if value == "yes" else say("no"))
            case "date":
                return self._day(value)
        return self._labels.get(value, value)

    def _number(self, value: float) -> str:
        if self._language not in LANGUAGES:
            return f"{value:g}"
        with catalogues.speaking(self._language):
            return catalogues.number(value)

    def _day(self, value: str) -> str:
        if self._language not in LANGUAGES:
            return value
        with catalogues.speaking(self._language):
            return catalogues.long_date(dt.date.fromisoformat(value))
