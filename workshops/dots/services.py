"""The vote as a whole: its rule, its ballot, and measures that come back to it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.database import gate
from app.refused import Missing, Refused, say
from workshops.agenda.room import STEP, RoomStep, room_changed
from workshops.dots.placing import store
from workshops.dots.rules import MOST_ON_ONE, SCOPES, Ballot, Rule, proposed_allowance
from workshops.journal.said import did
from workshops.measures.candidates import family_of, measures_by_field
from workshops.models import BallotLine, Dots, Measure, Step, VoteRule

VISIBLE = (Measure.state == "approved", Measure.deleted_at.is_(None))


def prepare_vote(session: Session, step: RoomStep) -> None:
    """A vote step was added to an agenda: it gets the usual rule, its allowance still open."""
    session.add(VoteRule(step_id=step.id, scope="field", allowance=None, most=MOST_ON_ONE))
    session.flush()


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


def rule_of(session: Session, step: RoomStep) -> Rule:
    """The rule of a vote; before the opening, with the allowance that would be proposed now."""
    row = session.execute(
        select(VoteRule.scope, VoteRule.allowance, VoteRule.most).where(VoteRule.step_id == step.id)
    ).one()
    allowance = row.allowance or proposed_allowances(session, step.workshop_id)[row.scope]
    return Rule(row.scope, allowance, row.most)


def proposed_allowances(session: Session, workshop_id: int) -> dict[str, int]:
    """Scope -> the allowance that would be proposed if the vote opened now."""
    counts = Counter(measures_by_field(session, workshop_id).values())
    return {scope: proposed_allowance(counts.values(), scope) for scope in SCOPES}


def open_vote(session: Session, step: RoomStep) -> None:
    """Fix the rule and put all approved measures on the ballot.

    Raises:
        Refused: there is nothing to vote on.
    """
    rule = rule_of(session, step)
    session.execute(
        update(VoteRule).where(VoteRule.step_id == step.id).values(allowance=rule.allowance)
    )
    _add_lines(session, step, measures_by_field(session, step.workshop_id))
    if not session.scalar(select(BallotLine.step_id).where(BallotLine.step_id == step.id).limit(1)):
        raise Refused(say("There is no measure to vote on yet. Approve or add one first."))


def _add_lines(session: Session, step: RoomStep, fields: Mapping[int, int]) -> None:
    """Add the measures that are not on the ballot yet, each under its field; takes none away."""
    query = select(BallotLine.measure_id).where(BallotLine.step_id == step.id)
    there = set(session.scalars(query))
    for measure_id, field_id in fields.items():
        if measure_id not in there:
            session.add(BallotLine(step_id=step.id, measure_id=measure_id, field_id=field_id))
    session.flush()


def put_on_ballots(session: Session, measure_ids: Collection[int]) -> None:
    """Measures were approved or brought back: onto the open ballots of their workshop, its
    groups and its plenary, with their dots.

    A person who has meanwhile placed the freed dots elsewhere keeps them there; only what still
    fits comes back. The gates are shut whatever state the votes are in, so that a vote that opens
    at this moment does not miss the measures.
    """
    own = family_of(select(Measure.workshop_id).where(Measure.id.in_(measure_ids)))
    lines = select(BallotLine.step_id).where(BallotLine.measure_id.in_(measure_ids))
    votes = (
        select(*STEP)
        .join(VoteRule, VoteRule.step_id == Step.id)
        .where(or_(Step.workshop_id.in_(own), Step.id.in_(lines)))
        .order_by(Step.id)
    )
    for workshop_id in sorted({row.workshop_id for row in session.execute(votes)}):
        gate.shut(session, workshop_id)
    for row in session.execute(votes).all():
        step = RoomStep(*row)
        if step.state == "open":
            approved = measures_by_field(session, step.workshop_id)
            _add_lines(session, step, {m: f for m, f in approved.items() if m in measure_ids})
        _give_back(session, step, measure_ids)


def _give_back(session: Session, step: RoomStep, measure_ids: Collection[int]) -> None:
    """Cut the dots on these measures down to what each person has left beside them."""
    fields = ballot_fields(session, step.id)
    touched = select(Dots.participant_id).where(
        Dots.step_id == step.id, Dots.measure_id.in_(measure_ids)
    )
    rows = session.execute(
        select(Dots.participant_id, Dots.measure_id, Dots.count)
        .where(Dots.step_id == step.id, Dots.participant_id.in_(touched))
        .order_by(Dots.measure_id)
    )
    people: dict[int, dict[int, int]] = defaultdict(dict)
    for participant_id, measure_id, count in rows:
        if measure_id in fields:
            people[participant_id][measure_id] = count
    rule = rule_of(session, step)
    for participant_id, placed in people.items():
        back = [measure_id for measure_id in placed if measure_id in measure_ids]
        kept = {m: n for m, n in placed.items() if m not in back}
        for measure_id in back:
            ballot = Ballot(rule, fields, kept)
            fits = ballot.restored(measure_id, fields[measure_id], placed[measure_id])
            if fits != placed[measure_id]:
                store(session, step.id, participant_id, measure_id, fits, known=True)
            kept[measure_id] = fits


def ballot_fields(session: Session, step_id: int) -> dict[int, int]:
    """Measure on the ballot -> its field; hidden measures are not on it."""
    rows = session.execute(
        select(BallotLine.measure_id, BallotLine.field_id)
        .join(Measure, Measure.id == BallotLine.measure_id)
        .where(BallotLine.step_id == step_id, *VISIBLE)
    )
    return {row.measure_id: row.field_id for row in rows}
