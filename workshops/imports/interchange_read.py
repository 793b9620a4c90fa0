"""Reading the JSON that interchange.py writes: strictly, and nothing is guessed. Pure.

The format is described in docs/import-and-export.md.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from app.refused import Refused, say
from workshops.concepts.rules import levels_below
from workshops.concepts.snapshot import Measure, Node, Report, Snapshot
from workshops.exports.interchange import FORMAT, VERSION
from workshops.imports.importer import MOST_COLUMN, MOST_MEASURE, MOST_TITLE
from workshops.imports.json_place import MISSING, NOT_OURS, Place, read_json
from workshops.imports.json_values import a_day, a_value
from workshops.imports.plan import About
from workshops.schemes.file import parse
from workshops.schemes.reader import BadScheme
from workshops.schemes.scheme import Column, Scheme
from workshops.schemes.text import as_toml
from workshops.schemes.values import DECISIONS, STATUS

MOST_ENTRIES = MOST_MEASURES = 10_000
MOST_PART, MOST_SITTINGS = 20_000, 200  # characters; rows of a path
MOST_SOURCE, MOST_BODY = 200, 300  # characters, as wide as the columns of the database
_MOST_LANGUAGES = 40
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,2}")


@dataclass(frozen=True, slots=True)
class Carried:
    """A concept that a JSON file carries."""

    about: About
    _file: Mapping[str, Any] = field(repr=False)

    def snapshot(self, scheme: Scheme) -> Snapshot:
        """The concept, in the shape of this scheme: the file's own one, or one that can hold it.

        Dots are results of workshops, not of a concept: those in the file are left out.

        Raises:
            Refused: something is wrong in it; the sentence says where.
        """
        return _Reading(scheme, self.about).snapshot(Place(self._file))


def carried(data: bytes) -> Carried:
    """The concept in a JSON file.

    Raises:
        Refused: it is none of ours, or something is wrong; the sentence says where.
    """
    file = read_json(data)
    if not isinstance(file, dict) or file.get("format") != FORMAT:
        raise Refused(NOT_OURS, 422)
    if file.get("version") != VERSION:
        message = say("This file was written by a newer Klebepunkt. Update this one first.")
        raise Refused(message, 422)
    at = Place(file)
    title = _one_line(at.text("title", MOST_TITLE))
    language = _tag(at, "language", at.text("language", 20))
    scheme, text = _scheme(at)
    return Carried(About(title, language, scheme, text), file)


def _scheme(at: Place) -> tuple[Scheme, str]:
    name = at.place("scheme").text("name", 40)
    if not _NAME.fullmatch(name):
        raise at.wrong("scheme.name", say("“%(place)s” in this file is no name of a scheme.").text)
    tables = {key: value for key, value in at.value("scheme").items() if key != "name"}
    try:
        text = as_toml(tables)
        return parse(name, text), text
    except BadScheme as error:
        message = say("The scheme in this file cannot be used: %(reason)s", reason=error.message)
        raise Refused(message, 422) from error
    except (ValueError, RecursionError) as error:
        sentence = say("“%(place)s” in this file is no scheme.").text
        raise at.wrong("scheme", sentence) from error


class _Reading:
    """Counts what it reads: entries and measures get their ids in the order of the file."""

    def __init__(self, scheme: Scheme, about: About) -> None:
        self._scheme = scheme
        self._about = about
        self._node_ids, self._measure_ids = count(1), count(1)
        self._levels = [level.key for level in scheme.levels]
        self._optional = [level.optional for level in scheme.levels]
        self._choices = {one.key: one for one in scheme.columns if one.kind == "choice"}

    def snapshot(self, at: Place) -> Snapshot:
        for key in ("format", "version", "title", "language", "scheme"):
            at.value(key)
        parts = self._parts(at.place("parts"))
        nodes = self._nodes(at, None)
        at.end()
        return Snapshot(self._about.title, self._about.language, nodes, parts)

    def _parts(self, at: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in self._scheme.parts:
            if part.key in at:
                path = part.kind == "path"
                found[part.key] = _path(at, part.key) if path else _texts(at, part.key, MOST_PART)
        at.end()
        return found

    def _nodes(self, at: Place, level: int | None) -> tuple[Node, ...]:
        return tuple(self._node(one, level) for one in at.places("entries", MOST_ENTRIES))

    def _node(self, at: Place, above: int | None) -> Node:
        id = next(self._node_ids)
        if id > MOST_ENTRIES:
            message = say("This file has more than %(most)d entries.", most=MOST_ENTRIES)
            raise Refused(message, 422)
        possible = [self._levels[depth] for depth in levels_below(self._optional, above)]
        level = self._levels.index(at.choice("level", possible))
        if "number" in at:  # computed anew
            at.text("number", MOST_TITLE)
        titles = {tag: _lines(text) for tag, text in _texts(at, "titles", MOST_TITLE).items()}
        if self._about.language not in titles:
            raise at.wrong(f"titles.{self._about.language}", MISSING)
        columns = self._columns(at, self._scheme.levels[level].columns)
        measures = tuple(map(self._measure, at.places("measures", MOST_MEASURES)))
        children = self._nodes(at, level)
        at.end()
        return Node(id, level, titles, children, measures, columns)

    def _columns(self, at: Place, columns: Sequence[Column]) -> dict[str, Any]:
        inner = at.place("columns")
        found: dict[str, Any] = {}
        for column in columns:
            if column.key in inner and column.kind != "computed":
                if column.per:
                    found[column.key] = self._each(inner.place(column.key), column)
                else:
                    found[column.key] = a_value(inner, column.key, column, MOST_COLUMN)
        inner.end()
        return found

    def _each(self, at: Place, column: Column) -> dict[str, Any]:
        """One value for each option of the choice that the column depends on."""
        keys = [option.key for option in self._choices[column.per].options]
        found = {key: a_value(at, key, column, MOST_COLUMN) for key in keys if key in at}
        at.end()
        return found

    def _measure(self, at: Place) -> Measure:
        id = next(self._measure_ids)
        if id > MOST_MEASURES:
            message = say("This file has more than %(most)d measures.", most=MOST_MEASURES)
            raise Refused(message, 422)
        language = _tag(at, "language", at.text("language", 20))
        texts = _texts(at, "texts", MOST_MEASURE)
        if language not in texts:
            raise at.wrong(f"texts.{language}", MISSING)
        measure = Measure(
            id,
            language,
            texts,
            self._columns(at, self._scheme.columns),
            source=_one_line(at.text("source", MOST_SOURCE)) if "source" in at else "",
            decision=at.choice("decision", tuple(DECISIONS)) if "decision" in at else None,
            decided_on=_date(at, "decided_on"),
            report=_report(at.place("report")) if "report" in at else None,
        )
        for key in ("dots", "voters", "rank"):
            if key in at:
                at.whole(key, low=0, high=10**9)
        at.end()
        return measure


def _report(at: Place) -> Report:
    status = at.choice("status", tuple(STATUS))
    report = Report(
        status,
        dt.date.fromisoformat(a_day(at, "on")),
        _texts(at, "reason", MOST_MEASURE) if "reason" in at else {},
        _one_line(at.text("body", MOST_BODY)) if "body" in at else "",
        _date(at, "next_on"),
    )
    at.end()
    return report


def _date(at: Place, key: str) -> dt.date | None:
    return dt.date.fromisoformat(a_day(at, key)) if key in at else None


def _path(at: Place, key: str) -> list[dict[str, Any]]:
    rows = []
    for row in at.places(key, MOST_SITTINGS):
        body = _one_line(row.text("body", MOST_BODY))
        date = a_day(row, "date") if row.value("date") is not None else None
        rows.append({"body": body, "date": date, "public": row.flag("public")})
        row.end()
    return rows


def _texts(at: Place, key: str, most: int) -> dict[str, str]:
    """Language -> text, at least one."""
    inner = at.place(key)
    tags = list(inner)
    if not 1 <= len(tags) <= _MOST_LANGUAGES:
        raise at.wrong(key, MISSING)
    return {_tag(inner, tag, tag): inner.text(tag, most) for tag in tags}


def _tag(at: Place, key: str, tag: str) -> str:
    if not _TAG.fullmatch(tag) or len(tag) > 20:
        raise at.wrong(key, say("“%(place)s” in this file is no tag of a language.").text)
    return tag


def _lines(text: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", text)


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)
