"""Opening a rating, and what one person says of one goal."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import gate
from app.refused import Missing, Refused, say
from workshops.agenda.room import RoomStep, screens_changed
from workshops.models import Criterion, Node, Participant, RatedGoal, Rating, Step, Workshop
from workshops.participants.guest import Guest
from workshops.participants.services import BLOCKED
from workshops.ratings.criteria import KIND, active_criteria
from workshops.ratings.goals import candidates
from workshops.ratings.rules import check_value


def open_rating(session: Session, step: RoomStep) -> None:
    """Fix the goals at the first opening; after that the list stays, whoever edits the concept.

    Raises:
        Refused: there is no goal, or no criterion.
    """
    if not active_criteria(session, step.id):
        raise Refused(say("There is no criterion to rate by. Add one first."))
    if step.state == "waiting":
        _fix_goals(session, step)
    lines = (
        select(RatedGoal.node_id)
        .join(Node, Node.id == RatedGoal.node_id)
        .where(RatedGoal.step_id == step.id, RatedGoal.off.is_(False), Node.deleted_at.is_(None))
    )
    if session.scalar(lines.limit(1)) is None:
        raise Refused(say("There is no goal to rate. Choose fields for this workshop first."))


def _fix_goals(session: Session, step: RoomStep) -> None:
    """Those of an opening that was undone stand there already, with people's ratings."""
    there = {
        goal.node_id: goal
        for goal in session.scalars(select(RatedGoal).where(RatedGoal.step_id == step.id))
    }
    wanted = candidates(session, step.workshop_id)
    for position, node_id in enumerate(wanted):
        goal = there.get(node_id)
        if goal is None:
            session.add(RatedGoal(step_id=step.id, node_id=node_id, position=position, off=False))
        else:
            goal.position, goal.off = position, False
    for node_id, goal in there.items():
        if node_id not in wanted:
            goal.off = True
    session.flush()


def rate(session: Session, who: Guest, *, node_id: int, values: Mapping[int, int]) -> None:
    """Set what one person says of one goal: criterion -> 1 to 5, or 0 for "no opinion".

    Each value is absolute, so a repeated request changes nothing; criteria that are not named stay
    as they are. Follows: console and projector hear of the turnout.

    Raises:
        Refused: not such a value, or the rating is not open.
        Missing: the goal or a criterion is none of this rating, or the participant is gone.
    Source: docs/rating.md, "A rating".
    """
    for value in values.values():
        check_value(value)
    gate.enter(session, who.workshop_id)
    step_id = _open_rating(session, who)
    _check_line(session, step_id, node_id, values)
    rows = {
        row.criterion_id: row
        for row in session.scalars(
            select(Rating).where(
                Rating.step_id == step_id,
                Rating.participant_id == who.id,
                Rating.node_id == node_id,
                Rating.criterion_id.in_(values),
            )
        )
    }
    answered = False
    for criterion_id, value in values.items():
        row = rows.get(criterion_id)
        if row is not None:
            row.value = value
            continue
        answered = True
        session.add(
            Rating(
                step_id=step_id,
                participant_id=who.id,
                node_id=node_id,
                criterion_id=criterion_id,
                value=value,
            )
        )
    session.flush()
    if answered:
        screens_changed(session, who.workshop_id)


def _open_rating(session: Session, who: Guest) -> int:
    """The step that the room is in. The participant is locked, so that their own taps queue."""
    person = session.execute(
        select(Participant.revoked_at)
        .where(Participant.id == who.id, Participant.workshop_id == who.workshop_id)
        .with_for_update()
    ).one_or_none()
    if person is None:
        raise Missing
    if person.revoked_at is not None:
        raise Refused(BLOCKED, 403)
    here = (Step.workshop_id == Workshop.id) & (Step.position == Workshop.position)
    row = session.execute(
        select(Step.id, Step.kind, Step.state)
        .join(Workshop, here)
        .where(Workshop.id == who.workshop_id)
    ).one_or_none()
    if row is None or row.kind != KIND:
        raise Refused(say("The room is in another step now. Your ratings are kept as they were."))
    if row.state != "open":
        raise Refused(say("The rating is not open. Your ratings are kept as they were."))
    return int(row.id)


def _check_line(session: Session, step_id: int, node_id: int, values: Mapping[int, int]) -> None:
    goal = select(RatedGoal.node_id).join(Node, Node.id == RatedGoal.node_id)
    goal = goal.where(
        RatedGoal.step_id == step_id,
        RatedGoal.node_id == node_id,
        RatedGoal.off.is_(False),
        Node.deleted_at.is_(None),
    )
    known = select(func.count()).where(
        Criterion.step_id == step_id, Criterion.id.in_(values), Criterion.position >= 0
    )
    if session.scalar(goal) is None or session.scalar(known) != len(values):
        raise Missing
