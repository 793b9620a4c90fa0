"""What the office adds to the process report. It can be undone, see workshops/concepts/history.py:

await ledger.write(act, staff.name, keep_events, name, events, seen=seen)
"""

import zlib
from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import Missing, Refused, say, say_n
from workshops.journal.said import did
from workshops.models import Concept
from workshops.process.rules import KEY, OwnEvents, kept_events, own_events


def keep_events(session: Session, name: str, events: Sequence[OwnEvents], *, seen: str) -> None:
    """These events in place of those that were there. `seen` names what stood on the page.

    Raises:
        Missing: there is no such concept. Refused: somebody else has changed them meanwhile.
    """
    kept = session.scalar(select(Concept.gathering).where(Concept.name == name))
    if kept is None:
        raise Missing
    before = own_events(kept)
    if version(before) != seen:
        raise Refused(
            say("Somebody has changed these events meanwhile. Open the page again, please.")
        )
    if tuple(events) == before:
        return
    gathering = {**kept, KEY: kept_events(events)}
    session.execute(update(Concept).where(Concept.name == name).values(gathering=gathering))
    session.flush()
    did(
        session,
        say_n(
            "The process report has %(num)d kind of other events now",
            "The process report has %(num)d kinds of other events now",
            len(events),
        ),
    )


def version(events: Sequence[OwnEvents]) -> str:
    """Another text whenever something else stands there."""
    return f"{zlib.crc32(repr(tuple(events)).encode()):08x}"
