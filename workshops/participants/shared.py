"""What all phones show alike in a step: rendered once for each change and language."""

from typing import Any

from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.frames import Frame
from app.language import catalogues
from app.live import Hub
from app.web.pages import render
from workshops.agenda.kinds import Screen
from workshops.agenda.room import Room, room, screens_topic
from workshops.participants.services import PhoneFrame, PhonePage


async def shared_part(hub: Hub, ledger: Ledger, now: PhonePage | PhoneFrame) -> Frame | None:
    """The part of the present step that all phones share, in the reader's language; None where
    the step has none.

    Kept until a screen of the room would change; the stamp in the view's name keeps the result
    of a closed vote apart from what is shown when it has been opened again.
    """
    screen, here, language = now.own.shared, now.room, catalogues.current()
    if screen is None:
        return None

    async def frame() -> str:
        found = await ledger.read(_shared, here.id, here.step.id, screen)
        if found is None:  # the room has moved on meanwhile, and the phone is about to hear of it
            return ""
        return render(screen.template, language, room=found[0], data=found[1])

    return await hub.current(screens_topic(here.id), f"phones {now.stamp} {language}", frame)


def stamped(now: PhonePage | PhoneFrame, shared: Frame | None) -> str:
    """Another text whenever phones must show the step anew."""
    return f"{now.stamp}.{shared.etag}" if shared else now.stamp


def _shared(
    session: Session, workshop_id: int, step_id: int, screen: Screen
) -> tuple[Room, Any] | None:
    here = room(session, workshop_id)
    return (here, screen.read(session, here)) if here.step.id == step_id else None
