"""Who is writing at this moment, before the room goes elsewhere: a number, never names."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import utc_now
from app.refused import Message, say_n
from workshops.agenda.room import Room
from workshops.models import Participant

PAUSE = dt.timedelta(seconds=60)  # whoever has typed nothing for longer is not typing


def still_typing(session: Session, room: Room) -> Message | None:
    """How many are in the middle of an idea; None where nobody is."""
    count = writing(session, room.id, utc_now())
    if not count:
        return None
    return say_n(
        "%(num)d person is still typing. What they wrote is kept on their phone.",
        "%(num)d people are still typing. What they wrote is kept on their phones.",
        count,
    )


def writing(session: Session, workshop_id: int, now: dt.datetime) -> int:
    """Whose draft has grown within the last minute, and is not sent yet."""
    query = select(Participant.draft).where(
        Participant.workshop_id == workshop_id, Participant.draft_at > now - PAUSE
    )
    return sum(1 for draft in session.scalars(query) if draft and draft.get("text"))
