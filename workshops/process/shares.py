"""Shares that a survey asked for, such as women or people with a migration background.

There are no surveys yet, and so no shares: nothing is guessed. Surveys will give them here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.refused import Message


@dataclass(frozen=True, slots=True)
class Shares:
    """What was asked, and how many people gave each answer: not all of it may be told."""

    question: Message | str
    answers: Mapping[str, int]


def shares_of(session: Session, concept_id: int) -> tuple[Shares, ...]:
    """What the surveys of a concept asked for its process report: nothing yet."""
    return ()
