"""Proposing a measure, as often as a phone has to try."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.content import written_in
from app.refused import Missing, say
from workshops.measures.authors import (
    bring_back,
    check,
    collecting,
    lock,
    next_position,
    own_proposal,
    reword,
    tell,
)
from workshops.measures.drafts import keep_draft
from workshops.measures.reads import OwnProposal, own_proposals
from workshops.measures.rules import alike
from workshops.models import Measure, Workshop, WorkshopNode
from workshops.participants.guest import Guest

NOT_NOW = say("The room is not collecting ideas at the moment. Your text is kept.")


def propose(
    session: Session,
    who: Guest,
    *,
    field_id: int,
    text: str,
    language: str,
    now: dt.datetime,
    details: Mapping[str, str] | None = None,
    nonce: str | None = None,
) -> OwnProposal:
    """Add a measure to one of the workshop's fields; it is shown at once or waits for approval.

    The same text again by the same person is the same proposal, and so is whatever comes with the
    same nonce: a retry adds nothing, even if it was reworded in between. The draft is cleared.
    `language` is that of the phone; who writes in other letters writes in another language.

    Raises:
        Refused: the room is not collecting, or the text is not one.
        Missing: the field is not one of this workshop's, or the participant is gone.
    """
    approve_first = collecting(session, who.workshop_id, NOT_NOW)
    _check_field(session, who.workshop_id, field_id)
    check(text, details)
    lock(session, who)
    keep_draft(session, who, None, now=now)
    taken = _by_nonce(session, who, nonce)
    known = _sent_before(session, who, field_id, text, taken)
    if known is not None:
        return _again(session, who, known, field_id, text, details)
    spoken = select(Workshop.languages).where(Workshop.id == who.workshop_id)
    language = written_in(text, language, session.scalars(spoken).one())
    measure = Measure(
        node_id=field_id,
        position=next_position(session, field_id),
        language=language,
        texts={language: text.strip()},
        columns={},
        state="proposed" if approve_first else "approved",
        origin="workshop",
        workshop_id=who.workshop_id,
        participant_id=who.id,
        created_at=now,
        deleted_at=None,
        details=dict(details or {}),
        nonce=None if taken else nonce,
    )
    session.add(measure)
    session.flush()
    tell(session, measure)
    return own_proposal(session, who, measure.id)


def _check_field(session: Session, workshop_id: int, field_id: int) -> None:
    fields = select(WorkshopNode.node_id).where(
        WorkshopNode.workshop_id == workshop_id, WorkshopNode.node_id == field_id
    )
    if session.scalar(fields) is None:
        raise Missing


def _by_nonce(session: Session, who: Guest, nonce: str | None) -> int | None:
    """The proposal that came with this nonce before."""
    if nonce is None:
        return None
    return session.scalar(
        select(Measure.id).where(Measure.participant_id == who.id, Measure.nonce == nonce)
    )


def _sent_before(
    session: Session, who: Guest, field_id: int, text: str, taken: int | None
) -> OwnProposal | None:
    """The proposal that this one is a retry of, unless these are new words and it is fixed."""
    for own in own_proposals(session, who):
        same = own.field_id == field_id and alike(own.text) == alike(text)
        if same or (own.id == taken and not own.not_reworded):
            return own
    return None


def _again(
    session: Session,
    who: Guest,
    known: OwnProposal,
    field_id: int,
    text: str,
    details: Mapping[str, str] | None,
) -> OwnProposal:
    """A retry: what it says now counts, as far as its author may still change it."""
    if known.state == "withdrawn":
        known = bring_back(session, who, known.id)
    if known.not_reworded:
        return known
    words = known.text if alike(known.text) == alike(text) else text
    return reword(
        session, who, known.id, text=words, details=details or known.details, field_id=field_id
    )
