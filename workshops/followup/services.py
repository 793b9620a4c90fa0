"""The office records what became of measures: decisions, reports, and whether all may read it.

Each verb takes the concept's short name first, so that it can be written down and undone:

    await ledger.write(act, staff.name, add_report, name, measure_id, …)
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from app.refused import Message, Missing, Refused, say, say_n
from workshops.concepts.rows import locked_concept
from workshops.followup.rows import measure_rows, report_row, reported, title_of
from workshops.followup.rules import (
    DECISION_NAMES,
    STATUS_NAMES,
    UNORDERED,
    in_order,
    wrong_with_decision,
    wrong_with_report,
)
from workshops.journal.said import did
from workshops.models import Concept, Measure, Report

NOT_ADOPTED = say(
    "Reports are for measures that the council has adopted. Record its decision first."
)


def decide(
    session: Session,
    name: str,
    measure_ids: Collection[int],
    *,
    decision: str,
    decided_on: dt.date | None,
    today: dt.date,
) -> int:
    """Record the council's decision on these measures; returns how many they are.

    decision: "proposed" (to the council), "adopted", "rejected", or "none" to take one back.
    decided_on: the day of the council's decision; ignored where the council has not decided.

    Raises:
        Missing: a measure is not in this concept. Refused: the day makes no sense, or there are
            reports on a measure that would not be adopted any more.
    """
    concept = locked_concept(session, name)
    _refuse(wrong_with_decision(decision, decided_on, today))
    rows = measure_rows(session, concept.id, measure_ids)
    if decision != "adopted":
        _without_reports(session, rows, concept.language)
    values = {
        "decision": None if decision == "none" else decision,
        "decided_on": decided_on if decision in ("adopted", "rejected") else None,
    }
    session.execute(update(Measure).where(Measure.id.in_(rows)).values(values))
    did(
        session,
        say_n(
            "%(decision)s: %(num)d measure",
            "%(decision)s: %(num)d measures",
            len(rows),
            decision=DECISION_NAMES[decision],
        ),
    )
    return len(rows)


def _without_reports(session: Session, rows: Mapping[int, AnyRow], language: str) -> None:
    """Raises Refused where one of these has been reported on."""
    reported = session.scalar(
        select(Report.measure_id)
        .where(Report.measure_id.in_(rows), Report.withdrawn_at.is_(None))
        .order_by(Report.measure_id)
        .limit(1)
    )
    if reported is not None:
        text = title_of(rows[reported], language)
        raise Refused(
            say(
                "There are reports on “%(measure)s”, as on an adopted measure. "
                "Withdraw them first.",
                measure=text,
            )
        )


def add_report(
    session: Session,
    name: str,
    measure_id: int,
    *,
    status: str,
    on: dt.date | None,
    reason: Mapping[str, str],
    body: str,
    next_on: dt.date | None,
    by: str,
    now: dt.datetime,
    today: dt.date,
) -> int:
    """Report how an adopted measure stands from the day `on`; returns the report's id.

    reason: language tag -> why it is so, or what was done. next_on: when it is reported on next.

    Raises:
        Missing: no such measure in this concept. Refused: the council has not adopted it, or the
            report contradicts the last one.
    """
    concept = locked_concept(session, name)
    row = measure_rows(session, concept.id, [measure_id])[measure_id]
    if row.decision != "adopted":
        raise Refused(NOT_ADOPTED)
    standing = reported(session, measure_id)
    _refuse(
        wrong_with_report(
            standing[-1] if standing else None,
            status=status,
            on=on,
            reason=reason.get(concept.language, ""),
            next_on=next_on,
            today=today,
        )
    )
    made = Report(
        measure_id=measure_id,
        status=status,
        on=on,
        reason={tag: text for tag, text in reason.items() if text},
        body=body,
        next_on=next_on,
        at=now,
        by=by,
        withdrawn_at=None,
    )
    session.add(made)
    session.flush()
    said = _about(row, concept.language, status)
    did(session, say("Reported “%(measure)s”: %(status)s", **said))
    return made.id


def withdraw_report(session: Session, name: str, report_id: int, *, now: dt.datetime) -> None:
    """A report was a mistake: it counts no more, but stays in the history.

    Raises:
        Missing: no such report in this concept, or it is withdrawn already.
    """
    concept = locked_concept(session, name)
    report, row = report_row(session, concept.id, report_id)
    if report.withdrawn_at is not None:
        raise Missing
    report.withdrawn_at = now
    said = _about(row, concept.language, report.status)
    did(session, say("Withdrew the report “%(status)s” on “%(measure)s”", **said))


def restore_report(session: Session, name: str, report_id: int) -> None:
    """Bring a withdrawn report back.

    Raises:
        Missing: no such report in this concept, or it stands. Refused: it contradicts what was
            reported since, or the measure is not adopted any more.
    """
    concept = locked_concept(session, name)
    report, row = report_row(session, concept.id, report_id)
    if report.withdrawn_at is None:
        raise Missing
    if row.decision != "adopted":
        raise Refused(NOT_ADOPTED)
    report.withdrawn_at = None
    session.flush()
    if not in_order(reported(session, report.measure_id)):
        raise Refused(UNORDERED)
    said = _about(row, concept.language, report.status)
    did(session, say("Brought back the report “%(status)s” on “%(measure)s”", **said))


def publish(session: Session, name: str, *, now: dt.datetime) -> None:
    """Let anybody read the concept's public page, its feed and its data. Again: nothing changes."""
    concept = locked_concept(session, name)
    session.execute(
        update(Concept)
        .where(Concept.id == concept.id, Concept.published_at.is_(None))
        .values(published_at=now)
    )
    did(session, say("Published the public page"))


def unpublish(session: Session, name: str) -> None:
    """Take the public page down: nobody finds page, feed and data any more."""
    concept = locked_concept(session, name)
    session.execute(update(Concept).where(Concept.id == concept.id).values(published_at=None))
    did(session, say("Took the public page down"))


def _about(row: AnyRow, language: str, status: str) -> dict[str, Any]:
    return {"measure": title_of(row, language), "status": STATUS_NAMES[status]}


def _refuse(wrong: Mapping[str, Message]) -> None:
    for message in wrong.values():
        raise Refused(message, 422)
