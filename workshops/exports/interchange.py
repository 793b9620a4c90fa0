"""A whole concept as JSON, with its scheme: nothing is lost on the way out and back in. Pure.

The format is described in docs/import-and-export.md; interchange_read.py reads it.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from workshops.concepts.numbering import numbers
from workshops.concepts.snapshot import Measure, Node, Report, Snapshot
from workshops.exports.selection import selected
from workshops.exports.telling import Choice
from workshops.schemes.columns import Value, Values, money
from workshops.schemes.scheme import Column, Scheme

FORMAT, VERSION = "klebepunkt-concept", 1


def as_json(snapshot: Snapshot, scheme: Scheme, scheme_text: str, choice: Choice) -> bytes:
    """The concept as a JSON file in UTF-8, the same bytes for the same concept."""
    counted = numbers(snapshot.nodes, scheme)
    chosen = selected(snapshot, choice)
    language = snapshot.language
    data = {
        "format": FORMAT,
        "version": VERSION,
        "title": snapshot.title,
        "language": language,
        "scheme": {"name": scheme.name, **tomllib.loads(scheme_text)},
        "parts": said_parts(snapshot, scheme),
        "entries": [_entry(node, scheme, counted, choice, language) for node in chosen.nodes],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def in_order(texts: Mapping[str, str], language: str) -> dict[str, str]:
    """The texts that say something: in this language first, the others by their tags."""
    tags = sorted(texts, key=lambda tag: (tag != language, tag))
    return {tag: texts[tag] for tag in tags if texts[tag]}


def said_parts(snapshot: Snapshot, scheme: Scheme) -> dict[str, Any]:
    """The parts in which something stands, in the order of the scheme."""
    found: dict[str, Any] = {}
    for part in scheme.parts:
        value = snapshot.parts.get(part.key)
        if value and part.kind == "path":
            found[part.key] = [
                {"body": row["body"], "date": row.get("date"), "public": row.get("public", True)}
                for row in value
            ]
        elif value:
            found[part.key] = in_order(value, snapshot.language)
    return found


def said(columns: Iterable[Column], values: Values, scheme: Scheme) -> dict[str, Value]:
    """The columns in which something stands, in the order of the scheme."""
    found = {}
    for column in columns:
        value = values.get(column.key)
        if not column.per:
            value = _kept(column, value)
        elif isinstance(value, Mapping):
            value = _for_each(column, value, scheme)
        if column.kind != "computed" and value not in _NOTHING:
            found[column.key] = value
    return found


_NOTHING: tuple[Any, ...] = (None, "", [], {})


def _for_each(column: Column, values: Mapping[str, Value], scheme: Scheme) -> dict[str, Value]:
    choice = scheme.column(column.per)
    keys = [option.key for option in choice.options] if choice else []
    found = {key: _kept(column, values.get(key)) for key in keys}
    return {key: value for key, value in found.items() if value not in _NOTHING}


def _kept(column: Column, value: Value) -> Value:
    found = money(value) if column.kind == "money" else None
    return found.value() if found else value


def _entry(
    node: Node, scheme: Scheme, counted: Mapping[int, str], choice: Choice, language: str
) -> dict[str, Any]:
    level = scheme.levels[node.level]
    found: dict[str, Any] = {"level": level.key}
    if node.id in counted:
        found["number"] = counted[node.id]
    found["titles"] = in_order(node.titles, language)
    if columns := said(_shown(level.columns, choice), node.columns, scheme):
        found["columns"] = columns
    if node.measures:
        found["measures"] = [_measure(one, scheme, choice) for one in node.measures]
    if node.children:
        found["entries"] = [
            _entry(child, scheme, counted, choice, language) for child in node.children
        ]
    return found


def _shown(columns: Iterable[Column], choice: Choice) -> list[Column]:
    return [column for column in columns if choice.bodies or column.kind != "bodies"]


def _measure(measure: Measure, scheme: Scheme, choice: Choice) -> dict[str, Any]:
    """The measure without what it does not have."""
    found: dict[str, Any] = {
        "language": measure.language,
        "texts": in_order(measure.texts, measure.language),
    }
    if columns := said(_shown(scheme.columns, choice), measure.columns, scheme):
        found["columns"] = columns
    if measure.source:
        found["source"] = measure.source
    if measure.decision:
        found["decision"] = measure.decision
    if measure.decided_on:
        found["decided_on"] = measure.decided_on.isoformat()
    if measure.report:
        found["report"] = _report(measure.report, choice, measure.language)
    if choice.with_dots and measure.dots is not None:
        found |= {"dots": measure.dots, "voters": measure.voters, "rank": measure.rank}
    return found


def _report(report: Report, choice: Choice, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {"status": report.status, "on": report.on.isoformat()}
    if reason := in_order(report.reason, language):
        found["reason"] = reason
    if report.body and choice.bodies:
        found["body"] = report.body
    if report.next_on:
        found["next_on"] = report.next_on.isoformat()
    return found
