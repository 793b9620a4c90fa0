"""What stands in the cells of a table beside a measure. Pure."""

import datetime as dt

from app.documents.document import Cell, Text
from app.refused import Message
from workshops.concepts.snapshot import Measure
from workshops.exports.telling import Telling
from workshops.schemes.scheme import OutlineColumn
from workshops.schemes.values import DECISIONS, STATUS


def cell(measure: Measure, column: OutlineColumn, telling: Telling) -> Cell:
    """What a line shows of its measure; None where nothing stands."""
    report = measure.report
    match column.source:
        case "measure":
            return telling.text(measure)
        case "measure_number":
            return _plain(telling.measure_numbers.get(measure.id, ""))
        case "column":
            text = telling.column(measure, column.key)
            kind = telling.scheme.column(column.key)
            own = measure.language if kind and kind.kind in ("text", "bodies") else ""
            return Text(text, own) if text else None
        case "decision":
            return _said(DECISIONS.get(measure.decision or ""), telling)
        case "decided_on":
            return _day(measure.decided_on, telling)
        case "status":
            return _said(STATUS.get(report.status) if report else None, telling)
        case "next_report":
            return _day(report.next_on if report else None, telling)
        case "source":
            return _plain(measure.source)
    return {"dots": measure.dots, "voters": measure.voters, "rank": measure.rank}[column.source]


def _plain(text: str) -> Cell:
    return Text(text) if text else None


def _day(day: dt.date | None, telling: Telling) -> Cell:
    return Text(telling.voice.day(day)) if day else None


def _said(message: Message | None, telling: Telling) -> Cell:
    return Text(telling.voice.words(message)) if message else None
