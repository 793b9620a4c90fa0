"""Going down a sheet, row by row, to a plan of what it would create. Pure.

The decisions behind it are listed in table_import.py.
"""

from collections.abc import Mapping, Sequence

from app.documents.table import SheetRow
from app.refused import Message, say
from workshops.concepts.cells import bodies, bullets, cell_at, one_line, wrong_with
from workshops.concepts.headings import Headings, fold
from workshops.concepts.import_plan import (
    Fault,
    ImportPlan,
    PlannedMeasure,
    PlannedNode,
    PlannedChange,
)
from workshops.concepts.scheme import Column, Scheme
from workshops.concepts.snapshot import Node

MOST_TITLE, MOST_MEASURE, MOST_COLUMN = 300, 2000, 1000  # characters
_FAULTY = 0  # the id of an entry that cannot be created, so that it is complained of only once


class Importer:
    """Remembers which entry each level stands at. Existing entries have positive ids."""

    def __init__(self, scheme: Scheme, language: str, headings: Headings) -> None:
        self._scheme = scheme
        self._language = language
        self._headings = headings
        self._path: list[int | None] = [None] * len(scheme.levels)
        self._ids: dict[tuple[int | None, int, str], int] = {}  # by parent, level, folded title
        self._titles: dict[int, dict[str, str]] = {}
        self._texts: dict[int, set[str]] = {}  # of the measures at an entry, folded
        self._nodes: list[PlannedNode] = []
        self._measures: list[PlannedMeasure] = []
        self._added: dict[int, dict[str, str]] = {}
        self._faults: list[Fault] = []
        self._warnings: list[Fault] = []

    def plan(self) -> ImportPlan:
        return ImportPlan(
            self._language,
            tuple(self._nodes),
            tuple(self._measures),
            tuple(PlannedChange(node, titles) for node, titles in self._added.items()),
            tuple(self._faults),
            tuple(self._warnings),
        )

    def know(self, nodes: Sequence[Node], parent: int | None = None) -> None:
        """Remember existing entries with all below them."""
        for node in nodes:
            for title in node.titles.values():
                self._ids.setdefault((parent, node.level, fold(title)), node.id)
            self._titles[node.id] = dict(node.titles)
            texts = (text for measure in node.measures for text in measure.texts.values())
            self._texts[node.id] = {fold(text) for text in texts}
            self.know(node.children, node.id)

    def check_headings(self, rows: Sequence[SheetRow]) -> None:
        """Columns that are there twice are faults, columns nobody knows are warnings."""
        headings = self._headings
        for x in headings.twice():
            self._fault(headings.row, x, say("This column is there twice. Delete one of them."))
        for x in headings.unknown(rows):
            if x < len(headings.texts) and headings.texts[x]:
                self._warn(headings.row, x, say("This column is not known and is left out."))
            else:
                self._warn(headings.row, x, say("This column has no heading and is left out."))

    def take(self, row: SheetRow) -> None:
        """Plan what one row states."""
        before = list(self._path)
        for depth, level in enumerate(self._scheme.levels):
            titles = self._translated(row, "level", level.key)
            if titles is None:
                self._path[depth:] = [_FAULTY] * (len(self._path) - depth)
            elif titles:
                self._enter(row, depth, titles)
        self._take_measures(row, before)

    def _enter(self, row: SheetRow, depth: int, titles: dict[str, str]) -> None:
        """Go to the entry with these titles, which is planned where there is none yet."""
        self._path[depth:] = [None] * (len(self._path) - depth)
        parent, missing = self._parent(depth)
        if missing:
            x = self._main("level", self._scheme.levels[depth].key)
            self._fault(
                row.number,
                x,
                say(
                    "The column “%(column)s” is empty, here and in the rows above. Fill it in.",
                    column=missing,
                ),
            )
        if missing or parent == _FAULTY:
            self._path[depth] = _FAULTY
            return
        key = (parent, depth, fold(titles[self._language]))
        if key not in self._ids:
            new = -len(self._nodes) - 1
            self._ids[key] = new
            self._titles[new] = titles
            self._nodes.append(PlannedNode(new, parent, depth, titles, row.number))
        self._path[depth] = self._ids[key]
        self._add_titles(self._ids[key], titles)

    def _parent(self, depth: int) -> tuple[int | None, str]:
        """The entry above a level, and the column that is missing where it is needed."""
        for above in range(depth - 1, -1, -1):
            if self._path[above] is not None:
                return self._path[above], ""
            level = self._scheme.levels[above]
            if not level.optional:
                x = self._main("level", level.key)
                shown = level.naming.name(self._language) if x is None else self._headings.label(x)
                return None, shown
        return None, ""

    def _add_titles(self, node: int, titles: Mapping[str, str]) -> None:
        """Keep translations that the entry does not have yet."""
        known = self._titles[node]
        new = {tag: title for tag, title in titles.items() if tag not in known}
        known.update(new)  # a planned entry holds this very dictionary
        if new and node > 0:
            self._added.setdefault(node, {}).update(new)

    def _take_measures(self, row: SheetRow, before: list[int | None]) -> None:
        texts = self._translated(row, "measure", "")
        columns = {column.key: self._column(row, column) for column in self._scheme.columns}
        columns = {key: value for key, value in columns.items() if value}
        x = self._main("measure", "")
        if not texts:
            if columns and texts is not None:
                self._warn(row.number, x, say("There is no measure in this row."))
            return
        node = next((node for node in reversed(self._path) if node is not None), None)
        if node is None:
            message = say(
                "This measure stands nowhere: “%(column)s” is empty, here and in the rows above.",
                column=self._headings.label(self._main("level", self._scheme.levels[0].key) or 0),
            )
            self._fault(row.number, x, message)
        elif node != _FAULTY:
            self._warn_of_gap(row, before)
            self._plan_measures(row, node, texts, columns)

    def _plan_measures(
        self,
        row: SheetRow,
        node: int,
        texts: Mapping[str, str],
        columns: Mapping[str, str | list[str]],
    ) -> None:
        parts = {tag: bullets(text) for tag, text in texts.items()}
        for tag, translated in parts.items():
            if len(translated) != len(parts[self._language]):
                x = self._headings.find("measure", language=tag)
                message = say("This translation has more or fewer bullets than the text itself.")
                self._fault(row.number, x, message)
                return
        known = self._texts.setdefault(node, set())
        for index, text in enumerate(parts[self._language]):
            if fold(text) in known:
                message = say("This measure is there already and is left out: %(text)s", text=text)
                self._warn(row.number, self._main("measure", ""), message)
                continue
            known.add(fold(text))
            each = {tag: translated[index] for tag, translated in parts.items()}
            self._measures.append(PlannedMeasure(node, each, columns, row.number))

    def _warn_of_gap(self, row: SheetRow, before: list[int | None]) -> None:
        """A level stated again with nothing below it: meant so, or a forgotten cell?"""
        depth = max(i for i, node in enumerate(self._path) if node is not None)
        same = self._path[: depth + 1] == before[: depth + 1]
        if same and self._path != before:
            x = self._main("level", self._scheme.levels[depth].key)
            message = say("Nothing is stated below this, so the measure is put directly here.")
            self._warn(row.number, x, message)

    def _translated(self, row: SheetRow, kind: str, key: str) -> dict[str, str] | None:
        """The text of a level or measure with its translations; None where one is faulty."""
        most = MOST_TITLE if kind == "level" else MOST_MEASURE
        main = self._main(kind, key)
        columns = {self._language: main}
        for tag in self._scheme.languages:
            columns.setdefault(tag, self._headings.find(kind, key, tag))
        found: dict[str, str] = {}
        faults = len(self._faults)
        for tag, x in columns.items():
            text = self._text(row, x, most, one=kind == "level")
            if text and x is not None and tag != self._language and self._language not in found:
                self._fault(row.number, x, say("This is a translation of an empty cell."))
            if text:
                found[tag] = text
        return found if len(self._faults) == faults else None

    def _text(self, row: SheetRow, x: int | None, most: int, *, one: bool) -> str:
        """The text of a cell; its faults are noted. `one`: a title, on one line."""
        cell = cell_at(row, x)
        text = one_line(cell.text) if one else cell.text
        parts = [text] if one else bullets(text)
        for message in (m for part in parts if part for m in wrong_with(cell, part, most)):
            self._fault(row.number, x, message)
            break
        return text

    def _column(self, row: SheetRow, column: Column) -> str | list[str]:
        x = self._headings.find("column", column.key)
        cell = cell_at(row, x)
        for message in wrong_with(cell, cell.text, MOST_COLUMN, words=False):
            self._fault(row.number, x, message)
        return bodies(cell.text) if column.kind == "bodies" else one_line(cell.text)

    def _main(self, kind: str, key: str) -> int | None:
        """The column of the text itself: without a tag, or with that of the file's language."""
        plain = self._headings.find(kind, key)
        return self._headings.find(kind, key, self._language) if plain is None else plain

    def _fault(self, row: int, x: int | None, message: Message) -> None:
        self._faults.append(Fault(row, self._label(x), message))

    def _warn(self, row: int, x: int | None, message: Message) -> None:
        self._warnings.append(Fault(row, self._label(x), message))

    def _label(self, x: int | None) -> str:
        return "" if x is None else self._headings.label(x)
