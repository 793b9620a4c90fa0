"""Which questions somebody sees, and which page comes next.

All of it follows from the questionnaire, the answers so far and the day: nothing is remembered, so
a changed answer changes the rest at once. An answer whose question is hidden is never thrown away:
it only does not count, and stands there again when the question does. Pure.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.refused import Refused
from surveys import expressions
from surveys.piping import piped
from surveys.questionnaire import Answers, Question, Questionnaire, Section, Value

__all__ = [
    "Screen",
    "effective",
    "heads",
    "next_screen",
    "order",
    "piped",
    "previous_screen",
    "progress",
    "screens",
    "shown_screens",
    "visible",
]


@dataclass(frozen=True, slots=True)
class Screen:
    """What is asked on one page. `first`: of its section; see also `heads`."""

    section: Section
    questions: tuple[Question, ...]
    first: bool


def screens(questionnaire: Questionnaire) -> tuple[Screen, ...]:
    """All pages in their order. A statement stands with the question after it; calculations stand
    nowhere."""
    return tuple(screen for section in questionnaire.sections for screen in _pages(section))


def _pages(section: Section) -> Iterator[Screen]:
    first = True
    page: list[Question] = []
    asked = [one for one in section.questions if one.kind != "calculation"]
    for number, question in enumerate(asked, 1):
        page.append(question)
        if number == len(asked) or not (section.together or question.kind == "statement"):
            yield Screen(section, tuple(page), first)
            first, page = False, []


def visible(
    questionnaire: Questionnaire, answers: Answers, today: dt.date | None
) -> frozenset[str]:
    """Names of the questions that are shown now, and of the calculations that count.

    A condition reads what `effective` tells: the answer of a hidden question is no answer. A
    condition that is no expression, which only a draft can have, hides nothing.
    """
    return _run(questionnaire, answers, today)[0]


def effective(
    questionnaire: Questionnaire, answers: Answers, today: dt.date | None
) -> dict[str, Value]:
    """The answers that count: those of the visible questions, with what stands beside them
    ("name:other", "name:note"), and what calculations give."""
    return _run(questionnaire, answers, today)[1]


def _run(
    questionnaire: Questionnaire, answers: Answers, today: dt.date | None
) -> tuple[frozenset[str], dict[str, Value]]:
    """From the first question to the last: what is visible, and the answers that count."""
    seen = set()
    known: dict[str, Value] = {}
    for section in questionnaire.sections:
        if not _holds(section.show_if, known, today):
            continue
        for question in section.questions:
            if _holds(question.show_if, known, today):
                seen.add(question.name)
                _count(question, answers, known, today)
    return frozenset(seen), known


def _count(
    question: Question, answers: Answers, known: dict[str, Value], today: dt.date | None
) -> None:
    """Put the answer to a visible question, and what stands beside it, to what is known."""
    name = question.name
    if question.kind == "calculation":
        known[name] = _computed(question.formula, known, today)
    elif name in answers:
        known[name] = answers[name]
    for beside in (f"{name}:other", f"{name}:note"):
        if beside in answers:
            known[beside] = answers[beside]


def _holds(condition: str, known: Answers, today: dt.date | None) -> bool:
    """What is no expression hides nothing: `faults` tells the office, and it is not published."""
    try:
        return not condition or expressions.holds(condition, known, None, today)
    except Refused:
        return True


def _computed(formula: str, known: Answers, today: dt.date | None) -> Value:
    try:
        return expressions.computed(formula, known, today)
    except Refused:
        return ""


def shown_screens(
    questionnaire: Questionnaire, answers: Answers, today: dt.date | None
) -> list[int]:
    """Numbers (from 0, in `screens`) of the pages on which something is shown."""
    seen = visible(questionnaire, answers, today)
    return [
        number
        for number, screen in enumerate(screens(questionnaire))
        if any(question.name in seen for question in screen.questions)
    ]


def next_screen(
    questionnaire: Questionnaire, answers: Answers, at: int, today: dt.date | None
) -> int | None:
    """Number of the first page after `at` (-1: before the first) on which something is shown; None
    behind the last one."""
    return next((n for n in shown_screens(questionnaire, answers, today) if n > at), None)


def previous_screen(
    questionnaire: Questionnaire, answers: Answers, at: int, today: dt.date | None
) -> int | None:
    """Number of the last page before `at` on which something is shown; None before the first one.
    `at` may be the number of screens: behind the last one."""
    before = [n for n in shown_screens(questionnaire, answers, today) if n < at]
    return before[-1] if before else None


def progress(
    questionnaire: Questionnaire, answers: Answers, at: int, today: dt.date | None
) -> tuple[int, int]:
    """How many pages lie before `at`, of how many in all, as the answers are now."""
    found = shown_screens(questionnaire, answers, today)
    return sum(n < at for n in found), len(found)


def heads(questionnaire: Questionnaire, answers: Answers, at: int, today: dt.date | None) -> bool:
    """Whether this page shows the title and text of its section: it is the first page of it on
    which something is shown."""
    pages = screens(questionnaire)
    before = previous_screen(questionnaire, answers, at, today)
    return before is None or pages[before].section is not pages[at].section


def order(names: Sequence[str], seed: str, salt: str) -> list[str]:
    """These names in an order that is random for each seed, and always the same for one.

    `seed`: of the person; `salt`: of the question, so that each has an order of its own.
    """

    def place(name: str) -> bytes:
        return hashlib.sha256(f"{seed}\0{salt}\0{name}".encode()).digest()

    return sorted(names, key=place)
