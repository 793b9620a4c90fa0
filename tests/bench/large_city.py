"""Ten workshops with two thousand voters on a concept as large as a city's."""

import random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.bench.large_concept import a_large_concept
from tests.builders import NOW
from workshops.concepts.rows import insert_rows
from workshops.models import (
    BallotLine,
    Concept,
    Dots,
    Measure,
    Node,
    Participant,
    Step,
    VoteRule,
    Workshop,
    WorkshopNode,
)

WORKSHOPS, VOTERS, ALLOWANCE = 10, 200, 10


def a_large_city(session: Session) -> str:
    """The concept's name. Every workshop has voted on all measures, ten dots a person."""
    name = a_large_concept(session)
    concept_id = session.scalars(select(Concept.id).where(Concept.name == name)).one()
    here = select(Node.id).where(Node.concept_id == concept_id)
    fields = session.scalars(here.where(Node.parent_id.is_(None)).order_by(Node.position)).all()
    measures = session.scalars(select(Measure.id).where(Measure.node_id.in_(here))).all()
    for number in range(WORKSHOPS):
        _vote(session, concept_id, list(fields), list(measures), random.Random(number), number)
    return name


def _vote(
    session: Session,
    concept_id: int,
    fields: list[int],
    measures: list[int],
    chance: random.Random,
    number: int,
) -> None:
    """A workshop whose vote is closed; some measures please more than others."""
    workshop = Workshop(
        code=f"LARGE{number}",
        concept_id=concept_id,
        title=f"Workshop {number + 1}",
        place="",
        date=NOW.date(),
        languages=["de"],
        approve_first=True,
        position=0,
        projector_token=f"{number:064x}",
        created_at=NOW,
        parent_id=None,
        removed_at=None,
        timer_ends_at=None,
        timer_left=None,
    )
    session.add(workshop)
    session.flush()
    step = Step(workshop_id=workshop.id, position=0, title=None, kind="vote", state="closed")
    session.add(step)
    session.flush()
    session.add(
        VoteRule(step_id=step.id, scope="step", allowance=ALLOWANCE, most=2, eligible_id=None)
    )
    nodes = [
        {"workshop_id": workshop.id, "node_id": field, "position": n}
        for n, field in enumerate(fields)
    ]
    session.execute(insert(WorkshopNode), nodes)
    lines = [
        {"step_id": step.id, "measure_id": measure, "field_id": fields[n % len(fields)]}
        for n, measure in enumerate(measures)
    ]
    session.execute(insert(BallotLine), lines)
    people = [
        {
            "workshop_id": workshop.id,
            "key": f"{number}-{n}",
            "number": n + 1,
            "language": "de",
            "joined_at": NOW,
        }
        for n in range(VOTERS)
    ]
    given: list[dict[str, Any]] = []
    for person in insert_rows(session, Participant, people):
        liked = {measures[int(len(measures) * chance.random() ** 2)] for _ in range(ALLOWANCE)}
        given += [
            {"step_id": step.id, "participant_id": person, "measure_id": measure, "count": 1}
            for measure in liked
        ]
    session.execute(insert(Dots), given)
