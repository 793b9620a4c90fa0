"""Publishing a draft: what keeps it from being published, and what would change by it."""

import datetime as dt

from sqlalchemy.orm import Session

from app.refused import Message, Refused, say
from surveys.comparable import changes, refusals, stale
from surveys.faults import Fault, faults
from surveys.services import Draft, Version, draft, publish


def found_in(found: Draft) -> tuple[Fault, ...]:
    """What is wrong with the draft by itself, and with what has changed since it was published."""
    own = faults(found.questionnaire)
    if found.asked is None:
        return own
    settled = tuple(one for one in own if not _settled(one, found))
    left = stale(found.version.questionnaire, found.questionnaire) if found.version else ()
    return (*refusals(found.asked, found.questionnaire), *settled, *left)


def _settled(fault: Fault, found: Draft) -> bool:
    """A hint to mark a question as about the person comes too late once it was asked."""
    asked = found.asked.question(fault.where) if found.asked else None
    return (
        not fault.stops and fault.part == "about_person" and bool(asked and not asked.about_person)
    )


def changed_by(found: Draft) -> tuple[Message, ...]:
    """What publishing would change, in sentences; none where it is the first time."""
    if found.version is None:
        return ()
    return changes(found.version.questionnaire, found.questionnaire)


def publish_draft(session: Session, name: str, *, stamp: int, now: dt.datetime) -> Version:
    """Publish the draft that somebody has looked at.

    Raises:
        Missing: there is no such survey. Refused: it has changed since, or may not be published.
    """
    found = draft(session, name)
    if found.stamp != stamp:
        raise Refused(
            say("Somebody has changed this survey meanwhile. Please look at it and try again.")
        )
    if any(fault.stops for fault in found_in(found)):
        raise Refused(say("Something must be put right before this survey can be published."))
    return publish(session, name, now=now)
