"""Conditions in words, for the office. Pure."""

from app.language.content import best_text
from app.refused import Message, say
from surveys.expressions.rows import Row, rows_of
from surveys.questionnaire import OTHER, Question, Questionnaire
from surveys.questions.choosing import YES_NO

MOST = 12
"""Rows that are told one by one; more are told as they are written."""


def told(text: str, questionnaire: Questionnaire, language: str) -> Message | None:
    """When something is shown: "Shown if: “Age” is at least 18 and …". None: always.

    `language`: of the questions' and choices' texts in it. What the editor's rows cannot show is
    told as it is written.
    """
    if not text.strip():
        return None
    found = rows_of(text)
    if found is None or len(found.rows) > MOST:
        return say("Shown if this is true: %(expression)s", expression=text)
    first, *others = (_said(row, questionnaire, language) for row in found.rows)
    for other in others:
        if found.join == "and":
            first = say("%(first)s and %(second)s", first=first, second=other)
        else:
            first = say("%(first)s or %(second)s", first=first, second=other)
    return say("Shown if: %(condition)s", condition=first)


def _said(row: Row, questionnaire: Questionnaire, language: str) -> Message:
    name, _, part = row.question.partition(".")
    question = questionnaire.question(name)
    asked = _asked(question, name, part, questionnaire, language)
    value = _value(question, part, row.value, questionnaire, language)
    match row.relation:
        case "is":
            return say("“%(question)s” is “%(value)s”", question=asked, value=value)
        case "is_not":
            return say("“%(question)s” is not “%(value)s”", question=asked, value=value)
        case "chosen":
            return say("“%(value)s” is chosen in “%(question)s”", question=asked, value=value)
        case "not_chosen":
            return say("“%(value)s” is not chosen in “%(question)s”", question=asked, value=value)
        case "answered":
            return say("“%(question)s” is answered", question=asked)
        case "unanswered":
            return say("“%(question)s” is not answered", question=asked)
        case "more":
            return say("“%(question)s” is more than %(value)s", question=asked, value=value)
        case "at_least":
            return say("“%(question)s” is at least %(value)s", question=asked, value=value)
        case "less":
            return say("“%(question)s” is less than %(value)s", question=asked, value=value)
    return say("“%(question)s” is at most %(value)s", question=asked, value=value)


def _asked(
    question: Question | None, name: str, part: str, questionnaire: Questionnaire, language: str
) -> str | Message:
    """What the question is called; with its row, where it has some."""
    if question is None:
        return f"{name}.{part}" if part else name
    label = best_text(question.label, language, questionnaire.original) or name
    if not part:
        return label
    parts = {one.name: one.label for one in (*question.rows, *question.choices)}
    row = best_text(parts.get(part, {}), language, questionnaire.original) or part
    return say("%(question)s: %(row)s", question=label, row=row)


def _value(
    question: Question | None, part: str, value: str, questionnaire: Questionnaire, language: str
) -> str | Message:
    if question is None:
        return value
    if question.kind in ("yes_no", "consent") and value in YES_NO:
        return YES_NO[value]
    for choice in question.choices:
        if choice.name == value:
            return best_text(choice.label, language, questionnaire.original) or value
    if value == OTHER and question.other:
        return say("Other")
    return value
