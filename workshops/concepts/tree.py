"""A concept as a whole, from the database: in four queries, whatever its size."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from app.refused import Missing
from workshops.concepts.deleted import deletions
from workshops.concepts.joined import parts_of, with_parts
from workshops.concepts.numbering import measure_numbers, numbers
from workshops.concepts.snapshot import Measure as MeasureLine
from workshops.concepts.snapshot import Node as NodeLine
from workshops.concepts.snapshot import Report as ReportLine
from workshops.concepts.snapshot import Snapshot
from workshops.concepts.structure import MeasurePlace, NodePlace, Structure
from workshops.models import Concept, Measure, Node, Report, Workshop
from workshops.schemes import library
from workshops.schemes.scheme import Scheme

__all__ = [
    "MeasurePlace",
    "NodePlace",
    "Priorities",
    "Structure",
    "concept_row",
    "numbers_of",
    "snapshot",
    "structure",
]

Priorities = Mapping[int, tuple[int, int, int]]
"""Measure -> dots, voters, rank."""


def structure(session: Session, name: str) -> Structure:
    """The concept with everything in it.

    Raises:
        Missing: there is no such concept.
    """
    concept = concept_row(session, name)
    rows, measures = _rows(session, concept.id)
    reports = _reports(session, concept.id)
    shape = library.load(session, concept.scheme)
    nodes = _tree(rows, measures, lambda row: replace(_line(row), report=reports.get(row.id)))
    return Structure(
        id=concept.id,
        name=concept.name,
        title=concept.title,
        language=concept.language,
        scheme=shape,
        nodes=nodes,
        numbers=numbers(nodes, shape),
        deleted=deletions(rows, measures, concept.language),
        origins={
            row.id: f"w{row.workshop_id}" if row.workshop_id else row.origin for row in measures
        },
        merged={row.id: row.merged_into_id for row in measures if row.merged_into_id is not None},
        measure_numbers=_measure_numbers(rows, measures, shape),
        parts=concept.parts,
    )


def snapshot(
    session: Session, name: str, priorities: Priorities | None = None, *, overall: bool = False
) -> Snapshot:
    """The concept as plain data for the exports, with a closed vote's dots where there are any.

    `overall`: their ranks are those of one ranking of the whole concept, and order its measures.
    A measure that was merged into another one is one of its `parts`, and no row of its own.

    Raises:
        Missing: there is no such concept.
    """
    found = priorities or {}
    concept = concept_row(session, name)
    reports = _reports(session, concept.id)

    def line(row: AnyRow) -> MeasureLine:
        dots, voters, rank = found.get(row.id, (None, None, None))
        place = rank if overall else None
        voted = replace(plain(row), dots=dots, voters=voters, rank=rank, place=place)
        return with_parts(voted, row, parts, plain)

    def plain(row: AnyRow) -> MeasureLine:
        return replace(_line(row), report=reports.get(row.id))

    nodes, measures = _rows(session, concept.id)
    parts = parts_of(measures)
    own = [row for row in measures if row.merged_into_id is None]
    return Snapshot(concept.title, concept.language, _tree(nodes, own, line), concept.parts)


def numbers_of(session: Session, concept_id: int, scheme: str) -> Mapping[int, str]:
    """The numbers of a concept's living entries alone, in one query."""
    rows = session.execute(
        select(Node.id, Node.parent_id, Node.level, Node.titles, Node.columns, Node.deleted_at)
        .where(Node.concept_id == concept_id, Node.deleted_at.is_(None))
        .order_by(Node.position, Node.id)
    )
    return numbers(_tree(rows, (), _line), library.load(session, scheme))


def concept_row(session: Session, name: str) -> AnyRow:
    """
    Raises:
        Missing: there is no such concept.
    """
    row = session.execute(
        select(
            Concept.id,
            Concept.name,
            Concept.title,
            Concept.language,
            Concept.scheme,
            Concept.parts,
            Concept.gathering,
            Concept.published_at,
        ).where(Concept.name == name, Concept.removed_at.is_(None))
    ).one_or_none()
    if row is None:
        raise Missing
    return row


def _rows(session: Session, concept_id: int) -> tuple[Sequence[AnyRow], Sequence[AnyRow]]:
    """All entries and approved measures of a concept in their order, deleted ones too."""
    nodes = session.execute(
        select(Node.id, Node.parent_id, Node.level, Node.titles, Node.columns, Node.deleted_at)
        .where(Node.concept_id == concept_id)
        .order_by(Node.position, Node.id)
    ).all()
    measures = session.execute(
        select(
            Measure.id,
            Measure.node_id,
            Measure.language,
            Measure.texts,
            Measure.columns,
            Measure.origin,
            Measure.workshop_id,
            Measure.deleted_at,
            Measure.merged_into_id,
            Measure.unmerged,
            func.coalesce(Measure.source, Workshop.title, "").label("source"),
            Measure.decision,
            Measure.decided_on,
        )
        .join(Node, Node.id == Measure.node_id)
        .outerjoin(Workshop, Workshop.id == Measure.workshop_id)
        .where(Node.concept_id == concept_id, Measure.state == "approved")
        .order_by(Measure.position, Measure.id)
    ).all()
    return nodes, measures


def _reports(session: Session, concept_id: int) -> dict[int, ReportLine]:
    """Measure -> the newest report on it."""
    rows = session.execute(
        select(
            Report.measure_id, Report.status, Report.on, Report.reason, Report.body, Report.next_on
        )
        .join(Measure, Measure.id == Report.measure_id)
        .join(Node, Node.id == Measure.node_id)
        .where(Node.concept_id == concept_id, Report.withdrawn_at.is_(None))
        .order_by(Report.on, Report.id)
    )
    return {
        row.measure_id: ReportLine(row.status, row.on, row.reason, row.body, row.next_on)
        for row in rows
    }


def _measure_numbers(
    nodes: Sequence[AnyRow], measures: Sequence[AnyRow], scheme: Scheme
) -> Mapping[int, str]:
    """As in the exports: what is part of another measure is not counted."""
    if scheme.numbering.style == "none":
        return {}
    own = [row for row in measures if row.merged_into_id is None]
    return measure_numbers(_tree(nodes, own, _line), scheme)


def _line(row: AnyRow) -> MeasureLine:
    return MeasureLine(
        row.id,
        row.language,
        row.texts,
        row.columns,
        source=row.source,
        decision=row.decision,
        decided_on=row.decided_on,
    )


def _tree(
    nodes: Iterable[AnyRow],
    measures: Iterable[AnyRow],
    line: Callable[[AnyRow], MeasureLine],
) -> tuple[NodeLine, ...]:
    """The living entries; what hangs below a deleted one is not reached and so not shown."""
    children: dict[int | None, list[AnyRow]] = defaultdict(list)
    for row in nodes:
        if row.deleted_at is None:
            children[row.parent_id].append(row)
    lines: dict[int, list[MeasureLine]] = defaultdict(list)
    for row in measures:
        if row.deleted_at is None:
            lines[row.node_id].append(line(row))

    def grown(parent: int | None) -> tuple[NodeLine, ...]:
        return tuple(
            NodeLine(
                row.id, row.level, row.titles, grown(row.id), tuple(lines[row.id]), row.columns
            )
            for row in children[parent]
        )

    return grown(None)
