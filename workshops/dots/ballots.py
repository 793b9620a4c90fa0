"""Lines on the ballots of votes: how measures come onto them, and leave them."""

from collections.abc import Collection, Mapping

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.database import gate
from workshops.agenda.room import STEP, RoomStep
from workshops.dots.allowances import rule_of
from workshops.dots.back import give_back
from workshops.dots.effective import Line, root_of, stands
from workshops.dots.lines import lines_of
from workshops.dots.scope import Scope, candidates
from workshops.journal.services import noted
from workshops.measures.candidates import family_of, fields_of_nodes
from workshops.models import BallotLine, Measure, Step, VoteRule


def turn_lines(
    session: Session, step: RoomStep, chosen: Mapping[int, int], *, others_off: bool = False
) -> set[int]:
    """Put these measures (-> field) on the ballot, each with a number; returns those that came.

    `others_off` takes the others off it; their dots rest.
    """
    lines = {
        line.measure_id: line
        for line in session.scalars(select(BallotLine).where(BallotLine.step_id == step.id))
    }
    last = max((line.number for line in lines.values()), default=0)
    came = set()
    for measure_id, field_id in chosen.items():
        line = lines.get(measure_id)
        if line is None:
            line = BallotLine(step_id=step.id, measure_id=measure_id, field_id=field_id, off=True)
            session.add(line)
        if not line.number:
            last += 1
            line.number = last
        if line.off:
            came.add(measure_id)
            line.off = False
    for measure_id, line in lines.items():
        if others_off and measure_id not in chosen:
            line.off = True
    session.flush()
    return came


def put_on_ballots(
    session: Session, measure_ids: Collection[int], *, back: Collection[int] | None = None
) -> None:
    """Measures were approved, brought back, merged or taken apart: onto the ballots they belong to.

    A measure that others were merged into stands wherever one of these stood. Those in `back`
    (None: all) bring the dots that rested on them; a person who has meanwhile placed the freed
    dots elsewhere keeps them there, and only what still fits comes back. The gates are shut
    whatever state the votes are in, so that a vote that opens at this moment does not miss the
    measures.
    """
    family = family_of(select(Measure.workshop_id).where(Measure.id.in_(measure_ids)))
    sources = select(Measure.id).where(Measure.merged_into_id.in_(measure_ids))
    lines = select(BallotLine.step_id).where(
        or_(BallotLine.measure_id.in_(measure_ids), BallotLine.measure_id.in_(sources))
    )
    votes = (
        select(*STEP)
        .join(VoteRule, VoteRule.step_id == Step.id)
        .where(or_(Step.workshop_id.in_(family), Step.id.in_(lines)))
        .order_by(Step.id)
    )
    for workshop_id in sorted({row.workshop_id for row in session.execute(votes)}):
        gate.shut(session, workshop_id)
    for row in session.execute(votes).all():
        step = RoomStep(*row)
        if step.state == "waiting":
            continue
        if step.state == "open":
            join(session, step, measure_ids)
        _stand_for_sources(session, step, measure_ids)
        give_back(session, step.id, rule_of(session, step), measure_ids if back is None else back)


def join(session: Session, step: RoomStep, measure_ids: Collection[int]) -> None:
    """What belongs to the ballot of an open vote comes onto it. The best ones are chosen once."""
    if Scope.of(step.settings).source != "best":
        chosen = candidates(session, step)
        turn_lines(session, step, {m: f for m, f in chosen.items() if m in measure_ids})


def _stand_for_sources(session: Session, step: RoomStep, measure_ids: Collection[int]) -> None:
    """A merged measure takes its place where a source of it stood, under its own field."""
    lines = lines_of(session, step.id)
    fields: dict[int, int] = {}
    for measure_id, line in lines.items():
        root = root_of(lines, measure_id)
        if root != measure_id and root in measure_ids and line.on and not stands(lines, root):
            fields.setdefault(root, line.field_id)
    if not fields:
        return
    nodes = session.execute(select(Measure.id, Measure.node_id).where(Measure.id.in_(fields)))
    own = fields_of_nodes(session, step.workshop_id)
    places = {row.id: own.get(row.node_id, fields[row.id]) for row in nodes}
    before = {m: lines[m] for m in places}
    for measure_id in turn_lines(session, step, places):
        _note_line(session, step.id, measure_id, before[measure_id])


def _note_line(session: Session, step_id: int, measure_id: int, before: Line) -> None:
    """Also where the vote is another room's: the journal sees by itself only its own room's."""
    was = {"off": True} if before.field_id else None
    noted(session, "ballot_lines", (step_id, measure_id), was, {"off": False})
