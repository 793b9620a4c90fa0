"""A run-off: those who are practically tied stand against each other, in one click."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import Missing, Refused, say, say_n
from workshops.agenda.editing import insert_step
from workshops.agenda.room import Room, RoomStep, room
from workshops.agenda.services import go_to
from workshops.dots.scope import RUNOFF, Scope
from workshops.dots.services import vote_step
from workshops.journal.said import did
from workshops.models import VoteRule
from workshops.priorities.pages import Cut
from workshops.priorities.services import results_of

ALL_FIELDS = 0  # instead of a field: the tie is in the overall ranking


def run_off(session: Session, workshop_id: int, step_id: int, *, field_id: int) -> int:
    """Let the room vote again on the measures that are tied at this vote's cut; returns the step.

    It comes right after the present step, with the result behind it, and the room goes there.
    Everybody has one dot for each place that is still open, and at most one on a measure. A
    run-off of the same tie that has not been opened yet is not made twice.

    Raises:
        Missing: not a vote of this workshop. Refused: nothing is tied there (any more).
    """
    vote = vote_step(session, workshop_id, step_id)
    here = room(session, workshop_id)
    cut = _cut(session, here, vote, field_id)
    if cut is None or not cut.band.tied:
        raise Refused(say("Nothing is tied here. The result has changed since you saw it."))
    again = _waiting(here, vote, cut)
    if again is not None:
        go_to(session, workshop_id, again.position)
        return again.id
    made = _insert(session, here, vote, cut)
    go_to(session, workshop_id, here.position + 1)
    did(
        session,
        say_n(
            "A run-off among %(num)d measure was begun",
            "A run-off among %(num)d measures was begun",
            len(cut.band.tied),
        ),
    )
    return made


def _cut(session: Session, here: Room, vote: RoomStep, field_id: int) -> Cut | None:
    if vote.position < 0:
        raise Missing
    page = results_of(session, here, vote)
    if field_id == ALL_FIELDS:
        return page.cut
    return next((part.cut for part in page.fields if part.field.id == field_id), None)


def _waiting(here: Room, vote: RoomStep, cut: Cut) -> RoomStep | None:
    """A run-off of this tie that is on the agenda and was not opened yet."""
    for step in here.steps:
        same = step.settings.get("measures") == list(cut.band.tied)
        if step.state == "waiting" and step.settings.get(RUNOFF) == vote.id and same:
            return step
    return None


def _insert(session: Session, here: Room, vote: RoomStep, cut: Cut) -> int:
    settings = {
        **Scope("measures", measures=cut.band.tied).settings(),
        RUNOFF: vote.id,
        "first": cut.band.seats,
        "named": "Run-off",
    }
    after = here.position
    made = insert_step(session, here.id, after=after, kind="vote", settings=settings)
    eligible = select(VoteRule.eligible_id).where(VoteRule.step_id == vote.id)
    session.execute(
        update(VoteRule)
        .where(VoteRule.step_id == made)
        .values(
            scope="step",
            allowance=cut.band.seats,
            most=1,
            eligible_id=session.scalar(eligible),
        )
    )
    behind = here.steps[after + 1 : after + 2]
    if not behind or behind[0].kind != "results":
        insert_step(
            session, here.id, after=after + 1, kind="results", settings={"named": "Run-off: result"}
        )
    return made
