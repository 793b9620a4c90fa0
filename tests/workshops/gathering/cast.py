"""A concept whose measures several workshops have voted on."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from tests.builders import Cast, ConceptCast, a_workshop, dots, guests
from workshops.agenda.services import close_step

Ballot = dict[int, int]
"""Measure -> dots of one person."""


def an_event(
    session: Session,
    /,
    concept: ConceptCast,
    ballots: Sequence[Ballot],
    *,
    title: str = "Integrationsworkshop",
    closed: bool = True,
    **more: Any,
) -> Cast:
    """A workshop in which as many people as ballots have voted."""
    rule: dict[str, Any] = {"scope": "step", "allowance": 10, "most": 5} | more
    cast = a_workshop(session, "vote", concept=concept, title=title, **rule)
    for guest, placed in zip(guests(session, cast, len(ballots)), ballots, strict=True):
        dots(session, cast, guest, placed)
    if closed:
        close_step(session, cast.id, cast.vote)
    return cast
