"""Proposing measures, and what the moderator does with proposals."""

import datetime as dt
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.language.content import best_text
from app.refused import Missing, Refused, say
from workshops.agenda.room import room_changed, screens_changed
from workshops.dots.services import put_on_ballots
from workshops.journal.said import brief, did
from workshops.measures.candidates import fields_of_nodes
from workshops.measures.reads import OwnProposal, own_proposals, proposals
from workshops.measures.rules import alike, wrong_text
from workshops.models import (
    BallotLine,
    Measure,
    Node,
    Participant,
    Step,
    Workshop,
    WorkshopNode,
)
from workshops.participants.guest import Guest

__all__ = [
    "approve",
    "correct",
    "edit",
    "hide",
    "keep_draft",
    "move",
    "own_proposals",
    "proposals",
    "propose",
    "restore",
]

LONGEST_DRAFT = 2000  # characters: longer than a proposal may be, so that nothing typed is lost


def propose(
    session: Session, who: Guest, *, field_id: int, text: str, language: str, now: dt.datetime
) -> OwnProposal:
    """Add a measure to one of the workshop's fields; it is shown at once or waits for approval.

    The same text again by the same person is the same proposal, so a retried request adds
    nothing. The draft is cleared.

    Raises:
        Refused: the room is not collecting, or the text is not one.
        Missing: the field is not one of this workshop's, or the participant is gone.
    """
    approve_first = _collecting(session, who.workshop_id, field_id)
    wrong = wrong_text(text)
    if wrong:
        raise Refused(wrong, 422)
    _lock(session, who)
    keep_draft(session, who, None)
    text = text.strip()
    for own in own_proposals(session, who):
        if own.field_id == field_id and alike(own.text) == alike(text):
            return own
    measure = Measure(
        node_id=field_id,
        position=_next_position(session, field_id),
        language=language,
        texts={language: text},
        columns={},
        state="proposed" if approve_first else "approved",
        origin="workshop",
        workshop_id=who.workshop_id,
        participant_id=who.id,
        created_at=now,
        deleted_at=None,
    )
    session.add(measure)
    session.flush()
    _tell(session, measure)
    return OwnProposal(measure.id, field_id, text, measure.state)


def _collecting(session: Session, workshop_id: int, field_id: int) -> bool:
    """Whether proposals wait for approval, if the room takes proposals for this field now."""
    row = session.execute(
        select(Workshop.approve_first, Step.kind, Step.state)
        .join(Step, (Step.workshop_id == Workshop.id) & (Step.position == Workshop.position))
        .where(Workshop.id == workshop_id)
    ).one_or_none()
    if row is None or row.kind != "collect" or row.state != "open":
        raise Refused(say("The room is not collecting ideas at the moment. Your text is kept."))
    fields = select(WorkshopNode.node_id).where(
        WorkshopNode.workshop_id == workshop_id, WorkshopNode.node_id == field_id
    )
    if session.scalar(fields) is None:
        raise Missing
    return bool(row.approve_first)


def _lock(session: Session, who: Guest) -> None:
    """Two requests of one person are judged one after the other (PostgreSQL)."""
    query = select(Participant.id).where(Participant.id == who.id).with_for_update()
    if session.scalar(query) is None:
        raise Missing


def _next_position(session: Session, node_id: int) -> int:
    return (session.scalar(select(func.max(Measure.position)).filter_by(node_id=node_id)) or 0) + 1


def keep_draft(session: Session, who: Guest, draft: dict[str, Any] | None) -> None:
    """Remember what someone is writing, so that another language or a reload loses nothing."""
    if draft is not None:
        draft = {**draft, "text": str(draft.get("text", ""))[:LONGEST_DRAFT]}
    session.execute(update(Participant).where(Participant.id == who.id).values(draft=draft))


# The moderator's side


def approve(session: Session, workshop_id: int, measure_id: int) -> None:
    """Show a proposal to the room: approved for the first time, or brought back.

    It goes onto an open ballot, and dots that it had come back to it as far as they still fit.

    Raises:
        Refused: its author has withdrawn it.
    """
    measure = _not_withdrawn(session, workshop_id, measure_id)
    if measure.state != "approved":
        again = measure.state == "hidden"
        measure.state = "approved"
        session.flush()
        _tell(session, measure)
        text = brief(measure.texts[measure.language])
        shown = say("Approved: “%(text)s”", text=text)
        did(session, say("Brought back: “%(text)s”", text=text) if again else shown)


def hide(session: Session, workshop_id: int, measure_id: int) -> None:
    """Take a proposal out of the room's sight. Dots on it are free again, and not forgotten.

    Raises:
        Refused: its author has withdrawn it.
    """
    measure = _not_withdrawn(session, workshop_id, measure_id)
    if measure.state != "hidden":
        measure.state = "hidden"
        session.flush()
        did(session, say("Hidden: “%(text)s”", text=brief(measure.texts[measure.language])))
        room_changed(session, workshop_id)


def edit(session: Session, workshop_id: int, measure_id: int, *, text: str) -> None:
    """Reword a proposal, in the language it was written in; translations of the old text go.

    Its author's own words are kept, see `restore`.

    Raises:
        Refused: the text is not one.
    """
    _reword(session, workshop_id, measure_id, text, keep_translations=False)


def correct(session: Session, workshop_id: int, measure_id: int, *, text: str) -> None:
    """Correct a proposal's wording beside its translations, which stay.

    Raises:
        Refused: the text is not one.
    """
    _reword(session, workshop_id, measure_id, text, keep_translations=True)


def _reword(
    session: Session, workshop_id: int, measure_id: int, text: str, *, keep_translations: bool
) -> None:
    if wrong := wrong_text(text):
        raise Refused(wrong, 422)
    measure = _proposal(session, workshop_id, measure_id)
    before = measure.texts[measure.language]
    if before == text.strip():
        return
    if measure.original is None:
        measure.original = {"language": measure.language, "texts": dict(measure.texts)}
    others = measure.texts if keep_translations else {}
    measure.texts = {**others, measure.language: text.strip()}
    session.flush()
    did(session, say("Reworded: “%(text)s”", text=brief(before)))
    room_changed(session, workshop_id)


def restore(session: Session, workshop_id: int, measure_id: int) -> None:
    """Give a proposal its author's own words back. Nobody has reworded it: nothing happens."""
    measure = _proposal(session, workshop_id, measure_id)
    if measure.original is None:
        return
    measure.language = measure.original["language"]
    measure.texts = dict(measure.original["texts"])
    measure.original = None
    session.flush()
    text = brief(measure.texts[measure.language])
    did(session, say("Back to its original wording: “%(text)s”", text=text))
    room_changed(session, workshop_id)


def move(session: Session, workshop_id: int, measure_id: int, *, field_id: int) -> bool:
    """Put a proposal under another of the workshop's fields, at the end.

    Returns whether it stands on the ballot of an open vote: there it stays in its old field, for
    people have spent that field's dots on it.

    Raises:
        Missing: not one of this workshop's fields.
    """
    measure = _proposal(session, workshop_id, measure_id)
    field = session.scalar(
        select(Node)
        .join(WorkshopNode, WorkshopNode.node_id == Node.id)
        .where(WorkshopNode.workshop_id == workshop_id, Node.id == field_id)
        .where(Node.deleted_at.is_(None))
    )
    if field is None:
        raise Missing
    if fields_of_nodes(session, workshop_id).get(measure.node_id) == field_id:
        return False
    measure.node_id, measure.position = field_id, _next_position(session, field_id)
    session.flush()
    text, title = brief(measure.texts[measure.language]), brief(best_text(field.titles, "", ""))
    did(session, say("Moved to “%(field)s”: “%(text)s”", field=title, text=text))
    room_changed(session, workshop_id)
    return _on_open_ballot(session, measure_id)


def _on_open_ballot(session: Session, measure_id: int) -> bool:
    lines = (
        select(BallotLine.step_id)
        .join(Step, Step.id == BallotLine.step_id)
        .where(BallotLine.measure_id == measure_id, BallotLine.off.is_(False))
        .where(Step.state == "open", Step.position >= 0)
    )
    return session.scalar(lines.limit(1)) is not None


def _not_withdrawn(session: Session, workshop_id: int, measure_id: int) -> Measure:
    measure = _proposal(session, workshop_id, measure_id)
    if measure.state == "withdrawn":
        raise Refused(say("Its author has withdrawn this idea. Only they can bring it back."))
    return measure


def _proposal(session: Session, workshop_id: int, measure_id: int) -> Measure:
    """This workshop's proposal, locked.

    Raises:
        Missing: there is none, or it was proposed elsewhere.
    """
    measure = session.scalar(
        select(Measure)
        .where(Measure.id == measure_id, Measure.workshop_id == workshop_id)
        .where(Measure.deleted_at.is_(None))
        .with_for_update()
    )
    if measure is None:
        raise Missing
    return measure


def _tell(session: Session, measure: Measure) -> None:
    assert measure.workshop_id is not None
    if measure.state == "approved":
        put_on_ballots(session, [measure.id])
        room_changed(session, measure.workshop_id)
    else:
        screens_changed(session, measure.workshop_id)
