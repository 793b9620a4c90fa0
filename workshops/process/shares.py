"""Shares that surveys asked for, such as women or people with a migration background.

Questions about the person, of the surveys that belong to a concept or were steps of its workshops:
nothing is guessed. How much of it is told says withholding.py.
"""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import public
from workshops.models import Step


def shares_of(
    session: Session, concept_id: int, workshops: Collection[int]
) -> tuple[public.Shares, ...]:
    """What the surveys of a concept, and of the steps of these workshops, say of people."""
    query = select(Step.id).where(
        Step.workshop_id.in_(workshops), Step.kind == "survey", Step.position >= 0
    )
    return public.shares(session, concept_id, session.scalars(query).all())
