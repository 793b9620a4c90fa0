"""One measure as the office follows it up: all its reports, also those that were mistakes."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Missing
from workshops.followup.lines import Branch, Followed, FollowUp, ReportLine
from workshops.followup.reads import follow_up, line_of
from workshops.followup.rules import FOLLOWS, STATUSES, Standing
from workshops.models import Report


@dataclass(frozen=True, slots=True)
class Entry:
    """A report, and which member of staff wrote it: nothing for the public page."""

    report: ReportLine
    by: str
    withdrawn_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class MeasureFile:
    """A measure with its place in the structure and its history, the newest report first."""

    concept: FollowUp
    path: tuple[Branch, ...]
    measure: Followed
    entries: tuple[Entry, ...]

    @property
    def standing(self) -> Standing | None:
        """How it stands by its newest report that was no mistake."""
        now = self.measure.now
        return Standing(now.status, now.on) if now else None

    @property
    def may_follow(self) -> tuple[str, ...]:
        """What the next report may say."""
        return FOLLOWS[self.standing.status] if self.standing else STATUSES


def measure_file(session: Session, name: str, measure_id: int) -> MeasureFile:
    """
    Raises:
        Missing: no such measure in this concept.
    """
    found = follow_up(session, name)
    for field in found.fields:
        place = _place((field,), measure_id)
        if place is not None:
            return MeasureFile(found, *place, _entries(session, measure_id))
    raise Missing


def _place(path: tuple[Branch, ...], id: int) -> tuple[tuple[Branch, ...], Followed] | None:
    for measure in path[-1].measures:
        if measure.id == id:
            return path, measure
    for child in path[-1].children:
        found = _place((*path, child), id)
        if found:
            return found
    return None


def _entries(session: Session, measure_id: int) -> tuple[Entry, ...]:
    rows = session.scalars(
        select(Report)
        .where(Report.measure_id == measure_id)
        .order_by(Report.on.desc(), Report.id.desc())
    )
    return tuple(Entry(line_of(row), row.by, row.withdrawn_at) for row in rows)
