"""The names of placeholders.py, filled from a concept as an export holds it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from app.documents.document import Document, Text
from app.documents.pieces import line_of
from app.language import catalogues, clock
from app.refused import Message, say
from workshops.concepts.numbering import measure_numbers, numbers
from workshops.concepts.snapshot import Measure, Node
from workshops.exports.selection import selected
from workshops.exports.source import Source
from workshops.exports.telling import Choice, Telling, best, by_priority
from workshops.exports.voices import voice
from workshops.letterheads.values import (
    NOTHING_SAID,
    Content,
    Lines,
    Number,
    Said,
    SaidLine,
    Things,
    Turns,
    said,
)
from workshops.schemes.scheme import Column, Part, value_of
from workshops.schemes.values import DECISIONS, STATUS, Voice


def context(
    found: Source, document: Document, choice: Choice, *, language: str, now: dt.datetime
) -> dict[str, Any]:
    """Name -> what it gives, in this language. `document` is the standard layout of the same."""
    telling = _telling(found, choice, language)
    teller = _Teller(telling, document, Turns())
    day = telling.voice.day
    event, turnout = found.event, found.turnout
    entries = list(telling.snapshot.walk())
    return {
        "title": _name(document.title, document),
        "date": said(day(clock.day(now)), document),
        "workshop": _name(Text(event.title if event else ""), document),
        "workshop_date": said(day(event.date) if event and event.date else "", document),
        "place": said(event.place if event else "", document),
        "people": teller.number(turnout[0]),
        "voters": teller.number(turnout[1]),
        "content": Content(),
        "parts": Things(**{part.key: teller.part(part) for part in found.scheme.parts}),
        "entries": teller.entries(entries),
        "fields": teller.entries(telling.snapshot.nodes),
        "measures": teller.measures([(node, m) for node in entries for m in node.measures]),
    }


def _name(text: Text, document: Document) -> Said:
    """What something is called, unmarked: nobody translates names."""
    return Said(line_of(text, document)[:1])


def _telling(found: Source, choice: Choice, language: str) -> Telling:
    nodes, scheme = found.snapshot.nodes, found.scheme
    return Telling(
        selected(found.snapshot, choice),
        scheme,
        voice(language),
        choice,
        numbers(nodes, scheme),
        measure_numbers(nodes, scheme),
    )


class _Teller:
    """Makes values of what a concept holds."""

    def __init__(self, telling: Telling, document: Document, turns: Turns) -> None:
        self._telling = telling
        self._document = document
        self._turns = turns

    @property
    def _voice(self) -> Voice:
        return self._telling.voice

    def _said(self, text: Text | str, **more: Any) -> Said:
        return said(text, self._document, **more)

    def number(self, value: int | None) -> Number:
        if value is None:
            return Number(None)
        with catalogues.speaking(self._voice.language):
            return Number(value, self._said(catalogues.number(value)))

    def entries(self, nodes: Sequence[Node]) -> Lines:
        return Lines([self.entry(node) for node in nodes], self._turns)

    def entry(self, node: Node) -> Things:
        telling = self._telling
        level = telling.scheme.levels[node.level]
        columns = {
            column.key: self._said(Text(telling.entry(node, column.key), telling.snapshot.language))
            for column in level.columns
        }
        return Things(
            number=self._said(telling.numbers.get(node.id, "")),
            title=self._said(telling.title(node)),
            level=self._said(level.naming.name(self._voice.language)),
            depth=self.number(node.level + 1),
            measures=lambda: self.measures([(node, measure) for measure in node.measures]),
            entries=lambda: self.entries(node.children),
            columns=Things(**columns),
        )

    def measures(self, places: Sequence[tuple[Node, Measure]]) -> Lines:
        above = {measure.id: node for node, measure in places}
        ordered = by_priority([measure for _, measure in places])
        found = [self.measure(m, above[m.id], n) for n, m in enumerate(ordered, start=1)]
        return Lines(found, self._turns)

    def measure(self, measure: Measure, node: Node, place: int) -> Things:
        telling = self._telling
        report, figures = measure.report, telling.choice.with_dots
        numbered = telling.measure_numbers.get(measure.id) or str(place)
        return Things(
            text=self._said(telling.text(measure)),
            number=self._said(numbered),
            entry=lambda: self.entry(node),
            responsible=self._responsible(measure),
            cost=self._together(measure, "money"),
            dots=self.number(measure.dots if figures else None),
            voters=self.number(measure.voters if figures else None),
            rank=self.number(measure.rank if figures else None),
            decision=self._named(DECISIONS, measure.decision),
            status=self._named(STATUS, report.status if report else None),
            source=self._said(measure.source),
            columns=Things(**{c.key: self._column(measure, c) for c in telling.scheme.columns}),
        )

    def _responsible(self, measure: Measure) -> Said:
        if not self._telling.choice.bodies:
            return NOTHING_SAID
        if measure.report and measure.report.body:
            return self._said(measure.report.body)
        return self._together(measure, "bodies")

    def _together(self, measure: Measure, kind: str) -> Said:
        """All columns of a kind in one text."""
        telling = self._telling
        values = [telling.column(measure, column.key) for column in telling.scheme.of_kind(kind)]
        own = measure.language if kind == "bodies" else ""
        return self._said(Text("; ".join(value for value in values if value), own))

    def _column(self, measure: Measure, column: Column) -> Said:
        shown = self._telling.column(measure, column.key)
        own = measure.language if column.kind in ("text", "bodies") else ""
        value = value_of(column, measure.columns)
        if column.kind == "yes_no":
            return self._said(shown, key="yes" if value else "no", holds=value is True)
        key = str(value) if column.kind in ("choice", "computed") and value else ""
        return self._said(Text(shown, own), key=key)

    def _named(self, names: Any, key: str | None) -> Said:
        found: Message | None = names.get(key or "")
        return self._said(self._voice.words(found), key=key or "") if found else NOTHING_SAID

    def part(self, part: Part) -> Lines | Said:
        """The lines of a text of the whole concept; nothing where it is empty."""
        value = self._telling.snapshot.parts.get(part.key)
        if not value:
            return NOTHING_SAID
        if part.kind == "path":
            return Lines([self._sitting(row) for row in value], self._turns)
        text = best(value, self._voice.language, self._telling.snapshot.language)
        lines = [line.strip() for line in text.text.splitlines() if line.strip()]
        return Lines([self._line(Text(line, text.language)) for line in lines], self._turns)

    def _line(self, text: Text, **parts: Said) -> SaidLine:
        made = SaidLine(self._said(text)._line)
        made._parts = parts
        return made

    def _sitting(self, row: Any) -> SaidLine:
        words = self._voice.words
        day = self._voice.day(dt.date.fromisoformat(row["date"])) if row.get("date") else ""
        public = words(say("public") if row.get("public", True) else say("not public"))
        whole = ", ".join(one for one in (row["body"], day, public) if one)
        return self._line(
            Text(whole),
            body=self._said(row["body"]),
            date=self._said(day),
            consultation=self._said(public),
        )
