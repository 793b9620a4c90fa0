"""What authors do with proposals they have made: reword, withdraw, bring back.

All of it only while the room collects, and only by who has proposed it. See also proposing.py.
"""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.refused import Message, Missing, Refused, say
from workshops.agenda.room import room_changed, screens_changed
from workshops.dots.services import put_on_ballots
from workshops.measures.reads import OwnProposal, own_proposals
from workshops.measures.rules import after_return, after_rewording, wrong_detail, wrong_text
from workshops.models import Measure, Participant, Step, Workshop
from workshops.participants.guest import Guest

NOT_CHANGED_NOW = say("Ideas can be changed while the room collects them. Now it does not.")


def reword(
    session: Session,
    who: Guest,
    measure_id: int,
    *,
    text: str,
    details: Mapping[str, str] | None = None,
    field_id: int | None = None,
) -> OwnProposal:
    """Its author changes a proposal. New words wait for approval again, where that is asked for.

    Translations of the old words go. `details` and `field_id` None: they stay as they are.

    Raises:
        Refused: the room is not collecting, the text is not one, or the words are no longer theirs
            alone (see rules.why_not_reworded).
        Missing: it is not this person's proposal.
    """
    approve_first = collecting(session, who.workshop_id, NOT_CHANGED_NOW)
    check(text, details)
    lock(session, who)
    measure = _mine(session, who, measure_id)
    _refuse(own_proposal(session, who, measure_id).not_reworded)
    shown = measure.state == "approved"
    if measure.texts[measure.language] != text.strip():
        measure.texts = {measure.language: text.strip()}
        measure.original = None
        measure.state = after_rewording(measure.state, approve_first=approve_first)
    if details is not None and measure.details != dict(details):
        measure.details = dict(details)
    if field_id is not None and measure.node_id != field_id:
        measure.node_id, measure.position = field_id, next_position(session, field_id)
    if session.is_modified(measure):
        session.flush()
        (room_changed if shown else screens_changed)(session, who.workshop_id)
    return own_proposal(session, who, measure_id)


def withdraw(session: Session, who: Guest, measure_id: int) -> OwnProposal:
    """Its author takes a proposal back: nobody sees it any more, and dots on it are free again.

    Raises:
        Refused: the room is not collecting, or it is not theirs alone any more.
        Missing: it is not this person's proposal.
    """
    collecting(session, who.workshop_id, NOT_CHANGED_NOW)
    lock(session, who)
    measure = _mine(session, who, measure_id)
    _refuse(own_proposal(session, who, measure_id).not_withdrawn)
    if measure.state != "withdrawn":
        measure.state = "withdrawn"
        session.flush()
        room_changed(session, who.workshop_id)
    return own_proposal(session, who, measure_id)


def bring_back(session: Session, who: Guest, measure_id: int) -> OwnProposal:
    """Its author brings a withdrawn proposal back; it waits again, where approval is asked for.

    Dots that it had come back to it as far as they still fit.

    Raises:
        Refused: the room is not collecting, or it is not theirs alone any more.
        Missing: it is not this person's proposal.
    """
    approve_first = collecting(session, who.workshop_id, NOT_CHANGED_NOW)
    lock(session, who)
    measure = _mine(session, who, measure_id)
    _refuse(own_proposal(session, who, measure_id).not_withdrawn)
    if measure.state == "withdrawn":
        measure.state = after_return(approve_first=approve_first)
        session.flush()
        tell(session, measure)
    return own_proposal(session, who, measure_id)


def tell(session: Session, measure: Measure) -> None:
    """A proposal is new, or has come back: those hear of it who may see it."""
    assert measure.workshop_id is not None
    if measure.state == "approved":
        put_on_ballots(session, [measure.id])
        room_changed(session, measure.workshop_id)
    else:
        screens_changed(session, measure.workshop_id)


def next_position(session: Session, node_id: int) -> int:
    """The end of a node's measures."""
    return (session.scalar(select(func.max(Measure.position)).filter_by(node_id=node_id)) or 0) + 1


def collecting(session: Session, workshop_id: int, otherwise: Message) -> bool:
    """Whether proposals wait for approval, if the room takes proposals now."""
    row = session.execute(
        select(Workshop.approve_first, Step.kind, Step.state)
        .join(Step, (Step.workshop_id == Workshop.id) & (Step.position == Workshop.position))
        .where(Workshop.id == workshop_id)
    ).one_or_none()
    if row is None or row.kind != "collect" or row.state != "open":
        raise Refused(otherwise)
    return bool(row.approve_first)


def check(text: str, details: Mapping[str, str] | None) -> None:
    wrong = [
        wrong_text(text),
        *(wrong_detail(name, said) for name, said in (details or {}).items()),
    ]
    for message in wrong:
        if message:
            raise Refused(message, 422)


def _refuse(why_not: Message | None) -> None:
    if why_not:
        raise Refused(why_not)


def lock(session: Session, who: Guest) -> None:
    """Two requests of one person are judged one after the other (PostgreSQL)."""
    query = select(Participant.id).where(Participant.id == who.id).with_for_update()
    if session.scalar(query) is None:
        raise Missing


def _mine(session: Session, who: Guest, measure_id: int) -> Measure:
    """This person's proposal, locked."""
    measure = session.scalar(
        select(Measure)
        .where(Measure.id == measure_id, Measure.participant_id == who.id)
        .where(Measure.deleted_at.is_(None))
        .with_for_update()
    )
    if measure is None:
        raise Missing
    return measure


def own_proposal(session: Session, who: Guest, measure_id: int) -> OwnProposal:
    return own_proposals(session, who, measure_id)[0]
