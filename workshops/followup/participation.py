"""How many events and people took part, and what they voted: only what nobody can be found by.

Counts come through `gathered`, which knows none of a vote that is not closed.
"""

from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from workshops.agenda.room import in_room
from workshops.followup.lines import Figures
from workshops.followup.rules import FEWEST
from workshops.gathering.events import gathered
from workshops.gathering.ranking import combined
from workshops.models import PaperBallot, Participant, Step, Workshop


@dataclass(frozen=True, slots=True)
class Participation:
    """Events that had people, and how many these were; None where they are fewer than five."""

    events: int
    people: int | None


def participation(session: Session, concept_id: int) -> Participation:
    """Of the workshops that the concept gathers; groups are a part of theirs."""
    people = [_people(session, id) for id in _events(session, concept_id)]
    total = sum(people)
    return Participation(sum(1 for n in people if n), total if total >= FEWEST else None)


def _events(session: Session, concept_id: int) -> list[int]:
    query = select(Workshop.id).where(
        Workshop.concept_id == concept_id,
        Workshop.parent_id.is_(None),
        Workshop.removed_at.is_(None),
        Workshop.gathered,
    )
    return list(session.scalars(query.order_by(Workshop.id)))


def _people(session: Session, workshop_id: int) -> int:
    """Who has joined, and who has voted on paper in a vote that is closed."""
    joined = session.scalar(select(func.count()).where(in_room(workshop_id))) or 0
    counted = exists().where(
        PaperBallot.participant_id == Participant.id,
        PaperBallot.step_id == Step.id,
        Step.state == "closed",
    )
    on_paper = select(func.count()).where(
        Participant.workshop_id == workshop_id, Participant.origin == "paper", counted
    )
    return joined + (session.scalar(on_paper) or 0)


def figures_of(session: Session, concept_id: int) -> dict[int, Figures]:
    """Measure -> its dots and voters over all events that the concept gathers.

    Votes of fewer than five people are left out, and so is whatever would let one of these be
    worked out from the sum. Source: docs/gathering.md.
    """
    votes = [v for v in gathered(session, concept_id).votes if v.voters >= FEWEST]
    return {
        row.measure_id: Figures(row.dots, row.voters, row.events)
        for row in combined(votes)
        if not row.withheld
    }
