"""The vote as a whole: its rule, who may vote, and what stands on its ballot."""

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from app.database import gate
from app.refused import Missing, Refused, say
from workshops.agenda.kinds import title_of
from workshops.agenda.room import STEP, RoomStep, room_changed
from workshops.dots.allowances import proposed, proposed_allowances, rule_of
from workshops.dots.back import give_back
from workshops.dots.ballots import join, put_on_ballots, turn_lines
from workshops.dots.lines import VISIBLE, ballot_fields
from workshops.dots.rules import MOST_ON_ONE
from workshops.dots.scope import Scope, candidates
from workshops.journal.services import did, noted
from workshops.measures.candidates import measures_by_field
from workshops.models import (
    BallotLine,
    Dots,
    Measure,
    Participant,
    Step,
    VoteRule,
    Workshop,
    WorkshopNode,
)

__all__ = [
    "VISIBLE",
    "ballot_fields",
    "open_vote",
    "prepare_lines",
    "prepare_vote",
    "proposed_allowances",
    "put_on_ballots",
    "rule_of",
    "set_rule",
]

EVERYBODY = 0  # instead of a group


def prepare_vote(session: Session, step: RoomStep) -> None:
    """A vote step was added to an agenda: it gets the usual rule, its allowance still open."""
    session.add(VoteRule(step_id=step.id, scope="field", allowance=None, most=MOST_ON_ONE))
    session.flush()


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
        _send_away(session, step)
    else:
        join(session, step, measures_by_field(session, step.workshop_id))
    if not ballot_fields(session, step.id):
        raise Refused(say("There is no measure to vote on yet. Approve or add one first."))


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


def set_rule(
    session: Session,
    workshop_id: int,
    step_id: int,
    *,
    scope: str,
    allowance: int | None,
    most: int,
    ballot: Scope | None = None,
    group_id: int | None = None,
    seen: bool = False,
) -> None:
    """Change the rule of a vote, what it is on, and who votes; None leaves the last two as is.

    Without an allowance, it is proposed when the vote opens. While the vote is open nobody's dots
    are rewritten: what a smaller rule does not allow, and what lies on measures that leave the
    ballot, does not count. `seen`: the moderator knows what it does, see `effect_of`.

    Raises:
        Refused: the vote is open and its effect was not seen, it is closed, or the ballot would
            be empty; or who may vote is to change once it is open.
        Missing: not a vote step of this workshop, or a field, measure or group of another.
    """
    step = vote_step(session, workshop_id, step_id)
    if step.state == "closed":
        raise Refused(say("The vote is closed under its rule. Open it again to change the rule."))
    if step.state == "open" and not seen:
        raise Refused(say("The vote is open. See first what the change does to people’s dots."))
    _set_group(session, step, group_id)
    ballot = ballot or Scope.of(step.settings)
    check_scope(session, step, ballot)
    if step.state == "open" and allowance is None:
        allowance = proposed(session, step, ballot)[scope]
    session.execute(
        update(VoteRule)
        .where(VoteRule.step_id == step_id)
        .values(scope=scope, allowance=allowance, most=most)
    )
    _set_ballot(session, step, ballot)
    room_changed(session, workshop_id)
    did(session, say("The rule of “%(step)s” was changed", step=title_of(step)))


def vote_step(session: Session, workshop_id: int, step_id: int) -> RoomStep:
    """A vote of this workshop, while no dot is being placed.

    Raises:
        Missing: there is none.
    """
    gate.shut(session, workshop_id)
    row = session.execute(
        select(*STEP)
        .join(VoteRule, VoteRule.step_id == Step.id)
        .where(Step.id == step_id, Step.workshop_id == workshop_id)
    ).one_or_none()
    if row is None:
        raise Missing
    return RoomStep(*row)


def check_scope(session: Session, step: RoomStep, ballot: Scope) -> None:
    """
    Raises:
        Missing: a field or measure that this room does not have before it.
    """
    fields = select(WorkshopNode.node_id).where(WorkshopNode.workshop_id == step.workshop_id)
    if not set(ballot.fields) <= set(session.scalars(fields)):
        raise Missing
    known = {*measures_by_field(session, step.workshop_id), *Scope.of(step.settings).measures}
    if not set(ballot.measures) <= known:
        raise Missing


def _set_ballot(session: Session, step: RoomStep, ballot: Scope) -> None:
    """Keep what the vote is on; an open one takes its new measures, and lets the others go."""
    before = Scope.of(step.settings)
    if ballot == before:
        return
    settings = {**step.settings, **ballot.settings()}
    session.execute(update(Step).where(Step.id == step.id).values(settings=settings))
    if step.state != "open":
        return
    chosen = candidates(session, step, ballot)
    if not chosen:
        raise Refused(say("There would be no measure on the ballot."))
    came = turn_lines(session, step, chosen, others_off=True)
    give_back(session, step.id, rule_of(session, step), came)


def _set_group(session: Session, step: RoomStep, group_id: int | None) -> None:
    present = session.scalar(select(VoteRule.eligible_id).where(VoteRule.step_id == step.id))
    if group_id is None or (group_id or None) == present:
        return
    if step.state != "waiting":
        raise Refused(say("Who votes is fixed once the vote has been opened."))
    groups = select(Workshop.id).where(
        Workshop.parent_id == step.workshop_id, Workshop.removed_at.is_(None)
    )
    if group_id != EVERYBODY and group_id not in set(session.scalars(groups)):
        raise Missing
    session.execute(
        update(VoteRule).where(VoteRule.step_id == step.id).values(eligible_id=group_id or None)
    )


def set_first(session: Session, workshop_id: int, step_id: int, *, first: int) -> None:
    """How many of a vote's first measures the decision is about: its results mark the cut there.

    Raises:
        Missing: not a vote of this workshop.
    """
    step = vote_step(session, workshop_id, step_id)
    if step.settings.get("first") == first:
        return
    session.execute(
        update(Step).where(Step.id == step_id).values(settings={**step.settings, "first": first})
    )
    room_changed(session, workshop_id)
    did(
        session,
        say(
            "The result of “%(step)s” is about the first %(first)d",
            step=title_of(step),
            first=first,
        ),
    )
