"""What the workshops of a concept come to: events, people, languages, votes and ideas.

Nothing of an open vote is in here: only how many votes were held to their end.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from workshops.concepts.tree import concept_row
from workshops.models import Measure, PaperBallot, Participant, Step, Workshop
from workshops.process.report import Figures, Report
from workshops.process.rules import own_events
from workshops.process.shares import shares_of

_HELD = {"vote": "votes", "rate": "ratings"}  # kinds of steps -> what they are called here


@dataclass(frozen=True, slots=True)
class Head:
    """The concept that is reported on."""

    id: int
    name: str
    title: str
    language: str
    gathering: dict[str, Any]


def process(session: Session, name: str) -> tuple[Head, Report]:
    """The report on all workshops that the concept gathers from and that have had people, and on
    the events that the office has added.

    Raises:
        Missing: there is no such concept.
    """
    head = _head(session, name)
    workshops = _workshops(session, head.id)
    family = _families(session, [row.id for row in workshops])
    people = _people(session, family)
    paper = _on_paper(session, family)
    held = _held(session, family)
    ideas = _ideas(session, family)
    events = [
        Figures(
            title=row.title,
            date=row.date,
            place=row.place,
            languages=people[row.id],
            paper=paper[row.id],
            groups=sum(1 for parent in family.values() if parent == row.id) - 1,
            **held[row.id],
            **ideas[row.id],
        )
        for row in workshops
    ]
    there = tuple(event for event in events if event.people)
    return head, Report(there, own_events(head.gathering), shares_of(session, head.id, family))


def _head(session: Session, name: str) -> Head:
    row = concept_row(session, name)
    return Head(row.id, row.name, row.title, row.language, row.gathering)


def _workshops(session: Session, concept_id: int) -> Any:
    return session.execute(
        select(Workshop.id, Workshop.title, Workshop.place, Workshop.date)
        .where(
            Workshop.concept_id == concept_id,
            Workshop.parent_id.is_(None),
            Workshop.removed_at.is_(None),
            Workshop.gathered,
        )
        .order_by(func.coalesce(Workshop.date, dt.date.max), Workshop.id)
    ).all()


def _families(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Every workshop and every group in it -> the workshop."""
    rows = session.execute(
        select(Workshop.id, Workshop.parent_id).where(
            Workshop.parent_id.in_(ids), Workshop.removed_at.is_(None)
        )
    )
    return {id: id for id in ids} | {row.id: row.parent_id for row in rows}


def _people(session: Session, family: dict[int, int]) -> dict[int, Counter[str]]:
    """Workshop -> language -> people who have joined; in groups they are the same people."""
    rows = session.execute(
        select(Participant.workshop_id, Participant.language, func.count())
        .where(
            Participant.workshop_id.in_(set(family.values())),
            Participant.person_id.is_(None),
            Participant.origin != "paper",
            Participant.revoked_at.is_(None),
        )
        .group_by(Participant.workshop_id, Participant.language)
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for workshop_id, language, count in rows:
        found[workshop_id][language] = count
    return found


def _on_paper(session: Session, family: dict[int, int]) -> Counter[int]:
    """Workshop -> people who voted on paper, in a vote that is closed."""
    counted = exists().where(
        PaperBallot.participant_id == Participant.id,
        PaperBallot.step_id == Step.id,
        Step.state == "closed",
    )
    rows = session.execute(
        select(Participant.workshop_id, func.count())
        .where(
            Participant.workshop_id.in_(set(family.values())),
            Participant.origin == "paper",
            counted,
        )
        .group_by(Participant.workshop_id)
    )
    found: Counter[int] = Counter()
    for workshop_id, count in rows:
        found[workshop_id] = count
    return found


def _held(session: Session, family: dict[int, int]) -> dict[int, Counter[str]]:
    """Workshop -> votes and ratings that were closed in it and in its groups."""
    rows = session.execute(
        select(Step.workshop_id, Step.kind, func.count())
        .where(
            Step.workshop_id.in_(family),
            Step.kind.in_(_HELD),
            Step.state == "closed",
            Step.position >= 0,
        )
        .group_by(Step.workshop_id, Step.kind)
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for workshop_id, kind, count in rows:
        found[family[workshop_id]][_HELD[kind]] += count
    return found


def _ideas(session: Session, family: dict[int, int]) -> dict[int, Counter[str]]:
    """Workshop -> how many ideas were proposed in it, approved, and put together with others."""
    rows = session.execute(
        select(
            Measure.workshop_id,
            Measure.state,
            Measure.merged_into_id.is_not(None),
            func.count(),
        )
        .where(Measure.workshop_id.in_(family), Measure.state != "withdrawn")
        .group_by(Measure.workshop_id, Measure.state, Measure.merged_into_id.is_not(None))
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for workshop_id, state, merged, count in rows:
        here = found[family[workshop_id or 0]]
        here["proposed"] += count
        here["approved"] += count if state == "approved" else 0
        here["merged"] += count if state == "approved" and merged else 0
    return found
