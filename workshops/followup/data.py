"""A published concept as open data. The columns and keys are described in docs/follow-up.md.

The same for every language. Numbers of measures are given once and never change: they outlive
another text, another place in the structure and another number in the concept.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from app.documents import csvfile
from app.documents.document import Grid
from workshops.followup.lines import Branch, Followed, ReportLine
from workshops.followup.public import LICENCE, PublicPage
from workshops.process.report import Report

SCHEMA = "klebepunkt-follow-up/1"
Path = tuple[Branch, ...]  # from the outermost entry to the one that a measure belongs to


def as_json(page: PublicPage, *, address: str, today: dt.date) -> bytes:
    """Everything, as the bytes of a JSON file. `address`: that of the public page."""
    found = {
        "schema": SCHEMA,
        "as_of": today.isoformat(),
        "licence": {"name": LICENCE.name, "address": LICENCE.address},
        "concept": {
            "name": page.name,
            "title": page.title,
            "language": page.language,
            "address": address,
            "scheme": page.scheme.name,
        },
        "participation": took_part(page.process),
        "levels": [
            {"key": level.key, "names": dict(level.naming.names)} for level in page.scheme.levels
        ],
        "measures": [_measure(page, path, measure) for path, measure in _rows(page)],
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def took_part(report: Report) -> dict[str, int | None]:
    """How many events and people there were; those with fewer than five are not counted."""
    return {"events": report.number, "people": report.people or None}


def _rows(page: PublicPage) -> Iterator[tuple[Path, Followed]]:
    def below(path: Path) -> Iterator[tuple[Path, Followed]]:
        for measure in path[-1].measures:
            yield path, measure
        for child in path[-1].children:
            yield from below((*path, child))

    for field in page.fields:
        yield from below((field,))


def _measure(page: PublicPage, path: Path, measure: Followed) -> dict[str, Any]:
    figures, now = measure.figures, measure.now
    return {
        "number": measure.id,
        "structure": [
            {
                "level": page.scheme.levels[entry.level].key,
                "number": entry.number or None,
                "titles": dict(entry.titles),
            }
            for entry in path
        ],
        "language": measure.language,
        "texts": dict(measure.texts),
        "dots": figures.dots if figures else None,
        "voters": figures.voters if figures else None,
        "events": figures.events if figures else None,
        "decision": measure.decision,
        "decided_on": _day(measure.decided_on),
        "status": now.status if now else None,
        "status_since": _day(now.on if now else None),
        "responsible": measure.body or None,
        "next_report_on": _day(now.next_on if now else None),
        "reports": [_report(report) for report in measure.reports],
    }


def _report(report: ReportLine) -> dict[str, Any]:
    return {
        "status": report.status,
        "on": report.on.isoformat(),
        "reasons": dict(report.reason),
        "responsible": report.body or None,
        "next_report_on": _day(report.next_on),
        "reported_on": report.at.date().isoformat(),
    }


def as_csv(page: PublicPage) -> bytes:
    """One row a measure, as the bytes of a CSV file."""
    texts = sorted({tag for measure in page.measures() for tag in measure.texts})
    titles = _title_columns(page)
    rows = [_row(path, measure, titles, texts, page) for path, measure in _rows(page)]
    headings = (
        "number",
        *(f"{key}_number" for key in _numbered(page)),
        *(f"{key}_{tag}" for key, tag in titles),
        "language",
        *(f"text_{tag}" for tag in texts),
        *FACTS,
    )
    return csvfile.write(Grid("measures", headings, tuple(rows)))


FACTS = (
    "dots",
    "voters",
    "events",
    "decision",
    "decided_on",
    "status",
    "status_since",
    "status_reason",
    "responsible",
    "next_report_on",
    "reports",
)
_Row = tuple[str | int | None, ...]


def _row(
    path: Path, measure: Followed, titles: list[tuple[str, str]], texts: list[str], page: PublicPage
) -> _Row:
    entries = {page.scheme.levels[entry.level].key: entry for entry in path}
    known: Mapping[str, Any] = _measure(page, path, measure)
    reason = measure.now.reason.get(page.language, "") if measure.now else ""
    facts = {**known, "status_reason": reason, "reports": len(measure.reports)}
    return (
        measure.id,
        *(entries[key].number if key in entries else None for key in _numbered(page)),
        *(entries[key].titles.get(tag) if key in entries else None for key, tag in titles),
        measure.language,
        *(measure.texts.get(tag) for tag in texts),
        *(facts[key] for key in FACTS),
    )


def _numbered(page: PublicPage) -> list[str]:
    """The levels whose entries bear numbers."""
    used = {entry.level for field in page.fields for entry in field.walk() if entry.number}
    return [level.key for depth, level in enumerate(page.scheme.levels) if depth in used]


def _title_columns(page: PublicPage) -> list[tuple[str, str]]:
    """Level and language of each column of titles, the concept's own language first."""
    used = {
        (entry.level, tag)
        for field in page.fields
        for entry in field.walk()
        for tag in entry.titles
    }
    order = sorted(used, key=lambda pair: (pair[0], pair[1] != page.language, pair[1]))
    return [(page.scheme.levels[level].key, tag) for level, tag in order]


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
