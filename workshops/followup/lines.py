"""A concept with what became of its measures, as plain data. Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workshops.followup.rules import is_overdue
from workshops.schemes.scheme import Scheme


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
