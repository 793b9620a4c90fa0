"""The vote as a whole: its rule, its ballot, and measures that come back to it."""

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.refused import Missing, Refused, say
from workshops.agenda.room import RoomStep, room_changed
from workshops.dots.placing import judged, store
from workshops.dots.rules import MOST_ON_ONE, Ballot, Rule, proposed_allowance
from workshops.measures.candidates import measures_by_field
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
    state = session.scalar(
        select(Step.state)
        .join(VoteRule, VoteRule.step_id == Step.id)
        .where(Step.id == step_id, Step.workshop_id == workshop_id)
        .with_for_update(of=Step)
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
    room_changed(session, workshop_id)


def rule_of(session: Session, step: RoomStep) -> Rule:
    """The rule of a vote; before the opening, with the allowance that would be proposed now."""
    row = session.execute(
        select(VoteRule.scope, VoteRule.allowance, VoteRule.most).where(VoteRule.step_id == step.id)
    ).one()
    allowance = row.allowance or _proposed(session, step.workshop_id, row.scope)
    return Rule(row.scope, allowance, row.most)


def _proposed(session: Session, workshop_id: int, scope: str) -> int:
    counts: dict[int, int] = {}
    for field_id in measures_by_field(session, workshop_id).values():
        counts[field_id] = counts.get(field_id, 0) + 1
    return proposed_allowance(counts.values(), scope)


def open_vote(session: Session, step: RoomStep) -> None:
    """Fix the rule and put all approved measures on the ballot.

    Raises:
        Refused: there is nothing to vote on.
    """
    rule = rule_of(session, step)
    session.execute(
        update(VoteRule).where(VoteRule.step_id == step.id).values(allowance=rule.allowance)
    )
    fill_ballot(session, step)
    if not session.scalar(select(BallotLine.step_id).where(BallotLine.step_id == step.id).limit(1)):
        raise Refused(say("There is no measure to vote on yet. Approve or add one first."))


def fill_ballot(session: Session, step: RoomStep) -> None:
    """Add the approved measures that are not on the ballot yet; takes none away."""
    query = select(BallotLine.measure_id).where(BallotLine.step_id == step.id)
    there = set(session.scalars(query))
    for measure_id, field_id in measures_by_field(session, step.workshop_id).items():
        if measure_id not in there:
            session.add(BallotLine(step_id=step.id, measure_id=measure_id, field_id=field_id))
    session.flush()


def put_on_ballots(session: Session, measure_id: int) -> None:
    """A measure was approved or brought back: onto its workshop's open ballot, its dots back to it.

    A person who has meanwhile placed the freed dots elsewhere keeps them there; only what still
    fits comes back to this measure. The vote steps are locked whatever their state, so that a
    vote that opens at this moment does not miss the measure.
    """
    own = select(Measure.workshop_id).where(Measure.id == measure_id).scalar_subquery()
    lines = select(BallotLine.step_id).where(BallotLine.measure_id == measure_id)
    steps = session.scalars(
        select(Step)
        .join(VoteRule, VoteRule.step_id == Step.id)
        .where(or_(Step.workshop_id == own, Step.id.in_(lines)))
        .order_by(Step.id)
        .with_for_update(of=Step)
        .execution_options(populate_existing=True)
    ).all()
    for step in steps:
        view = RoomStep(step.id, step.workshop_id, step.position, step.kind, step.state)
        if step.state == "open":
            fill_ballot(session, view)
        _give_back(session, view, measure_id)


def _give_back(session: Session, step: RoomStep, measure_id: int) -> None:
    rule = rule_of(session, step)
    rows = session.execute(
        select(Dots.participant_id, Dots.count, BallotLine.field_id)
        .join(
            BallotLine,
            (BallotLine.step_id == Dots.step_id) & (BallotLine.measure_id == Dots.measure_id),
        )
        .where(Dots.step_id == step.id, Dots.measure_id == measure_id)
    ).all()
    for participant_id, count, field_id in rows:
        ballot = judged(session, step.id, participant_id, rule, measure_id).ballot
        others = {m: n for m, n in ballot.dots.items() if m != measure_id}
        fits = Ballot(rule, ballot.fields, others).restored(measure_id, field_id, count)
        if fits != count:
            store(session, step.id, participant_id, measure_id, fits, known=True)
