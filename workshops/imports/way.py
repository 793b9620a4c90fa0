"""The way through the structure while a sheet is read: which entry each row stands at. Pure."""

from collections.abc import Mapping, Sequence

from app.documents.table import SheetRow
from app.refused import Message, Refused, say
from workshops.concepts.rules import levels_below
from workshops.exports.sheet_words import LEVEL
from workshops.imports.cells import fold
from workshops.imports.planned_tree import Tree
from workshops.imports.row_reader import Notes, Place, RowReader
from workshops.imports.typed_cells import option_in
from workshops.schemes.columns import Values
from workshops.schemes.scheme import Column, Level, Option, Scheme

FAULTY = 0  # the id of an entry that cannot be created, so that it is complained of only once
Path = list[int | None]  # the entry that each level stands at
_Titles = dict[int, dict[str, str] | None]  # what a row says of each level; None: it is faulty


class Way:
    """Remembers which entry each level stands at. `path` is where the last row was."""

    def __init__(self, scheme: Scheme, language: str) -> None:
        self._scheme = scheme
        self._language = language
        self._optional = [level.optional for level in scheme.levels]
        self._places: dict[Place, Path] = {}
        self._only_there = ""  # the sheet that lists all entries, where there is one
        self.path: Path = [None] * len(scheme.levels)
        self.tree = Tree()
        self.notes = Notes()

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
        root: Path = [None] * len(self.path)
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
        self.add_values(reader, row, path[level], own, values)

    def _level(self, reader: RowReader, row: SheetRow) -> int | None:
        text = reader.text_of(row, "depth")
        levels = Column("", LEVEL, "choice", tuple(_named(one) for one in self._scheme.levels))
        try:
            return self._scheme.depth(option_in(text, levels, self._language)) if text else None
        except Refused as refused:
            reader.fault(row, reader.headings.find("depth"), refused.message)
            return None

    def _below(
        self, reader: RowReader, row: SheetRow, above: Path, level: int, titles: dict[str, str]
    ) -> Path | None:
        """The path to an entry with a place of its own; None where it cannot stand there."""
        parents = [id for id in above if id is not None]
        deepest = max((depth for depth, id in enumerate(above) if id is not None), default=None)
        if level not in levels_below(self._optional, deepest):
            reader.fault(row, None, say("An entry of this level cannot stand there."))
            return None
        parent = parents[-1] if parents else None
        path = [*above[:level], *([None] * (len(above) - level))]
        path[level] = self.tree.put(parent, level, titles, row.number)
        return path

    def go(self, reader: RowReader, row: SheetRow) -> bool:
        """Go to the entry that a row stands at; whether it is named by its place, so that we have
        written the row ourselves."""
        stated, place = reader.text_of(row, "place"), reader.place(row)
        titles: _Titles = {}
        for depth, level in enumerate(self._scheme.levels):
            found = reader.texts(row, "level", level.key, exact=place is not None)
            if found or found is None:
                titles[depth] = found
        if place is not None:
            self._go_to(reader, row, place, titles)
        elif stated:
            self.path = [FAULTY] * len(self.path)
        else:
            self._go_down(reader, row, titles)
        return place is not None

    def _go_down(self, reader: RowReader, row: SheetRow, titles: _Titles) -> None:
        """Go to the entry that a row names level by level; what is blank continues."""
        for depth, found in titles.items():
            if found is None:
                self.path[depth:] = [FAULTY] * (len(self.path) - depth)
            else:
                self._enter(reader, row, depth, found)

    def _enter(self, reader: RowReader, row: SheetRow, depth: int, titles: dict[str, str]) -> None:
        """Go to the entry with these titles, which is planned where there is none yet."""
        self.path[depth:] = [None] * (len(self.path) - depth)
        parent, missing = self._parent(reader, depth)
        if missing:
            sentence = say(
                "The column “%(column)s” is empty, here and in the rows above. Fill it in.",
                column=missing,
            )
            reader.fault(row, reader.main("level", self._scheme.levels[depth].key), sentence)
        if missing or parent == FAULTY:
            self.path[depth] = FAULTY
            return
        own = titles[self._language]
        self.path[depth] = self.tree.enter(parent, depth, titles, own, row.number)

    def _parent(self, reader: RowReader, depth: int) -> tuple[int | None, str]:
        """The entry above a level, and the column that is missing where it is needed."""
        for above in range(depth - 1, -1, -1):
            if self.path[above] is not None:
                return self.path[above], ""
            level = self._scheme.levels[above]
            if not level.optional:
                x = reader.main("level", level.key)
                name = level.naming.name(self._language) if x is None else reader.headings.label(x)
                return None, name
        return None, ""

    def _go_to(self, reader: RowReader, row: SheetRow, place: Place, titles: _Titles) -> None:
        """Go to the entry with this place; where no sheet lists them, the rows do."""
        self.path = [FAULTY] * len(self.path)
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
        self.path = self._followed(reader, row, place, stated)

    def _followed(
        self, reader: RowReader, row: SheetRow, place: Place, stated: dict[int, dict[str, str]]
    ) -> Path:
        path: Path = [None] * len(self.path)
        if place not in self._places:
            for length, (depth, titles) in enumerate(sorted(stated.items()), start=1):
                prefix = place[:length]
                if prefix not in self._places:
                    below = self._below(reader, row, path, depth, titles)
                    if below is None:
                        return [FAULTY] * len(path)
                    self._places[prefix] = below
                path = self._places[prefix]
        path = self._places[place]
        for depth, titles in stated.items():
            if not self._is_titled(path[depth], titles):
                x = reader.main("level", self._scheme.levels[depth].key)
                reader.fault(row, x, say("Another title stands at this place elsewhere."))
                return [FAULTY] * len(path)
        return list(path)

    def _is_titled(self, id: int | None, titles: Mapping[str, str]) -> bool:
        """Whether these are titles of the entry; translations that it lacks are kept."""
        if id is None:
            return False
        known = self.tree.titles(id)
        if any(tag in known and fold(known[tag]) != fold(titles[tag]) for tag in titles):
            return False
        self.tree.add_titles(id, titles)
        return True

    def add_values(
        self, reader: RowReader, row: SheetRow, id: int | None, level: Level, values: Values
    ) -> None:
        """Keep what a row says of an entry in the columns of its level."""
        if not values or id == FAULTY:
            return
        if id is None:
            reader.fault(row, None, say("This row says something of an entry and names none."))
            return
        for key in self.tree.add_columns(id, values):
            x = reader.headings.find("entry", f"{level.key}.{key}")
            reader.fault(row, x, _OTHER) if id < 0 else reader.warn(row, x, _STAYS)


def _named(level: Level) -> Option:
    return Option(level.key, level.naming)


_OTHER: Message = say("Something else stands here in a row above, for the same entry.")
_STAYS: Message = say("The concept says something else here already, and that stays.")
