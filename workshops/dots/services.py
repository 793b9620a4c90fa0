"""Placing dots, opening and closing the vote. The tally is always a query, never a counter."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from app.refused import Missing, Refused, say
from workshops.agenda.room import RoomStep, room_changed, screens_changed
from workshops.dots.rules import MOST_ON_ONE, Ballot, Rule, proposed_allowance
from workshops.measures.candidates import measures_by_field
from workshops.models import BallotLine, Dots, Measure, Participant, Step, VoteRule, Workshop
from workshops.participants.guest import Guest

VISIBLE = (Measure.state == "approved", Measure.deleted_at.is_(None))


@dataclass(frozen=True, slots=True)
class Placed:
    """What a phone shows after a dot: the measure, and what is left in its pool."""

    measure_id: int
    texts: dict[str, str]
    original: str  # the language it was written in
    field_id: int
    count: int
    most: int
    pool: int  # the field's id, 0 for a step-wide allowance
    left: int
    allowance: int


@dataclass(frozen=True, slots=True)
class _Judged:
    """A ballot as far as one dot needs it; `known`: the measure has a row already."""

    ballot: Ballot
    known: bool
    texts: dict[str, str]
    original: str


def place_dots(session: Session, who: Guest, *, measure_id: int, count: int) -> Placed:
    """Set how many of the participant's dots lie on one measure.

    `count` is absolute, so a repeated request changes nothing. The participant's row is locked,
    so parallel requests of one person are judged one after the other.
    Follows: console and projector hear of the turnout.

    Raises:
        Refused: allowance or limit exceeded, or the vote is not open.
        Missing: the measure never stood on this ballot, or the participant is gone.
    """
    step_id, rule = _open_vote(session, who)
    judged = _judged(session, step_id, who.id, rule, measure_id)
    ballot = judged.ballot
    before = ballot.dots.get(measure_id, 0)
    after = ballot.place(measure_id, count)
    if count != before:
        _store(session, step_id, who.id, measure_id, count, judged.known)
        screens_changed(session, who.workshop_id)
    field_id = ballot.fields[measure_id]
    pool = rule.pool(field_id)
    return Placed(
        measure_id,
        judged.texts,
        judged.original,
        field_id,
        count,
        rule.most,
        pool,
        after.left(pool),
        rule.allowance,
    )


def _open_vote(session: Session, who: Guest) -> tuple[int, Rule]:
    row = session.execute(
        select(Step.id, Step.state, VoteRule.scope, VoteRule.allowance, VoteRule.most)
        .join(Workshop, (Workshop.id == Step.workshop_id) & (Workshop.position == Step.position))
        .join(VoteRule, VoteRule.step_id == Step.id)
        .where(Step.workshop_id == who.workshop_id)
        .with_for_update(read=True, of=Step)
    ).one_or_none()
    if row is None or row.state != "open":
        raise Refused(say("The vote is closed. Your dots are counted as you placed them."))
    return row.id, Rule(row.scope, row.allowance, row.most)


def _judged(
    session: Session, step_id: int, participant_id: int, rule: Rule, measure_id: int
) -> "_Judged":
    locked = session.execute(
        select(Participant.id).where(Participant.id == participant_id).with_for_update()
    ).one_or_none()
    if locked is None:
        raise Missing
    mine = (Dots.step_id == step_id) & (Dots.participant_id == participant_id)
    rows = session.execute(
        select(
            BallotLine.measure_id,
            BallotLine.field_id,
            Dots.count.label("placed"),
            Measure.state,
            Measure.deleted_at,
            Measure.texts,
            Measure.language,
        )
        .join(Measure, Measure.id == BallotLine.measure_id)
        .outerjoin(Dots, mine & (Dots.measure_id == BallotLine.measure_id))
        .where(BallotLine.step_id == step_id)
        .where(or_(BallotLine.measure_id == measure_id, Dots.count.is_not(None)))
    ).all()
    tapped = next((row for row in rows if row.measure_id == measure_id), None)
    if tapped is None:
        raise Missing
    shown = [row for row in rows if row.state == "approved" and row.deleted_at is None]
    fields = {row.measure_id: row.field_id for row in shown}
    dots = {row.measure_id: row.placed for row in shown if row.placed}
    known = tapped.placed is not None
    return _Judged(Ballot(rule, fields, dots), known, tapped.texts, tapped.language)


def _store(
    session: Session, step_id: int, participant_id: int, measure_id: int, count: int, known: bool
) -> None:
    key = {"step_id": step_id, "participant_id": participant_id, "measure_id": measure_id}
    if not known:
        session.execute(insert(Dots).values(**key, count=count))
        return
    row = (
        Dots.step_id == step_id,
        Dots.participant_id == participant_id,
        Dots.measure_id == measure_id,
    )
    if count:
        session.execute(update(Dots).where(*row).values(count=count))
    else:
        session.execute(delete(Dots).where(*row))


# The vote as a whole


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
        ballot = _judged(session, step.id, participant_id, rule, measure_id).ballot
        others = {m: n for m, n in ballot.dots.items() if m != measure_id}
        fits = Ballot(rule, ballot.fields, others).restored(measure_id, field_id, count)
        if fits != count:
            _store(session, step.id, participant_id, measure_id, fits, known=True)
