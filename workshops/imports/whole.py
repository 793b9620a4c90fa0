"""What belongs to a concept as a whole: its title, and the parts of a council paper."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import say
from workshops.concepts.rows import locked_concept
from workshops.concepts.rules import filled
from workshops.journal.said import brief, did
from workshops.models import Concept


def edit_title(session: Session, name: str, *, title: str) -> None:
    """Give the concept another title. Its short name stays: addresses and scripts hold it."""
    concept = locked_concept(session, name)
    session.execute(update(Concept).where(Concept.id == concept.id).values(title=title))
    did(session, say("The concept is now called “%(title)s”", title=brief(title)))


def edit_parts(session: Session, name: str, *, parts: Mapping[str, Any]) -> None:
    """Give the concept these parts of a council paper, see snapshot.py; those that are not named
    stay as they are.

    Raises:
        Missing: there is no such concept.
    """
    concept = locked_concept(session, name)
    kept = session.scalar(select(Concept.parts).where(Concept.id == concept.id)) or {}
    now = filled({**kept, **parts})
    session.execute(update(Concept).where(Concept.id == concept.id).values(parts=now))
    did(session, say("Changed the texts of the council paper"))
