"""Workshops that work on entries or measures: named before these are deleted."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from workshops.models import BallotLine, RatedGoal, Step, Workshop, WorkshopNode


@dataclass(frozen=True, slots=True)
class UsedIn:
    """A workshop that works on something. `voting`: it stands on the ballot of an open vote."""

    code: str
    title: str
    voting: bool


def used_in(
    session: Session, nodes: Collection[int], measures: Collection[int]
) -> tuple[UsedIn, ...]:
    """The workshops that have one of these entries as a field, or one of them or of the measures
    before their people at this moment: those with an open vote first, then the latest. What a
    group works on, its workshop does."""
    event = aliased(Workshop)
    voted = Workshop.id.in_(_ballots(nodes, measures))
    chosen = select(WorkshopNode.workshop_id).where(WorkshopNode.node_id.in_(nodes))
    at_work = or_(voted, Workshop.id.in_(chosen), Workshop.id.in_(_ratings(nodes)))
    voting = func.max(case((voted, 1), else_=0))
    query = (
        select(event.code, event.title, voting)
        .join(Workshop, event.id == func.coalesce(Workshop.parent_id, Workshop.id))
        .where(at_work, Workshop.removed_at.is_(None), event.removed_at.is_(None))
        .group_by(event.id, event.code, event.title)
        .order_by(voting.desc(), event.id.desc())
    )
    return tuple(UsedIn(code, title, bool(open)) for code, title, open in session.execute(query))


def _ballots(nodes: Collection[int], measures: Collection[int]) -> Any:
    on_it = or_(BallotLine.field_id.in_(nodes), BallotLine.measure_id.in_(measures))
    query = select(Step.workshop_id).join(BallotLine, BallotLine.step_id == Step.id)
    return query.where(on_it, BallotLine.off.is_(False), _open())


def _ratings(nodes: Collection[int]) -> Any:
    query = select(Step.workshop_id).join(RatedGoal, RatedGoal.step_id == Step.id)
    return query.where(RatedGoal.node_id.in_(nodes), RatedGoal.off.is_(False), _open())


def _open() -> ColumnElement[bool]:
    return (Step.state == "open") & (Step.position >= 0)
