"""A workshop made for rehearsing, and the link by which its moderator comes in."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import NOW, a_concept
from workshops.models import Workshop
from workshops.passes.services import make_pass
from workshops.services import plan_workshop


@dataclass(frozen=True, slots=True)
class Practice:
    code: str
    link: str  # without the server's address


def a_practice_workshop(
    session: Session, now, *, agenda: str = "half-day", fields: int = 2, measures: int = 8
) -> Practice:
    """Half a day on some fields, and a co-moderator's pass for the evening after `now`."""
    concept = a_concept(session, fields=fields, measures=measures)
    code = plan_workshop(
        session,
        concept=concept.name,
        title="Probe",
        place="",
        date=None,
        languages=["de", "en", "tr", "ar"],
        node_ids=concept.fields,
        approve_first=True,
        scope="field",
        allowance=None,
        most=2,
        moderators=[],
        now=NOW,
        agenda=agenda,
    )
    workshop = session.scalars(select(Workshop.id).where(Workshop.code == code)).one()
    made = make_pass(
        session, workshop, name="Probe", role="moderator", lasts="evening", by="Amt", now=now
    )
    return Practice(code, f"/passes/{made.secret}")
