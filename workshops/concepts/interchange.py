"""A whole concept as JSON, with its scheme: nothing is lost on the way out and back in. Pure.

The format is described in docs/import-and-export.md.
"""

import json
import tomllib
from collections.abc import Mapping
from typing import Any

from workshops.concepts.numbering import numbers
from workshops.concepts.scheme import Scheme
from workshops.concepts.selection import selected
from workshops.concepts.snapshot import Measure, Node, Report, Snapshot
from workshops.concepts.telling import Choice

FORMAT, VERSION = "klebepunkt-concept", 1


def as_json(snapshot: Snapshot, scheme: Scheme, scheme_text: str, choice: Choice) -> bytes:
    """The concept as a JSON file in UTF-8, the same bytes for the same concept."""
    counted = numbers(snapshot.nodes, scheme)
    chosen = selected(snapshot, choice)
    data = {
        "format": FORMAT,
        "version": VERSION,
        "title": snapshot.title,
        "language": snapshot.language,
        "scheme": {"name": scheme.name, **tomllib.loads(scheme_text)},
        "parts": snapshot.parts,
        "entries": [_entry(node, scheme, counted, choice) for node in chosen.nodes],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _entry(
    node: Node, scheme: Scheme, counted: Mapping[int, str], choice: Choice
) -> dict[str, Any]:
    found: dict[str, Any] = {"level": scheme.levels[node.level].key}
    if node.id in counted:
        found["number"] = counted[node.id]
    found["titles"] = dict(node.titles)
    if node.columns:
        found["columns"] = dict(node.columns)
    if node.measures:
        found["measures"] = [_measure(one, scheme, choice) for one in node.measures]
    if node.children:
        found["entries"] = [_entry(child, scheme, counted, choice) for child in node.children]
    return found


def _measure(measure: Measure, scheme: Scheme, choice: Choice) -> dict[str, Any]:
    """The measure without what it does not have."""
    found: dict[str, Any] = {"language": measure.language, "texts": dict(measure.texts)}
    bodies = {column.key for column in scheme.of_kind("bodies")}
    columns = {
        key: value
        for key, value in measure.columns.items()
        if value not in (None, "", []) and (choice.bodies or key not in bodies)
    }
    if columns:
        found["columns"] = columns
    if measure.source:
        found["source"] = measure.source
    if measure.decision:
        found["decision"] = measure.decision
    if measure.decided_on:
        found["decided_on"] = measure.decided_on.isoformat()
    if measure.report:
        found["report"] = _report(measure.report, choice)
    if choice.with_dots and measure.dots is not None:
        found |= {"dots": measure.dots, "voters": measure.voters, "rank": measure.rank}
    return found


def _report(report: Report, choice: Choice) -> dict[str, Any]:
    found: dict[str, Any] = {"status": report.status, "on": report.on.isoformat()}
    if report.reason:
        found["reason"] = dict(report.reason)
    if report.body and choice.bodies:
        found["body"] = report.body
    if report.next_on:
        found["next_on"] = report.next_on.isoformat()
    return found
