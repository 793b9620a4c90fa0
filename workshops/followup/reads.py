"""What has become of a concept's measures: its structure, with decisions and reports."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from workshops.concepts.scheme import Scheme
from workshops.concepts.snapshot import Measure as MeasureLine
from workshops.concepts.snapshot import Node as NodeLine
from workshops.concepts.tree import structure
from workshops.followup.rules import is_overdue
from workshops.models import Concept, Measure, Node, Report, Workshop


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What was reported of a measure. It does not say by whom: anybody may read it."""

    id: int
    status: str
    on: dt.date
    reason: Mapping[str, str]
    body: str
    next_on: dt.date | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """A measure's dots and voters, summed over the closed votes of so many events."""

    dots: int
    voters: int
    events: int


@dataclass(frozen=True, slots=True)
class Followed:
    """A measure and what became of it. `reports` are those that stand, the newest first.

    `gathered`: the concept takes it in; an idea of an event that it does not gather is no part of
    the public page unless it was decided on. `bodies`: who the concept says is responsible.
    """

    id: int
    language: str
    texts: Mapping[str, str]
    decision: str | None
    decided_on: dt.date | None
    reports: tuple[ReportLine, ...]
    gathered: bool
    bodies: str = ""
    figures: Figures | None = None

    @property
    def now(self) -> ReportLine | None:
        """The newest report: it says how the measure stands."""
        return self.reports[0] if self.reports else None

    @property
    def status(self) -> str:
        """By its newest report; "none" before the first one."""
        return self.reports[0].status if self.reports else "none"

    @property
    def decided(self) -> str:
        """The decision; "none" before there is one."""
        return self.decision or "none"

    @property
    def body(self) -> str:
        """Who is responsible: by the newest report that says so, else by the concept."""
        return next((report.body for report in self.reports if report.body), self.bodies)

    def is_overdue(self, today: dt.date) -> bool:
        announced = self.now.next_on if self.now else None
        return self.decision == "adopted" and is_overdue(announced, today)


@dataclass(frozen=True, slots=True)
class Branch:
    """An entry of the structure with everything below it."""

    id: int
    level: int
    number: str
    titles: Mapping[str, str]
    children: tuple["Branch", ...]
    measures: tuple[Followed, ...]

    def walk(self) -> Iterator["Branch"]:
        """This entry and all below it, in the order of the tree."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_measures(self) -> list[Followed]:
        """Its measures and those of everything below it."""
        return [measure for branch in self.walk() for measure in branch.measures]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A whole concept and what became of its measures."""

    id: int
    name: str
    title: str
    language: str
    created_at: dt.datetime
    published_at: dt.datetime | None
    scheme: Scheme
    fields: tuple[Branch, ...]

    def measures(self) -> list[Followed]:
        return [measure for field in self.fields for measure in field.all_measures()]


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
