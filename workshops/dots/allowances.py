"""The rule of a vote, and the allowance that is proposed for it until it opens."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshops.agenda.room import RoomStep
from workshops.dots.rules import SCOPES, Rule, proposed_allowance
from workshops.dots.scope import Scope, candidates, decided_of
from workshops.measures.candidates import measures_by_field
from workshops.models import VoteRule


def rule_of(session: Session, step: RoomStep) -> Rule:
    """The rule of a vote; before the opening, with the allowance that would be proposed now."""
    row = session.execute(
        select(VoteRule.scope, VoteRule.allowance, VoteRule.most).where(VoteRule.step_id == step.id)
    ).one()
    return Rule(row.scope, row.allowance or proposed(session, step)[row.scope], row.most)


def proposed(session: Session, step: RoomStep, scope: Scope | None = None) -> dict[str, int]:
    """ "field" and "step" -> the allowance that would be proposed for this ballot now."""
    counts = Counter(candidates(session, step, scope).values())
    return {scope: proposed_allowance(counts.values(), scope) for scope in SCOPES}


def proposed_allowances(session: Session, workshop_id: int) -> dict[str, int]:
    """Scope -> the allowance that would be proposed if a vote on all measures opened now."""
    there = measures_by_field(session, workshop_id)
    decided = decided_of(session, there)
    counts = Counter(field for measure, field in there.items() if measure not in decided)
    return {scope: proposed_allowance(counts.values(), scope) for scope in SCOPES}
