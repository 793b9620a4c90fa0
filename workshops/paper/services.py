"""Ballots on paper: prepared for printing, entered, corrected, removed. All of it is journaled."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.refused import Message, Missing, Refused, say
from workshops.agenda.room import RoomStep, room_changed, screens_changed
from workshops.agenda.steps import step_alone, step_of
from workshops.dots.services import prepare_lines, rule_of
from workshops.journal.services import did
from workshops.models import Dots, PaperBallot, Participant, Step, VoteRule, Workshop
from workshops.paper.lines import printed_lines
from workshops.paper.rules import EnteredBefore, dots_on

PAPER = "paper"
VALID, SPOILED = "valid", "spoiled"


def prepare_ballots(session: Session, workshop_id: int, step_id: int, *, last: int) -> None:
    """Fix what is printed: the lines' numbers and the rule. `last` is the highest ballot's number.

    The rule can still be changed; the pages then say that the printed one is another.

    Raises:
        Missing: not a vote of this workshop. Refused: there is nothing to vote on.
    """
    step = vote_of(session, workshop_id, step_id)
    if not prepare_lines(session, step):
        raise Refused(say("There is no measure to vote on yet. Approve or add one first."))
    rule = rule_of(session, step)
    session.execute(
        update(VoteRule).where(VoteRule.step_id == step_id).values(allowance=rule.allowance)
    )
    before = step.settings.get("paper", {})
    paper = {
        "last": max(last, before.get("last", 0)),
        "rule": [rule.scope, rule.allowance, rule.most],
    }
    session.execute(
        update(Step).where(Step.id == step_id).values(settings={**step.settings, "paper": paper})
    )
    room_changed(session, workshop_id)
    did(session, say("Ballots on paper were printed, up to No. %(last)d", last=paper["last"]))


def enter_ballot(
    session: Session,
    workshop_id: int,
    step_id: int,
    *,
    number: int,
    marks: Mapping[int, int] | None,
    replaces: bool,
    now: dt.datetime,
) -> None:
    """What stands on the ballot with this number: line -> dots; None: it is blank or not valid.

    Absolute: the same number is the same ballot, and the same content changes nothing. Possible
    while the vote is open and afterwards, since counting takes time.

    Raises:
        Missing: not a vote of this workshop.
        EnteredBefore: with another content, and `replaces` does not say that this is known.
        Refused: the vote was not opened yet, or the rule does not allow these marks.
    """
    step = vote_of(session, workshop_id, step_id)
    if step.state == "waiting":
        raise Refused(say("This vote was not opened yet. Open it first."))
    wanted: dict[int, int] = {}
    if marks is not None:
        wanted = dots_on(rule_of(session, step), printed_lines(session, step), marks)
    state = VALID if marks is not None else SPOILED
    voter_id = _voter(session, workshop_id, number, now)
    ballot = session.get(PaperBallot, (step_id, voter_id))
    if ballot is not None:
        if (ballot.state, _dots(session, step_id, voter_id)) == (state, wanted):
            return
        if not replaces:
            raise EnteredBefore(_entered_before(number))
        ballot.state = state
        did(session, say("Ballot No. %(number)d on paper was corrected", number=number))
    else:
        ballot = PaperBallot(step_id=step_id, participant_id=voter_id, state=state, entered_at=now)
        session.add(ballot)
        did(session, say("Ballot No. %(number)d on paper was entered", number=number))
    session.flush()
    _put(session, step_id, voter_id, wanted)
    _told(session, step)


def remove_ballot(session: Session, workshop_id: int, step_id: int, number: int) -> None:
    """The ballot was entered by mistake: it is gone, with its dots. Can be undone.

    Its voter stays, who is nobody without a ballot: SQLite would give their id to the next person
    who joins, and undoing would give that person the dots.

    Raises:
        Missing: no such ballot was entered.
    """
    step = vote_of(session, workshop_id, step_id)
    voter_id = _known_voter(session, workshop_id, number)
    ballot = session.get(PaperBallot, (step_id, voter_id)) if voter_id else None
    if ballot is None or voter_id is None:
        raise Missing
    _put(session, step_id, voter_id, {})
    session.delete(ballot)
    session.flush()
    did(session, say("Ballot No. %(number)d on paper was removed", number=number))
    _told(session, step)


def vote_of(session: Session, workshop_id: int, step_id: int) -> RoomStep:
    """The vote, while no dot is being placed.

    Raises:
        Missing: not a vote in this workshop's agenda.
    """
    return step_alone(session, workshop_id, step_id, "vote")


def find_vote(session: Session, workshop_id: int, step_id: int) -> RoomStep:
    """The same for who only reads."""
    return step_of(session, workshop_id, step_id, "vote")


def voter_key(number: int) -> str:
    return f"{PAPER}/{number}"


def _known_voter(session: Session, workshop_id: int, number: int) -> int | None:
    query = select(Participant.id).where(
        Participant.workshop_id == workshop_id, Participant.key == voter_key(number)
    )
    return session.scalar(query)


def _voter(session: Session, workshop_id: int, number: int, now: dt.datetime) -> int:
    """The participant whose ballot has this number, made where it is the first time."""
    # Locked, so that somebody who joins meanwhile does not get the same place (PostgreSQL).
    languages = session.scalars(
        select(Workshop.languages).where(Workshop.id == workshop_id).with_for_update(key_share=True)
    ).one()
    known = _known_voter(session, workshop_id, number)
    if known is not None:
        return known
    last = select(func.max(Participant.number)).where(Participant.workshop_id == workshop_id)
    voter = Participant(
        workshop_id=workshop_id,
        key=voter_key(number),
        number=(session.scalar(last) or 0) + 1,
        language=languages[0],
        draft=None,
        joined_at=now,
        origin=PAPER,
    )
    session.add(voter)
    session.flush()
    return voter.id


def _dots(session: Session, step_id: int, voter_id: int) -> dict[int, int]:
    rows = session.execute(
        select(Dots.measure_id, Dots.count).where(
            Dots.step_id == step_id, Dots.participant_id == voter_id
        )
    )
    return {row[0]: row[1] for row in rows}


def _put(session: Session, step_id: int, voter_id: int, dots: Mapping[int, int]) -> None:
    """These dots instead of those that are there."""
    own = (Dots.step_id == step_id, Dots.participant_id == voter_id)
    session.execute(delete(Dots).where(*own))
    rows = [
        {"step_id": step_id, "participant_id": voter_id, "measure_id": m, "count": n}
        for m, n in sorted(dots.items())
    ]
    if rows:
        session.execute(insert(Dots), rows)


def _entered_before(number: int) -> Message:
    return say(
        "No. %(number)d was entered before with something else on it. Look at the paper. "
        "Save again to replace what is stored.",
        number=number,
    )


def _told(session: Session, step: RoomStep) -> None:
    """A closed vote's result changes for everybody; of an open one only the turnout is known."""
    if step.state == "closed":
        room_changed(session, step.workshop_id)
    else:
        screens_changed(session, step.workshop_id)
