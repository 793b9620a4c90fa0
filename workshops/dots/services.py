"""The vote as a whole: its rule, its ballot, and measures that come back to it."""

from collections import Counter
from collections.abc import Collection, Mapping

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from app.database import gate
from app.refused import Missing, Refused, say
from workshops.agenda.room import STEP, RoomStep, room_changed
from workshops.dots.back import give_back
from workshops.dots.effective import Line, root_of, stands
from workshops.dots.lines import VISIBLE, ballot_fields, lines_of
from workshops.dots.rules import MOST_ON_ONE, SCOPES, Rule, proposed_allowance
from workshops.dots.scope import Scope, candidates
from workshops.journal.services import did, noted
from workshops.measures.candidates import family_of, fields_of_nodes, measures_by_field
from workshops.models import BallotLine, Dots, Measure, Participant, Step, VoteRule

__all__ = [
    "VISIBLE",
    "ballot_fields",
    "open_vote",
    "prepare_lines",
    "prepare_vote",
    "proposed_allowances",
    "put_on_ballots",
    "rule_of",
    "turn_lines",
]


def prepare_vote(session: Session, step: RoomStep) -> None:
    """A vote step was added to an agenda: it gets the usual rule, its allowance still open."""
    session.add(VoteRule(step_id=step.id, scope="field", allowance=None, most=MOST_ON_ONE))
    session.flush()


def rule_of(session: Session, step: RoomStep) -> Rule:
    """The rule of a vote; before the opening, with the allowance that would be proposed now."""
    row = session.execute(
        select(VoteRule.scope, VoteRule.allowance, VoteRule.most).where(VoteRule.step_id == step.id)
    ).one()
    return Rule(row.scope, row.allowance or _proposed(session, step)[row.scope], row.most)


def _proposed(session: Session, step: RoomStep, scope: Scope | None = None) -> dict[str, int]:
    counts = Counter(candidates(session, step, scope).values())
    return {scope: proposed_allowance(counts.values(), scope) for scope in SCOPES}


def proposed_allowances(session: Session, workshop_id: int) -> dict[str, int]:
    """Scope -> the allowance that would be proposed if a vote on all measures opened now."""
    counts = Counter(measures_by_field(session, workshop_id).values())
    return {scope: proposed_allowance(counts.values(), scope) for scope in SCOPES}


def open_vote(session: Session, step: RoomStep) -> None:
    """Fix the rule, and put the measures of its scope on the ballot.

    Opened again after closing, it loses no measure. After its opening was undone, it takes the
    measures of its present scope, with the dots that rested on them.

    Raises:
        Refused: there is nothing to vote on.
    """
    rule = rule_of(session, step)
    session.execute(
        update(VoteRule).where(VoteRule.step_id == step.id).values(allowance=rule.allowance)
    )
    if step.state == "waiting":
        turn_lines(session, step, candidates(session, step), others_off=True)
    else:
        _join(session, step, measures_by_field(session, step.workshop_id))
    if not ballot_fields(session, step.id):
        raise Refused(say("There is no measure to vote on yet. Approve or add one first."))
    _send_away(session, step)


def prepare_lines(session: Session, step: RoomStep) -> dict[int, int]:
    """Number the measures of a vote that is not open yet, to print them: measure -> number.

    The numbers stay, whatever comes and goes until the vote opens, and afterwards.
    """
    gate.shut(session, step.workshop_id)
    if step.state == "waiting":
        turn_lines(session, step, candidates(session, step), others_off=True)
    rows = session.execute(
        select(BallotLine.measure_id, BallotLine.number)
        .join(Measure, Measure.id == BallotLine.measure_id)
        .where(BallotLine.step_id == step.id, BallotLine.off.is_(False), *VISIBLE)
        .order_by(BallotLine.number)
    )
    return {row.measure_id: row.number for row in rows}


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


def _send_away(session: Session, step: RoomStep) -> None:
    """Dots of people who may not vote any more: the opening was undone, then another group chosen.

    The journal keeps them, for undoing this opening.
    """
    eligible = select(VoteRule.eligible_id).where(VoteRule.step_id == step.id)
    group_id = session.scalar(eligible)
    if group_id in (None, step.workshop_id):
        return
    rows = session.execute(
        select(Dots.participant_id, Dots.measure_id, Dots.count)
        .join(Participant, Participant.id == Dots.participant_id)
        .where(Dots.step_id == step.id, Participant.origin != "paper")
        .where(or_(Participant.group_id.is_(None), Participant.group_id != group_id))
    ).all()
    for participant_id, measure_id, count in rows:
        key = (step.id, participant_id, measure_id)
        noted(session, "dots", key, {"count": count}, None)
        session.execute(
            delete(Dots).where(
                Dots.step_id == step.id,
                Dots.participant_id == participant_id,
                Dots.measure_id == measure_id,
            )
        )


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
            _join(session, step, measure_ids)
        _stand_for_sources(session, step, measure_ids)
        give_back(session, step.id, rule_of(session, step), measure_ids if back is None else back)


def _join(session: Session, step: RoomStep, measure_ids: Collection[int]) -> None:
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


def set_rule(
    session: Session,
    workshop_id: int,
    step_id: int,
    *,
    scope: str,
    allowance: int | None,
    most: int,
) -> None:
    """Change the dot rule. Without an allowance, it is proposed when the vote opens.

    Raises:
        Refused: the vote has been opened: people have placed dots under the present rule.
        Missing: not a vote step of this workshop.
    """
    gate.shut(session, workshop_id)
    state = session.scalar(
        select(Step.state)
        .join(VoteRule, VoteRule.step_id == Step.id)
        .where(Step.id == step_id, Step.workshop_id == workshop_id)
    )
    if state is None:
        raise Missing
    if state != "waiting":
        raise Refused(say("The vote has begun under its rule. It cannot be changed any more."))
    session.execute(
        update(VoteRule)
        .where(VoteRule.step_id == step_id)
        .values(scope=scope, allowance=allowance, most=most)
    )
    did(session, say("The rule of the vote was changed"))
    room_changed(session, workshop_id)
