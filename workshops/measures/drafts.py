"""What somebody is writing and has not sent: it waits for them, whatever the room does."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workshops.agenda.room import screens_changed
from workshops.measures.rules import DETAILS
from workshops.models import Participant
from workshops.participants.guest import Guest

LONGEST_DRAFT = 2000  # characters: longer than a proposal may be, so that nothing typed is lost
PAUSE = dt.timedelta(minutes=1)  # who writes on after it counts as having begun again


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal not yet sent, as it was typed. `field_id`: the field that was chosen, if any."""

    text: str = ""
    field_id: int | None = None
    who: str = ""
    why: str = ""


def draft_of(session: Session, who: Guest) -> Draft:
    """What this person was writing; empty where they were not."""
    kept = session.scalar(select(Participant.draft).where(Participant.id == who.id)) or {}
    field_id = kept.get("field_id")
    texts = {name: str(kept.get(name, "")) for name in ("text", *DETAILS)}
    return Draft(field_id=field_id if isinstance(field_id, int) else None, **texts)


def keep_draft(
    session: Session, who: Guest, draft: dict[str, Any] | None, *, now: dt.datetime
) -> None:
    """Remember what someone is writing; None: they have sent or deleted it.

    Follows: console and projector hear of it when somebody begins to write, or stops.
    """
    if draft is not None:
        draft = {name: _short(value) for name, value in draft.items()}
    mine = Participant.id == who.id
    before = session.execute(select(Participant.draft, Participant.draft_at).where(mine))
    row = before.one_or_none()
    if row is None or row.draft == draft:
        return
    writing = bool(draft and str(draft.get("text", "")).strip())
    at = now if writing else None
    session.execute(update(Participant).where(mine).values(draft=draft, draft_at=at))
    was_writing = row.draft_at is not None and now - row.draft_at < PAUSE
    if writing != was_writing:
        screens_changed(session, who.workshop_id)


def _short(value: Any) -> Any:
    return value[:LONGEST_DRAFT] if isinstance(value, str) else value
