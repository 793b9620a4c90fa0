"""A concept whose measures were decided and reported on, for all tests of the follow-up."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from tests.builders import NOW, ConceptCast, a_concept
from workshops.concepts.history import act
from workshops.followup import services

TODAY = NOW.date()
COUNCIL = dt.date(2026, 3, 26)  # the day of the council's decision
BY = "Olga Amtsfrau"
REASON = "Die Förderung ist bewilligt."


@dataclass(frozen=True, slots=True)
class Followed:
    """`adopted`, `rejected`, `proposed` and `untouched` are measures; `report` is on `adopted`."""

    concept: ConceptCast
    adopted: int
    rejected: int
    proposed: int
    untouched: int
    report: int

    @property
    def name(self) -> str:
        return self.concept.name


def decide(session: Session, name: str, ids: list[int], decision: str, **more: Any) -> int:
    on = None if decision in ("proposed", "none") else COUNCIL
    values = {"decision": decision, "decided_on": on, "today": TODAY, **more}
    return act(session, BY, services.decide, name, ids, **values)


def report(session: Session, name: str, measure_id: int, **more: Any) -> int:
    values = {
        "status": "running",
        "on": dt.date(2026, 5, 1),
        "reason": {"de": REASON},
        "body": "Amt für Schule",
        "next_on": dt.date(2027, 5, 1),
        "by": BY,
        "now": NOW,
        "today": TODAY,
        **more,
    }
    return act(session, BY, services.add_report, name, measure_id, **values)


def followed(session: Session, *, published: bool = False, **more: Any) -> Followed:
    """A concept with one measure of each kind, one of them reported on."""
    concept = a_concept(session, **{"fields": 2, "measures": 6, **more})
    adopted, rejected, proposed, untouched = concept.measures[:4]
    decide(session, concept.name, [adopted], "adopted")
    decide(session, concept.name, [rejected], "rejected")
    decide(session, concept.name, [proposed], "proposed")
    made = report(session, concept.name, adopted)
    if published:
        act(session, BY, services.publish, concept.name, now=NOW)
    return Followed(concept, adopted, rejected, proposed, untouched, made)
