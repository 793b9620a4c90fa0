"""What a row says of a measure in the columns that every scheme has. Pure."""

import datetime as dt
from dataclasses import dataclass

from app.documents.table import SheetRow
from app.refused import say
from workshops.exports.sheet_words import (
    BODY,
    DECIDED_ON,
    DECISION,
    NEXT_ON,
    SINCE,
    SOURCE,
    STATUS,
)
from workshops.imports.plan import PlannedReport
from workshops.imports.row_reader import RowReader
from workshops.schemes.scheme import Column

_MOST_SOURCE, _MOST_BODY = 200, 300  # characters, as wide as the columns of the database


@dataclass(frozen=True, slots=True)
class Details:
    source: str = ""
    decision: str | None = None
    decided_on: dt.date | None = None
    report: PlannedReport | None = None


def details(reader: RowReader, row: SheetRow, *, exact: bool) -> Details:
    """Where the measure comes from, what became of it, and how it stands. Faults are noted."""
    decision = reader.fixed(row, DECISION)
    decided_on = _day(reader.fixed(row, DECIDED_ON))
    if decided_on and decision is None:
        x = reader.headings.find("fixed", DECIDED_ON.key)
        reader.fault(row, x, say("There is no decision beside this day."))
    source = _short(reader, row, SOURCE, _MOST_SOURCE, exact)
    return Details(source, decision, decided_on, _report(reader, row, exact=exact))


def _report(reader: RowReader, row: SheetRow, *, exact: bool) -> PlannedReport | None:
    status = reader.fixed(row, STATUS)
    since, next_on = _day(reader.fixed(row, SINCE)), _day(reader.fixed(row, NEXT_ON))
    reason = reader.texts(row, "reason", exact=exact) or {}
    body = _short(reader, row, BODY, _MOST_BODY, exact)
    if status is None:
        if since or next_on or reason or body:
            stated = {SINCE.key: since, NEXT_ON.key: next_on, BODY.key: body}
            key = next((key for key, value in stated.items() if value), "")
            x = reader.headings.find("fixed", key) if key else reader.main("reason")
            reader.fault(row, x, say("There is no status, but something is reported in this row."))
        return None
    return PlannedReport(status, since, reason, body, next_on)


def _short(reader: RowReader, row: SheetRow, column: Column, most: int, exact: bool) -> str:
    text = str(reader.fixed(row, column, exact=exact) or "")
    if len(text) > most:
        x = reader.headings.find("fixed", column.key)
        reader.fault(row, x, say("This text is longer than %(most)d characters.", most=most))
    return text


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
