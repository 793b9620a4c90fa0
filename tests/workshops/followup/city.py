"""A concept whose measures were decided and reported on, for all tests of the follow-up."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from tests.builders import NOW, ConceptCast, a_concept
from workshops.concepts.history import act, newest
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


def a_report_on(session: Session, name: str, measure_id: int) -> int:
    """A report on this measure, which the council has adopted."""
    decide(session, name, [measure_id], "adopted")
    return report(session, name, measure_id)


def a_public_concept(session: Session, concept: ConceptCast) -> None:
    """This concept with some of everything, and published."""
    first, second, third = concept.measures[:3]
    decide(session, concept.name, [first, second], "adopted")
    decide(session, concept.name, [third], "rejected")
    report(session, concept.name, first, next_on=None)
    done = {"status": "done", "on": dt.date(2026, 6, 1), "reason": {"ar": "تم"}}
    report(session, concept.name, first, **{**done, "next_on": dt.date(2026, 7, 1)})
    act(session, BY, services.publish, concept.name, now=NOW)


def last_done(session: Session, concept_id: int) -> int:
    """What the office did last with this concept."""
    found = newest(session, concept_id)
    assert found
    return found.id


def followed(session: Session, /, *, published: bool = False, **more: Any) -> Followed:
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
