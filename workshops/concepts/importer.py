"""Going down a sheet, row by row, to a plan of what it would create. Pure.

The decisions behind it are listed in table_import.py.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from app.documents.table import SheetRow
from app.refused import Message, Refused, say
from workshops.concepts.cells import bullets, fold
from workshops.concepts.columns import Values
from workshops.concepts.import_plan import Fault, ImportPlan, PlannedMeasure, no_title
from workshops.concepts.numbers_check import NumbersCheck
from workshops.concepts.planned_tree import Tree
from workshops.concepts.row_details import Details, details
from workshops.concepts.row_reader import MOST_COLUMN as MOST_COLUMN
from workshops.concepts.row_reader import MOST_MEASURE as MOST_MEASURE
from workshops.concepts.row_reader import MOST_TITLE as MOST_TITLE
from workshops.concepts.row_reader import Notes, Place, RowReader
from workshops.concepts.rules import levels_below
from workshops.concepts.scheme import Column, Level, Option, Scheme
from workshops.concepts.sheet_words import LEVEL
from workshops.concepts.snapshot import Node
from workshops.concepts.typed_cells import option_in

_FAULTY = 0  # the id of an entry that cannot be created, so that it is complained of only once
_Path = list[int | None]  # the entry that each level stands at
_Titles = dict[int, dict[str, str] | None]  # what a row says of each level; None: it is faulty


class Importer:
    """Remembers which entry each level stands at. Existing entries have positive ids."""

    def __init__(self, scheme: Scheme, language: str) -> None:
        self._scheme = scheme
        self._language = language
        self._optional = [level.optional for level in scheme.levels]
        self._tree = Tree()
        self._path: _Path = [None] * len(scheme.levels)
        self._places: dict[Place, _Path] = {}
        self._only_there = ""  # the sheet that lists all entries, where there is one
        self._texts: dict[int, set[str]] = defaultdict(set)  # of the measures at an entry, folded
        self._there: dict[int, set[str]] = {}  # the same, of those that are in the concept already
        self._measures: list[PlannedMeasure] = []
        self._numbers = NumbersCheck(scheme)
        self.notes = Notes()

    def plan(self, parts: Mapping[str, Any] | None = None, language: str = "") -> ImportPlan:
        """What was found. `language`: of the concept, where the file may be in another one."""
        self._numbers.warn(self._tree.whole())
        self._check_language(language or self._language)
        return ImportPlan(
            self._language,
            tuple(self._tree.nodes),
            tuple(self._measures),
            tuple(self._tree.changes()),
            tuple(self.notes.faults),
            tuple(self.notes.warnings),
            parts or {},
        )

    def _check_language(self, language: str) -> None:
        for node in self._tree.nodes:
            if language not in node.titles:
                title = next(iter(node.titles.values()))
                self.notes.faults.append(Fault(node.row, "", no_title(title)))

    def know(self, nodes: Sequence[Node]) -> None:
        """Remember existing entries with all below them."""
        self._tree.know(nodes)
        for node in chain.from_iterable(top.walk() for top in nodes):
            texts = (text for measure in node.measures for text in measure.texts.values())
            self._there[node.id] = {fold(text) for text in texts}
            self._texts[node.id] = set(self._there[node.id])

    def check_headings(self, reader: RowReader, rows: Sequence[SheetRow]) -> None:
        """Columns that are there twice are faults, columns nobody knows are warnings."""
        headings = reader.headings
        row = SheetRow(headings.row, ())
        for x in headings.twice():
            reader.fault(row, x, say("This column is there twice. Delete one of them."))
        for x in headings.unknown(rows):
            if x < len(headings.texts) and headings.texts[x]:
                reader.warn(row, x, say("This column is not known and is left out."))
            else:
                reader.warn(row, x, say("This column has no heading and is left out."))

    def take_entries(self, reader: RowReader, rows: Sequence[SheetRow], sheet: str) -> None:
        """Plan the entries of our own sheet that lists them all."""
        for row in rows:
            self._take_entry(reader, row)
        self._only_there = sheet

    def _take_entry(self, reader: RowReader, row: SheetRow) -> None:
        faults = len(self.notes.faults)
        place, level = reader.place(row), self._level(reader, row)
        titles = reader.texts(row, "title", exact=True)
        if place is None or level is None or not titles:
            if len(self.notes.faults) == faults:
                reader.fault(row, None, say("This row names no entry: something is missing."))
            return
        root: _Path = [None] * len(self._path)
        above = self._places.get(place[:-1]) if len(place) > 1 else root
        if above is None or place in self._places:
            x = reader.headings.find("place")
            reader.fault(row, x, say("This place is there twice, or the one above it is missing."))
            return
        path = self._below(reader, row, above, level, titles)
        if path is None:
            return
        self._places[place] = path
        own = self._scheme.levels[level]
        values = reader.entry_values(row, own, {}, exact=True)
        self._add_values(reader, row, path[level], own, values)

    def _level(self, reader: RowReader, row: SheetRow) -> int | None:
        text = reader.text_of(row, "depth")
        levels = Column("", LEVEL, "choice", tuple(_named(one) for one in self._scheme.levels))
        try:
            return self._scheme.depth(option_in(text, levels, self._language)) if text else None
        except Refused as refused:
            reader.fault(row, reader.headings.find("depth"), refused.message)
            return None

    def _below(
        self, reader: RowReader, row: SheetRow, above: _Path, level: int, titles: dict[str, str]
    ) -> _Path | None:
        """The path to an entry with a place of its own; None where it cannot stand there."""
        parents = [id for id in above if id is not None]
        deepest = max((depth for depth, id in enumerate(above) if id is not None), default=None)
        if level not in levels_below(self._optional, deepest):
            reader.fault(row, None, say("An entry of this level cannot stand there."))
            return None
        parent = parents[-1] if parents else None
        path = [*above[:level], *([None] * (len(above) - level))]
        path[level] = self._tree.put(parent, level, titles, row.number)
        return path

    def take(self, reader: RowReader, row: SheetRow) -> None:
        """Plan what one row of measures states."""
        before = list(self._path)
        stated = reader.text_of(row, "place")
        place = reader.place(row)
        exact = place is not None
        titles: _Titles = {}
        for depth, level in enumerate(self._scheme.levels):
            found = reader.texts(row, "level", level.key, exact=exact)
            if found or found is None:
                titles[depth] = found
        if place is not None:
            self._go_to(reader, row, place, titles)
        elif stated:
            self._path = [_FAULTY] * len(self._path)
        else:
            self._go_down(reader, row, titles)
        self._numbers.note(reader, row, self._path)
        self._take_measure(reader, row, before, exact)

    def _go_down(self, reader: RowReader, row: SheetRow, titles: _Titles) -> None:
        """Go to the entry that a row names level by level; what is blank continues."""
        for depth, found in titles.items():
            if found is None:
                self._path[depth:] = [_FAULTY] * (len(self._path) - depth)
            else:
                self._enter(reader, row, depth, found)

    def _enter(self, reader: RowReader, row: SheetRow, depth: int, titles: dict[str, str]) -> None:
        """Go to the entry with these titles, which is planned where there is none yet."""
        self._path[depth:] = [None] * (len(self._path) - depth)
        parent, missing = self._parent(reader, depth)
        if missing:
            sentence = say(
                "The column “%(column)s” is empty, here and in the rows above. Fill it in.",
                column=missing,
            )
            reader.fault(row, reader.main("level", self._scheme.levels[depth].key), sentence)
        if missing or parent == _FAULTY:
            self._path[depth] = _FAULTY
            return
        own = titles[self._language]
        self._path[depth] = self._tree.enter(parent, depth, titles, own, row.number)

    def _parent(self, reader: RowReader, depth: int) -> tuple[int | None, str]:
        """The entry above a level, and the column that is missing where it is needed."""
        for above in range(depth - 1, -1, -1):
            if self._path[above] is not None:
                return self._path[above], ""
            level = self._scheme.levels[above]
            if not level.optional:
                x = reader.main("level", level.key)
                name = level.naming.name(self._language) if x is None else reader.headings.label(x)
                return None, name
        return None, ""

    def _go_to(self, reader: RowReader, row: SheetRow, place: Place, titles: _Titles) -> None:
        """Go to the entry with this place; where no sheet lists them, the rows do."""
        self._path = [_FAULTY] * len(self._path)
        x = reader.headings.find("place")
        stated = {depth: found for depth, found in titles.items() if found}
        if len(stated) < len(titles):
            return
        if place not in self._places and self._only_there:
            sheet = self._only_there
            message = say("This place is not in the sheet “%(sheet)s”.", sheet=sheet)
            reader.fault(row, x, message)
            return
        if place not in self._places and len(stated) != len(place):
            reader.fault(row, x, say("This place has more or fewer levels than the row."))
            return
        self._path = self._followed(reader, row, place, stated)

    def _followed(
        self, reader: RowReader, row: SheetRow, place: Place, stated: dict[int, dict[str, str]]
    ) -> _Path:
        path: _Path = [None] * len(self._path)
        if place not in self._places:
            for length, (depth, titles) in enumerate(sorted(stated.items()), start=1):
                prefix = place[:length]
                if prefix not in self._places:
                    below = self._below(reader, row, path, depth, titles)
                    if below is None:
                        return [_FAULTY] * len(path)
                    self._places[prefix] = below
                path = self._places[prefix]
        path = self._places[place]
        for depth, titles in stated.items():
            if not self._is_titled(path[depth], titles):
                x = reader.main("level", self._scheme.levels[depth].key)
                reader.fault(row, x, say("Another title stands at this place elsewhere."))
                return [_FAULTY] * len(path)
        return list(path)

    def _is_titled(self, id: int | None, titles: Mapping[str, str]) -> bool:
        """Whether these are titles of the entry; translations that it lacks are kept."""
        if id is None:
            return False
        known = self._tree.titles(id)
        if any(tag in known and fold(known[tag]) != fold(titles[tag]) for tag in titles):
            return False
        self._tree.add_titles(id, titles)
        return True

    def _take_measure(self, reader: RowReader, row: SheetRow, before: _Path, exact: bool) -> None:
        texts = reader.texts(row, "measure", exact=exact)
        columns = reader.values(row, self._scheme.columns, exact=exact)
        for depth, level in enumerate(self._scheme.levels):
            values = reader.entry_values(row, level, columns, exact=exact)
            self._add_values(reader, row, self._path[depth], level, values)
        found = details(reader, row, exact=exact)
        x = reader.main("measure")
        if not texts:
            if (columns or found != Details()) and texts is not None:
                reader.warn(row, x, say("There is no measure in this row."))
            return
        node = next((node for node in reversed(self._path) if node is not None), None)
        if node is None:
            first = reader.main("level", self._scheme.levels[0].key) or 0
            message = say(
                "This measure stands nowhere: “%(column)s” is empty, here and in the rows above.",
                column=reader.headings.label(first),
            )
            reader.fault(row, x, message)
        elif node != _FAULTY and exact:
            self._plan_exactly(reader, row, node, texts, columns, found)
        elif node != _FAULTY:
            self._warn_of_gap(reader, row, before)
            self._plan_bullets(reader, row, node, texts, columns, found)

    def _plan_exactly(
        self,
        reader: RowReader,
        row: SheetRow,
        node: int,
        texts: dict[str, str],
        columns: Values,
        found: Details,
    ) -> None:
        """A measure that we have written into a file: as it is, and as often as it is there."""
        own = reader.text_of(row, "written") or self._language
        if own not in texts:
            x = reader.headings.find("written")
            reader.fault(row, x, say("There is no text in the language it was written in."))
        elif fold(texts[own]) in self._there.get(node, ()):
            self._warn_of_same(reader, row, texts[own])
        else:
            self._texts[node].add(fold(texts[own]))
            self._measures.append(_planned(node, texts, columns, row.number, own, found))

    def _plan_bullets(
        self,
        reader: RowReader,
        row: SheetRow,
        node: int,
        texts: Mapping[str, str],
        columns: Values,
        found: Details,
    ) -> None:
        parts = {tag: bullets(text) for tag, text in texts.items()}
        for tag, translated in parts.items():
            if len(translated) != len(parts[self._language]):
                x = reader.headings.find("measure", language=tag)
                message = say("This translation has more or fewer bullets than the text itself.")
                reader.fault(row, x, message)
                return
        known = self._texts[node]
        for index, text in enumerate(parts[self._language]):
            if fold(text) in known:
                self._warn_of_same(reader, row, text)
                continue
            known.add(fold(text))
            each = {tag: translated[index] for tag, translated in parts.items()}
            own = reader.text_of(row, "written")
            own = own if own in each else self._language
            self._measures.append(_planned(node, each, columns, row.number, own, found))

    def _warn_of_same(self, reader: RowReader, row: SheetRow, text: str) -> None:
        message = say("This measure is there already and is left out: %(text)s", text=text)
        reader.warn(row, reader.main("measure"), message)

    def _add_values(
        self, reader: RowReader, row: SheetRow, id: int | None, level: Level, values: Values
    ) -> None:
        """Keep what a row says of an entry in the columns of its level."""
        if not values or id == _FAULTY:
            return
        if id is None:
            reader.fault(row, None, say("This row says something of an entry and names none."))
            return
        for key in self._tree.add_columns(id, values):
            x = reader.headings.find("entry", f"{level.key}.{key}")
            reader.fault(row, x, _OTHER) if id < 0 else reader.warn(row, x, _STAYS)

    def _warn_of_gap(self, reader: RowReader, row: SheetRow, before: _Path) -> None:
        """A level stated again with nothing below it: meant so, or a forgotten cell?"""
        depth = max(i for i, node in enumerate(self._path) if node is not None)
        same = self._path[: depth + 1] == before[: depth + 1]
        if same and self._path != before:
            x = reader.main("level", self._scheme.levels[depth].key)
            message = say("Nothing is stated below this, so the measure is put directly here.")
            reader.warn(row, x, message)


def _named(level: Level) -> Option:
    return Option(level.key, level.naming)


def _planned(
    node: int, texts: Mapping[str, str], columns: Values, row: int, own: str, found: Details
) -> PlannedMeasure:
    return PlannedMeasure(
        node,
        texts,
        columns,
        row,
        own,
        found.source,
        found.decision,
        found.decided_on,
        found.report,
    )


_OTHER: Message = say("Something else stands here in a row above, for the same entry.")
_STAYS: Message = say("The concept says something else here already, and that stays.")
