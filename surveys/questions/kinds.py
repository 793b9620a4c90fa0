"""The kinds of questions: what each is called, how it is read, checked and said."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from app.refused import Message, Refused, say
from surveys import expressions
from surveys.questionnaire import SILENT, Answers, Question, Questionnaire, Value
from surveys.questions import choosing, dates, matrix, numbers, points, ranking, swot, texts
from surveys.questions.silent import SILENCE
from surveys.questions.voices import voice
from surveys.questions.way import NO_ANSWER, NONE, OTHER_WORDS, Filled, Voice, Way, field

__all__ = ["Kind", "beside", "fault", "given", "kinds", "missing", "own_message", "read", "words"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind is called, in one sentence what it is for, and how it is asked."""

    title: Message
    about: Message
    way: Way


_KINDS = {
    "single": Kind(
        say("One of several"), say("People choose one of these answers."), choosing.SINGLE
    ),
    "multiple": Kind(
        say("Several of several"),
        say("People choose as many of these answers as they like."),
        choosing.MULTIPLE,
    ),
    "scale": Kind(
        say("Scale"),
        say("A number between two ends with names, such as 1 to 5 or 0 to 10."),
        numbers.SCALE,
    ),
    "matrix": Kind(
        say("Matrix"), say("Several rows, each with the same answers to choose from."), matrix.WAY
    ),
    "yes_no": Kind(
        say("Yes or no"), say("A question that has only these two answers."), choosing.YES_OR_NO
    ),
    "short_text": Kind(say("Short text"), say("A line in one’s own words."), texts.WAY),
    "long_text": Kind(say("Long text"), say("Several lines in one’s own words."), texts.WAY),
    "number": Kind(say("Number"), say("A number, within limits if you like."), numbers.NUMBER),
    "date": Kind(say("Date"), say("A day, within limits if you like."), dates.WAY),
    "ranking": Kind(
        say("Ranking"), say("People put these into their order, the first first."), ranking.WAY
    ),
    "points": Kind(
        say("Points"), say("People distribute a number of points among these."), points.WAY
    ),
    "swot": Kind(
        say("Strengths, weaknesses, chances, risks"),
        say("Four fields, several short entries in each."),
        swot.WAY,
    ),
    "statement": Kind(say("Text to read"), say("It explains something. Nobody answers."), SILENCE),
    "consent": Kind(
        say("Consent"), say("A box to tick, such as for the use of the answers."), choosing.CONSENT
    ),
    "calculation": Kind(
        say("Calculation"), say("It is computed from other answers, and never shown."), SILENCE
    ),
}


def kinds() -> dict[str, Kind]:
    """All kinds by their name, in the order in which the office is offered them."""
    return dict(_KINDS)


def read(question: Question, form: Filled, language: str = "") -> dict[str, Value]:
    """The entries to store instead of those that the question had: see `beside`.

    Nothing typed: none. What makes no sense stays as it was typed, to be shown again, and its
    error stands in `form.errors` under the name of its field: only without errors may it be stored.
    `missing` and `question.check` are asked apart from this.
    """
    speech = voice(language, "")
    parts = _KINDS[question.kind].way.read(question, form, speech)
    for part, message in _faults(question, parts.get(""), parts.get(OTHER_WORDS), speech):
        form.refuse(field(question, part), message)
    _refuse_both(question, form, parts)
    return {_entry(question, part): value for part, value in parts.items()}


def _refuse_both(question: Question, form: Filled, parts: dict[str, Value]) -> None:
    """An answer, and "no answer" beside it: only the person knows which of them counts."""
    ticked = form.many(field(question, NONE))
    if question.kind == "multiple":
        ticked = [one for one in form.many(field(question)) if one == NO_ANSWER]
    if any(ticked) and parts.get("") is not None:
        form.refuse(
            field(question),
            say(
                "You have ticked “No answer”, but here is an answer. Send it again if it shall "
                "count, or take it away."
            ),
        )


def beside(question: Question) -> tuple[str, ...]:
    """The entries that `read` may give: all of them are replaced by what it gives."""
    return question.name, _entry(question, OTHER_WORDS)


def _entry(question: Question, part: str) -> str:
    return f"{question.name}:{part}" if part else question.name


def given(value: Value) -> bool:
    """Whether something was answered; "no answer" is nothing."""
    if isinstance(value, dict):
        return any(given(one) for one in value.values())
    return value is not None and value != "" and value != []


def fault(
    question: Question,
    value: Value,
    answers: Answers,
    language: str,
    today: dt.date | None = None,
) -> Message | None:
    """Why this value cannot be the answer; None where it can, and where there is no answer.

    `answers`: those that count, for `question.check`, and this question's own words for "other".
    """
    speech = voice(language, "")
    other = answers.get(_entry(question, OTHER_WORDS))
    for _part, message in _faults(question, value, other, speech):
        return message
    if not given(value) or _holds(question, value, answers, today):
        return None
    return own_message(speech.text(question.check_message)) or say(
        "This answer does not fit. Please check it."
    )


def _faults(
    question: Question, value: Value, other: Value, speech: Voice
) -> Iterator[tuple[str, Message]]:
    if given(value):
        yield from _KINDS[question.kind].way.faults(question, value, other, speech)


def _holds(question: Question, value: Value, answers: Answers, today: dt.date | None) -> bool:
    """A check that is no expression, which only a draft can have, refuses nothing."""
    try:
        return expressions.holds(question.check, answers, value, today)
    except Refused:
        return True


def missing(question: Question, answers: Answers, language: str = "") -> Message | None:
    """What is said to somebody who has not answered a question that must be; else None."""
    value = answers.get(question.name)
    if not question.required or question.kind in SILENT:
        return None
    if question.kind == "matrix":
        rows = value if isinstance(value, dict) else {}
        if all(row.name in rows for row in question.rows):
            return None
        default = say("Please answer each row.")
    else:
        if given(value):
            return None
        default = say("Please answer this question.")
    return own_message(voice(language, "").text(question.required_message)) or default


def own_message(text: str) -> Message | None:
    """A sentence that somebody wrote for their questionnaire: nothing translates it."""
    return Message("%(text)s", params={"text": text}) if text else None


def words(
    questionnaire: Questionnaire, question: Question, value: Value, language: str, answers: Answers
) -> str:
    """The answer in words of this language; empty where there is none."""
    speech = voice(language, questionnaire.original)
    if value is None and question.name in answers:
        return speech.words(say("No answer"))
    if not given(value):
        return ""
    other = answers.get(_entry(question, OTHER_WORDS))
    return _KINDS[question.kind].way.words(question, value, other, speech)
