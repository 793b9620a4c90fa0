"""What changed in one year, measure by measure in the concept's structure. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workshops.followup.lines import Branch, Followed, FollowUp, ReportLine
from workshops.followup.rules import STATUSES


@dataclass(frozen=True, slots=True)
class Line:
    """A measure in a year. `at_end`: the last report up to its end. `changes`: the year's reports,
    the oldest first. `decided`: the council decided on it in this year."""

    measure: Followed
    at_end: ReportLine | None
    changes: tuple[ReportLine, ...]
    decided: bool

    @property
    def status(self) -> str:
        return self.at_end.status if self.at_end else "none"

    @property
    def body(self) -> str:
        """Who was responsible at the end of the year."""
        return (self.at_end.body if self.at_end else "") or self.measure.bodies


@dataclass(frozen=True, slots=True)
class Part:
    """An entry of the structure with what is reported below it."""

    branch: Branch
    parts: tuple["Part", ...]
    lines: tuple[Line, ...]

    def walk(self) -> Iterator["Part"]:
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Yearly:
    """The report on a year. `adopted` and `rejected` are the decisions made in it, `statuses` count
    the adopted measures as they stood at its end; `reports` were made of days in it."""

    concept: FollowUp
    year: int
    parts: tuple[Part, ...]
    adopted: int
    rejected: int
    reports: int
    statuses: Mapping[str, int]

    def lines(self) -> list[Line]:
        return [line for part in self.parts for inner in part.walk() for line in inner.lines]


def yearly(concept: FollowUp, year: int) -> Yearly:
    """Measures adopted by the end of the year, and those rejected in it."""
    parts = tuple(part for field in concept.fields if (part := _part(field, year)))
    lines = [line for part in parts for inner in part.walk() for line in inner.lines]
    standing = [line for line in lines if line.measure.decision == "adopted"]
    counted = Counter(line.status for line in standing)
    return Yearly(
        concept,
        year,
        parts,
        adopted=sum(line.decided for line in standing),
        rejected=len(lines) - len(standing),
        reports=sum(len(line.changes) for line in lines),
        statuses={key: counted[key] for key in (*STATUSES, "none")},
    )


def years_of(concept: FollowUp, today: dt.date) -> list[int]:
    """The years there is something to report on, the newest first, and the present one."""
    days = [m.decided_on for m in concept.measures() if m.decided_on]
    days += [report.on for m in concept.measures() for report in m.reports]
    return sorted({today.year, *(day.year for day in days)}, reverse=True)


def _part(branch: Branch, year: int) -> Part | None:
    """None where there is nothing to report."""
    parts = tuple(part for child in branch.children if (part := _part(child, year)))
    lines = tuple(line for measure in branch.measures if (line := _line(measure, year)))
    return Part(branch, parts, lines) if parts or lines else None


def _line(measure: Followed, year: int) -> Line | None:
    day = measure.decided_on
    if day is None or day.year > year:
        return None
    if measure.decision == "rejected" and day.year != year:
        return None
    until = [report for report in measure.reports if report.on.year <= year]
    changes = tuple(report for report in reversed(until) if report.on.year == year)
    return Line(measure, until[0] if until else None, changes, day.year == year)
