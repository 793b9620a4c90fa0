"""Reading the JSON that interchange.py writes: strictly, and nothing is guessed. Pure.

The format is described in docs/import-and-export.md.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from app.refused import Refused, say
from workshops.concepts.rules import levels_below
from workshops.concepts.snapshot import Node, Snapshot
from workshops.exports.interchange import FORMAT, VERSION
from workshops.imports.importer import MOST_TITLE
from workshops.imports.json_measures import MOST_MEASURES, Measures
from workshops.imports.json_place import MISSING, NOT_OURS, Place, read_json
from workshops.imports.json_values import a_day, a_tag, one_line, texts
from workshops.imports.plan import About
from workshops.schemes.file import parse
from workshops.schemes.reader import BadScheme
from workshops.schemes.scheme import Scheme
from workshops.schemes.text import as_toml

MOST_ENTRIES = 10_000
MOST_PART, MOST_SITTINGS = 20_000, 200  # characters; rows of a path
_MOST_BODY = 300  # characters
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


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
        return _Reading(scheme, self.about, self._file).snapshot(Place(self._file))


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
    title = one_line(at.text("title", MOST_TITLE))
    language = a_tag(at, "language", at.text("language", 20))
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
    """Counts what it reads: entries get their ids in the order of the file, parents first."""

    def __init__(self, scheme: Scheme, about: About, file: Mapping[str, Any]) -> None:
        self._scheme = scheme
        self._about = about
        self._ids = count(1)
        self._levels = [level.key for level in scheme.levels]
        self._optional = [level.optional for level in scheme.levels]
        places = _places(file.get("entries"), len(self._levels))
        self._measures = Measures(scheme, dict(zip(places, count(1), strict=False)))

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
                found[part.key] = _path(at, part.key) if path else texts(at, part.key, MOST_PART)
        at.end()
        return found

    def _nodes(self, at: Place, level: int | None) -> tuple[Node, ...]:
        return tuple(self._node(one, level) for one in at.places("entries", MOST_ENTRIES))

    def _node(self, at: Place, above: int | None) -> Node:
        id = next(self._ids)
        if id > MOST_ENTRIES:
            message = say("This file has more than %(most)d entries.", most=MOST_ENTRIES)
            raise Refused(message, 422)
        possible = [self._levels[depth] for depth in levels_below(self._optional, above)]
        level = self._levels.index(at.choice("level", possible))
        if "number" in at:  # computed anew
            at.text("number", MOST_TITLE)
        titles = {tag: _lines(text) for tag, text in texts(at, "titles", MOST_TITLE).items()}
        if self._about.language not in titles:
            raise at.wrong(f"titles.{self._about.language}", MISSING)
        columns = self._measures.columns(at, self._scheme.levels[level].columns)
        inner = at.places("measures", MOST_MEASURES)
        measures = tuple(self._measures.read(one, id) for one in inner)
        children = self._nodes(at, level)
        at.end()
        return Node(id, level, titles, children, measures, columns)


def _places(entries: Any, depth: int, above: str = "") -> Iterator[str]:
    """The places of entries, in the order in which they are read; nothing is checked yet."""
    for n, entry in enumerate(entries if isinstance(entries, list) else (), start=1):
        yield f"{above}{n}"
        if depth > 1 and isinstance(entry, dict):
            yield from _places(entry.get("entries"), depth - 1, f"{above}{n}.")


def _path(at: Place, key: str) -> list[dict[str, Any]]:
    rows = []
    for row in at.places(key, MOST_SITTINGS):
        body = one_line(row.text("body", _MOST_BODY))
        date = a_day(row, "date") if row.value("date") is not None else None
        rows.append({"body": body, "date": date, "public": row.flag("public")})
        row.end()
    return rows


def _lines(text: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", text)
