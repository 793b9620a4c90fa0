"""Where a measure stands on the ballots of rooms that knew only what is merged into it.

A target takes the place of its sources on every ballot, or what lay on them would count nowhere.
It is kept with the target which ballots it has come onto in this way, so that it leaves them again
together with its sources, and each vote is again what it was.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.database import gate
from workshops.agenda.room import STEP, RoomStep
from workshops.dots.ballots import turn_lines
from workshops.journal.services import noted
from workshops.merging.forest import tree_of
from workshops.models import BallotLine, Dots, Measure, Step, VoteRule

JOINED = "joined"  # in a measure's `unmerged`: steps onto whose ballots it came by merging


def stand_in(session: Session, target: Measure) -> None:
    """Onto the ballots on which what is merged into it stands, under the field of the first of
    them: so whatever a person had placed finds the same room as before."""
    fields: dict[int, int] = {}
    for line in _lines(session, tree_of(session, [target.id])):
        fields.setdefault(line.step_id, line.field_id)
    there = {line.step_id for line in _lines(session, [target.id])}
    steps = _votes(session, fields.keys() - there)
    for step in steps:
        known = session.get(BallotLine, (step.id, target.id)) is not None
        turn_lines(session, step, {target.id: fields[step.id]})
        before = {"off": True} if known else None
        noted(session, "ballot_lines", (step.id, target.id), before, {"off": False})
    if steps:
        own: Mapping[str, Any] = target.unmerged or {}
        joined = {*own.get(JOINED, ()), *(step.id for step in steps)}
        target.unmerged = {**own, JOINED: sorted(joined)}
        session.flush()


def stand_down(session: Session, target: Measure, joined: Collection[int]) -> None:
    """Off those of the ballots in `joined` on which nothing stands any more that is merged into
    it, unless somebody has placed dots on it there since."""
    left = {line.step_id for line in _lines(session, tree_of(session, [target.id]))}
    for step in _votes(session, set(joined) - left):
        line = session.get(BallotLine, (step.id, target.id))
        given = exists().where(Dots.step_id == step.id, Dots.measure_id == target.id)
        if line is not None and not line.off and not session.scalar(select(given)):
            line.off = True
            noted(session, "ballot_lines", (step.id, target.id), {"off": False}, {"off": True})
    session.flush()


def _lines(session: Session, measure_ids: Collection[int]) -> Sequence[BallotLine]:
    """Their lines on ballots, but those that were taken off."""
    query = select(BallotLine).where(
        BallotLine.measure_id.in_(measure_ids), BallotLine.off.is_(False)
    )
    return session.scalars(query.order_by(BallotLine.step_id, BallotLine.measure_id)).all()


def _votes(session: Session, ids: Collection[int]) -> list[RoomStep]:
    """These votes, while no dot is being placed in them."""
    query = select(*STEP).join(VoteRule, VoteRule.step_id == Step.id).where(Step.id.in_(ids))
    rooms = {row.workshop_id for row in session.execute(query)}
    for workshop_id in sorted(rooms):
        gate.shut(session, workshop_id)
    return [RoomStep(*row) for row in session.execute(query.order_by(Step.id))]
