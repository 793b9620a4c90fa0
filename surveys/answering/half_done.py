"""What is half done, or does not fit: kept as it was typed, and no answer. Pure.

Beside the entries of a question stand those of what was typed last, where that cannot be the
answer: "goals" and "goals:draft". It is shown in the place of the answer, on every device, until
something that fits is sent; at the end, or when the run is closed, it is deleted.
"""

import json
from collections.abc import Mapping

from surveys.questionnaire import Answers, Question, Value
from surveys.questions import kinds
from surveys.questions.way import NOTE

SUFFIX = ":draft"
_MOST = 20_000  # characters of one question, as they are stored


def entries_of(question: Question) -> tuple[str, ...]:
    """All that can be typed at a question: the answer, words for "other", and a note."""
    return *kinds.beside(question), f"{question.name}:{NOTE}"


def names_of(question: Question) -> tuple[str, ...]:
    """The entries that hold what is half done."""
    return tuple(name + SUFFIX for name in entries_of(question))


def packed(question: Question, typed: Answers) -> dict[str, Value]:
    """What was typed, as it is kept; empty where it is far longer than any answer."""
    found = {name + SUFFIX: typed[name] for name in entries_of(question) if name in typed}
    return found if len(json.dumps(found)) <= _MOST else {}


def half_done(question: Question, answers: Answers) -> dict[str, Value]:
    """What was typed last and is no answer; empty where there is none."""
    kept = {name: name + SUFFIX for name in entries_of(question)}
    return {name: answers[draft] for name, draft in kept.items() if draft in answers}


def without(answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers alone."""
    return {name: value for name, value in answers.items() if not name.endswith(SUFFIX)}
