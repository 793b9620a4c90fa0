"""Shares that a survey asked for, such as women or people with a migration background.

There are no surveys yet, and so no shares: nothing is guessed. Surveys will give them here.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.refused import Message
from workshops.process.withholding import Shown, shown_parts


@dataclass(frozen=True, slots=True)
class Share:
    """One answer to a question, and how many gave it."""

    answer: Message | str
    people: Shown


@dataclass(frozen=True, slots=True)
class Shares:
    """What was asked, and how many answered."""

    question: Message | str
    people: int
    answers: tuple[Share, ...]


def shares(question: Message | str, answers: dict[str, int]) -> Shares:
    """A question with its answers and how many gave each, as it may be shown."""
    told = shown_parts(list(answers.values()))
    found = tuple(Share(answer, number) for answer, number in zip(answers, told, strict=True))
    return Shares(question, sum(answers.values()), found)


def shares_of(session: Session, concept_id: int) -> tuple[Shares, ...]:
    """What the surveys of a concept asked for its process report: nothing yet."""
    return ()
