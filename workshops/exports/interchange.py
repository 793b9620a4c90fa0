"""A whole concept as JSON, with its scheme: nothing is lost on the way out and back in. Pure.

The format is described in docs/import-and-export.md; interchange_read.py reads it.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workshops.concepts.numbering import numbers
from workshops.concepts.snapshot import Measure, Node, Own, Report, Snapshot, Taken
from workshops.exports.selection import selected
from workshops.exports.telling import Choice
from workshops.schemes.columns import Value, Values, money
from workshops.schemes.scheme import Column, Scheme

FORMAT, VERSION = "klebepunkt-concept", 1


def as_json(snapshot: Snapshot, scheme: Scheme, scheme_text: str, choice: Choice) -> bytes:
    """The concept as a JSON file in UTF-8, the same bytes for the same concept."""
    chosen = selected(snapshot, choice)
    writing = _Writing(snapshot, chosen, scheme, choice)
    data = {
        "format": FORMAT,
        "version": VERSION,
        "title": snapshot.title,
        "language": snapshot.language,
        "scheme": {"name": scheme.name, **tomllib.loads(scheme_text)},
        "parts": said_parts(snapshot, scheme),
        "entries": [writing.entry(node) for node in chosen.nodes],
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


class _Writing:
    """Entries and measures as the file has them: without what they do not have."""

    def __init__(
        self, snapshot: Snapshot, chosen: Snapshot, scheme: Scheme, choice: Choice
    ) -> None:
        self._language = snapshot.language
        self._scheme = scheme
        self._choice = choice
        self._counted = numbers(snapshot.nodes, scheme)
        self._places = dict(_places(chosen.nodes))

    def entry(self, node: Node) -> dict[str, Any]:
        level = self._scheme.levels[node.level]
        found: dict[str, Any] = {"level": level.key}
        if node.id in self._counted:
            found["number"] = self._counted[node.id]
        found["titles"] = in_order(node.titles, self._language)
        if columns := said(self._shown(level.columns), node.columns, self._scheme):
            found["columns"] = columns
        if node.measures:
            found["measures"] = [self._measure(one, node.id) for one in node.measures]
        if node.children:
            found["entries"] = [self.entry(child) for child in node.children]
        return found

    def _shown(self, columns: Iterable[Column]) -> list[Column]:
        return [column for column in columns if self._choice.bodies or column.kind != "bodies"]

    def _measure(self, measure: Measure, node: int) -> dict[str, Any]:
        """`node`: the entry at which it stands."""
        found: dict[str, Any] = {
            "language": measure.language,
            "texts": in_order(measure.texts, measure.language),
        }
        if columns := said(self._shown(self._scheme.columns), measure.columns, self._scheme):
            found["columns"] = columns
        if measure.source:
            found["source"] = measure.source
        if measure.decision:
            found["decision"] = measure.decision
        if measure.decided_on:
            found["decided_on"] = measure.decided_on.isoformat()
        if measure.report:
            found["report"] = _report(measure.report, self._choice, measure.language)
        if self._choice.with_dots and measure.dots is not None:
            found |= {"dots": measure.dots, "voters": measure.voters, "rank": measure.rank}
        if measure.parts:
            found["parts"] = [self._part(part, node) for part in measure.parts]
        if measure.parts and measure.own:
            found["own"] = self._own(measure, measure.own)
        return found

    def _part(self, part: Measure, node: int) -> dict[str, Any]:
        """With its place, where it does not stand at the entry of what it is part of."""
        if part.node is None or part.node == node or part.node not in self._places:
            return self._measure(part, node)
        return self._measure(part, part.node) | {"place": self._places[part.node]}

    def _own(self, measure: Measure, own: Own) -> dict[str, Any]:
        found: dict[str, Any] = {
            "language": own.language,
            "texts": in_order(own.texts, own.language),
            "titled": own.titled,
        }
        places = {part.id: place for place, part in measure.within()}
        columns = self._shown(self._scheme.columns)
        taken = {
            column.key: self._taken(column, own.taken[column.key], places)
            for column in columns
            if column.key in own.taken
        }
        if taken := {key: one for key, one in taken.items() if one}:
            found["columns"] = taken
        return found

    def _taken(self, column: Column, taken: Taken, places: Mapping[int, str]) -> dict[str, Any]:
        """Nothing where the part that it was taken from is there no more."""
        key, place = column.key, places.get(taken.whose)
        value, own = (
            said([column], {key: one}, self._scheme).get(key) for one in (taken.value, taken.own)
        )
        if place is None or value is None:
            return {}
        found = {"from": place, "value": value}
        return found if own is None else found | {"own": own}


def _places(nodes: Iterable[Node], above: str = "") -> Iterator[tuple[int, str]]:
    """Each entry with its place: 2.1 is the first one in the second one of the outermost level."""
    for n, node in enumerate(nodes, start=1):
        yield node.id, f"{above}{n}"
        yield from _places(node.children, f"{above}{n}.")


def _report(report: Report, choice: Choice, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {"status": report.status, "on": report.on.isoformat()}
    if reason := in_order(report.reason, language):
        found["reason"] = reason
    if report.body and choice.bodies:
        found["body"] = report.body
    if report.next_on:
        found["next_on"] = report.next_on.isoformat()
    return found
