"""The rows that the verbs of the follow-up begin with: of this concept, approved, and alive."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from app.language.content import best_text
from app.refused import Missing
from workshops.followup.rules import Standing
from workshops.journal.said import brief
from workshops.models import Concept, Measure, Node, Report


def measure_rows(session: Session, concept_id: int, ids: Collection[int]) -> dict[int, AnyRow]:
    """Approved measures of this concept that are no part of another one.

    Raises:
        Missing: one of these is none.
    """
    rows = session.execute(
        select(Measure.id, Measure.texts, Measure.language, Measure.decision)
        .join(Node, Node.id == Measure.node_id)
        .where(
            Measure.id.in_(ids),
            Node.concept_id == concept_id,
            Measure.state == "approved",
            Measure.deleted_at.is_(None),
            Measure.merged_into_id.is_(None),
        )
    )
    found = {row.id: row for row in rows}
    if not found or found.keys() != set(ids):
        raise Missing
    return found


def reported(session: Session, measure_id: int) -> list[Standing]:
    """The reports on a measure that stand, the oldest first."""
    rows = session.execute(
        select(Report.status, Report.on)
        .where(Report.measure_id == measure_id, Report.withdrawn_at.is_(None))
        .order_by(Report.on, Report.id)
    )
    return [Standing(row.status, row.on) for row in rows]


def measure_of(session: Session, name: str, report_id: int) -> int:
    """The measure that a report is on.

    Raises:
        Missing: no such report in this concept.
    """
    row = session.execute(
        select(Report.measure_id)
        .join(Measure, Measure.id == Report.measure_id)
        .join(Node, Node.id == Measure.node_id)
        .join(Concept, Concept.id == Node.concept_id)
        .where(Report.id == report_id, Concept.name == name)
    ).one_or_none()
    if row is None:
        raise Missing
    return int(row.measure_id)


def report_row(session: Session, concept_id: int, report_id: int) -> tuple[Report, AnyRow]:
    """The report, locked, and its measure.

    Raises:
        Missing: no such report in this concept.
    """
    report = session.get(Report, report_id, with_for_update=True, populate_existing=True)
    if report is None:
        raise Missing
    return report, measure_rows(session, concept_id, [report.measure_id])[report.measure_id]


def title_of(row: AnyRow, language: str) -> str:
    """The beginning of a measure, for a sentence about it."""
    return brief(best_text(row.texts, language, row.language))
