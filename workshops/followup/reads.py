"""What has become of a concept's measures: its structure, with decisions and reports."""

from collections import defaultdict

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from workshops.concepts.snapshot import Measure as MeasureLine
from workshops.concepts.snapshot import Node as NodeLine
from workshops.concepts.tree import structure
from workshops.followup.lines import Branch, Followed, FollowUp, ReportLine
from workshops.models import Concept, Measure, Node, Report, Workshop


def follow_up(session: Session, name: str) -> FollowUp:
    """The concept with the decisions on its approved measures and the reports on them. A measure
    that was merged into another one is part of that one.

    Raises:
        Missing: there is no such concept.
    """
    found = structure(session, name)
    concept = session.execute(
        select(Concept.created_at, Concept.published_at).where(Concept.id == found.id)
    ).one()
    facts = _facts(session, found.id)
    reports = _reports(session, found.id)
    bodies = [column.key for column in found.scheme.columns if column.kind == "bodies"]

    def followed(line: MeasureLine) -> Followed:
        row = facts[line.id]
        return Followed(
            line.id,
            line.language,
            line.texts,
            row.decision,
            row.decided_on,
            tuple(reports[line.id]),
            row.gathered or row.decision is not None,
            _bodies(line, bodies),
        )

    def grown(node: NodeLine) -> Branch:
        return Branch(
            node.id,
            node.level,
            str(found.numbers.get(node.id, "")),
            node.titles,
            tuple(map(grown, node.children)),
            tuple(followed(line) for line in node.measures if line.id in facts),
        )

    return FollowUp(
        found.id,
        name,
        found.title,
        found.language,
        concept.created_at,
        concept.published_at,
        found.scheme,
        tuple(map(grown, found.nodes)),
    )


def _facts(session: Session, concept_id: int) -> dict[int, AnyRow]:
    gathered = or_(Measure.workshop_id.is_(None), Workshop.gathered).label("gathered")
    rows = session.execute(
        select(Measure.id, Measure.decision, Measure.decided_on, gathered)
        .join(Node, Node.id == Measure.node_id)
        .outerjoin(Workshop, Workshop.id == Measure.workshop_id)
        .where(Node.concept_id == concept_id, Measure.merged_into_id.is_(None))
    )
    return {row.id: row for row in rows}


def _reports(session: Session, concept_id: int) -> dict[int, list[ReportLine]]:
    """Those that stand, of each measure, the newest first."""
    found: dict[int, list[ReportLine]] = defaultdict(list)
    rows = session.execute(
        select(Report)
        .join(Measure, Measure.id == Report.measure_id)
        .join(Node, Node.id == Measure.node_id)
        .where(Node.concept_id == concept_id, Report.withdrawn_at.is_(None))
        .order_by(Report.on.desc(), Report.id.desc())
    )
    for row in rows.scalars():
        found[row.measure_id].append(line_of(row))
    return found


def line_of(row: Report) -> ReportLine:
    return ReportLine(row.id, row.status, row.on, row.reason, row.body, row.next_on, row.at)


def _bodies(line: MeasureLine, keys: list[str]) -> str:
    values = (line.columns.get(key) for key in keys)
    return "; ".join(
        text
        for value in values
        for text in ([value] if isinstance(value, str) else value or [])
        if text
    )
