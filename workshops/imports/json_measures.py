"""Measures in a JSON file of ours, with what is part of them. Pure.

The format is described in docs/import-and-export.md.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from app.refused import Refused, say
from workshops.concepts.snapshot import Measure, Own, Report, Taken
from workshops.imports.importer import MOST_COLUMN, MOST_MEASURE
from workshops.imports.json_place import MISSING, Place
from workshops.imports.json_values import a_day, a_tag, a_value, one_line, texts
from workshops.schemes.scheme import Column, Scheme
from workshops.schemes.values import DECISIONS, STATUS

MOST_MEASURES = 10_000
MOST_DEEP = 50  # parts of parts of parts
_MOST_SOURCE, _MOST_BODY = 200, 300  # characters, as wide as the columns of the database
_MOST_PLACE = 300  # characters


class Measures:
    """Counts what it reads: measures get their ids in the order of the file. `entries`: the ids of
    all entries by their places in it, such as 2.1."""

    def __init__(self, scheme: Scheme, entries: Mapping[str, int]) -> None:
        self._scheme = scheme
        self._entries = entries
        self._ids = count(1)
        self._choices = {one.key: one for one in scheme.columns if one.kind == "choice"}

    def read(self, at: Place, node: int, depth: int = 0) -> Measure:
        """The measure; `node` is the entry at which it stands. `depth`: in how many others it is.

        Raises:
            Refused: something is wrong in it; the sentence says where.
        """
        id = next(self._ids)
        if id > MOST_MEASURES:
            message = say("This file has more than %(most)d measures.", most=MOST_MEASURES)
            raise Refused(message, 422)
        language, words = self._words(at)
        for key in ("dots", "voters", "rank"):  # results of workshops, which are not brought along
            if key in at:
                at.whole(key, low=0, high=10**9)
        parts = self._parts(at, node, depth)
        measure = Measure(
            id,
            language,
            words,
            self.columns(at, self._scheme.columns),
            source=one_line(at.text("source", _MOST_SOURCE)) if "source" in at else "",
            decision=at.choice("decision", tuple(DECISIONS)) if "decision" in at else None,
            decided_on=_date(at, "decided_on"),
            report=_report(at.place("report")) if "report" in at else None,
            node=node if depth else None,
            own=self._own(at.place("own"), parts) if parts and "own" in at else None,
            parts=parts,
        )
        at.end()
        return measure

    def _words(self, at: Place) -> tuple[str, dict[str, str]]:
        language = a_tag(at, "language", at.text("language", 20))
        found = texts(at, "texts", MOST_MEASURE)
        if language not in found:
            raise at.wrong(f"texts.{language}", MISSING)
        return language, found

    def _parts(self, at: Place, node: int, depth: int) -> tuple[Measure, ...]:
        if "parts" in at and depth >= MOST_DEEP:
            raise Refused(say("This file is nested too deeply. That is no concept of ours."), 422)
        found = []
        for one in at.places("parts", MOST_MEASURES):
            place = one.text("place", _MOST_PLACE) if "place" in one else ""
            if place and place not in self._entries:
                sentence = say("“%(place)s” in this file names no entry that is in it.")
                raise one.wrong("place", sentence.text)
            found.append(self.read(one, self._entries.get(place, node), depth + 1))
        return tuple(found)

    def _own(self, at: Place, parts: tuple[Measure, ...]) -> Own:
        """What the whole of these parts says by itself."""
        ids = {place: part.id for place, part in Measure(0, "", {}, parts=parts).within()}
        language, words = self._words(at)
        inner = at.place("columns")
        taken = {
            column.key: self._taken(inner.place(column.key), column, ids)
            for column in self._kept(self._scheme.columns)
            if column.key in inner
        }
        inner.end()
        own = Own(language, words, at.flag("titled"), taken)
        at.end()
        return own

    def _taken(self, at: Place, column: Column, ids: Mapping[str, int]) -> Taken:
        place = at.text("from", _MOST_PLACE)
        if place not in ids:
            raise at.wrong("from", say("“%(place)s” in this file names no part.").text)
        own = self._value(at, "own", column) if "own" in at else None
        taken = Taken(ids[place], self._value(at, "value", column), own)
        at.end()
        return taken

    def columns(self, at: Place, columns: Sequence[Column]) -> dict[str, Any]:
        """What stands in these columns of an entry or a measure.

        Raises:
            Refused: something is wrong in one; the sentence says where.
        """
        inner = at.place("columns")
        found = {
            column.key: self._value(inner, column.key, column)
            for column in self._kept(columns)
            if column.key in inner
        }
        inner.end()
        return found

    def _kept(self, columns: Sequence[Column]) -> list[Column]:
        return [column for column in columns if column.kind != "computed"]

    def _value(self, at: Place, key: str, column: Column) -> Any:
        """One value; for each option of the choice that the column depends on, where it does."""
        if not column.per:
            return a_value(at, key, column, MOST_COLUMN)
        each = at.place(key)
        keys = [option.key for option in self._choices[column.per].options]
        found = {key: a_value(each, key, column, MOST_COLUMN) for key in keys if key in each}
        each.end()
        return found


def _report(at: Place) -> Report:
    status = at.choice("status", tuple(STATUS))
    report = Report(
        status,
        dt.date.fromisoformat(a_day(at, "on")),
        texts(at, "reason", MOST_MEASURE) if "reason" in at else {},
        one_line(at.text("body", _MOST_BODY)) if "body" in at else "",
        _date(at, "next_on"),
    )
    at.end()
    return report


def _date(at: Place, key: str) -> dt.date | None:
    return dt.date.fromisoformat(a_day(at, key)) if key in at else None
