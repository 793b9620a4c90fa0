"""Going down a sheet, row by row, to a plan of what it would create. Pure.

The decisions behind it are listed in table_import.py.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Any

from app.documents.table import SheetRow
from app.refused import say
from workshops.concepts.snapshot import Node
from workshops.imports.cells import cell_at, fold
from workshops.imports.empty_cells import EmptyCells
from workshops.imports.known_measures import LEFT_OUT, KnownMeasures, stays
from workshops.imports.measure_cells import MeasureCells
from workshops.imports.numbers_check import NumbersCheck
from workshops.imports.plan import Fault, ImportPlan, PlannedMeasure, no_title
from workshops.imports.row_details import Details, details
from workshops.imports.row_notes import RowNotes
from workshops.imports.row_reader import MOST_COLUMN as MOST_COLUMN
from workshops.imports.row_reader import MOST_MEASURE as MOST_MEASURE
from workshops.imports.row_reader import MOST_TITLE as MOST_TITLE
from workshops.imports.row_reader import RowReader
from workshops.imports.way import FAULTY, Path, Way
from workshops.schemes.columns import Values
from workshops.schemes.scheme import Scheme


class Importer:
    """Takes rows, and remembers what they would create. Existing entries have positive ids."""

    def __init__(self, scheme: Scheme, language: str) -> None:
        self._scheme = scheme
        self._language = language
        self._way = Way(scheme, language)
        self._texts: dict[int, set[str]] = defaultdict(set)  # of the measures at an entry, folded
        self._known = KnownMeasures(scheme, language)
        self._measures: list[PlannedMeasure] = []
        self._numbers = NumbersCheck(scheme)
        self._row_notes = RowNotes()
        self._cells = MeasureCells(scheme, language, self._row_notes)
        self._empty = EmptyCells(scheme, self._row_notes)
        self.notes = self._way.notes
        self.take_entries = self._way.take_entries

    def plan(self, parts: Mapping[str, Any] | None = None, language: str = "") -> ImportPlan:
        """What was found. `language`: of the concept, where the file may be in another one."""
        self._numbers.warn(self._way.tree.whole())
        self._row_notes.warn()
        self._check_language(language or self._language)
        return ImportPlan(
            self._language,
            tuple(self._way.tree.nodes),
            tuple(self._measures),
            tuple(self._way.tree.changes()),
            tuple(self.notes.faults),
            tuple(self.notes.warnings),
            parts or {},
        )

    def _check_language(self, language: str) -> None:
        for node in self._way.tree.nodes:
            if language not in node.titles:
                title = next(iter(node.titles.values()))
                self.notes.faults.append(Fault(node.row, "", no_title(title)))

    def know(self, nodes: Sequence[Node]) -> None:
        """Remember existing entries with all below them."""
        self._way.tree.know(nodes)
        for node in chain.from_iterable(top.walk() for top in nodes):
            self._known.know(node)
            self._texts[node.id] = set(self._known.texts(node.id))

    def check_headings(self, reader: RowReader, rows: Sequence[SheetRow]) -> None:
        """Columns that are there twice are faults, columns nobody knows are warnings."""
        headings = reader.headings
        row = SheetRow(headings.row, ())
        for x in headings.twice():
            reader.fault(row, x, say("This column is there twice. Delete one of them."))
        if headings.find("place") is None:
            self._say_of_numbers(reader, row, rows)
        for x in headings.unknown(rows):
            if x < len(headings.texts) and headings.texts[x]:
                reader.warn(row, x, say("This column is not known and is left out."))
            else:
                reader.warn(row, x, say("This column has no heading and is left out."))

    def _say_of_numbers(self, reader: RowReader, top: SheetRow, rows: Sequence[SheetRow]) -> None:
        for x, meaning in reader.headings.meanings.items():
            if meaning.kind == "number" and any(cell_at(row, x).text for row in rows):
                reader.warn(top, x, say("The numbers are made anew."))

    def take(self, reader: RowReader, row: SheetRow) -> None:
        """Plan what one row of measures states."""
        before = list(self._way.path)
        exact = self._way.go(reader, row)
        self._numbers.note(reader, row, self._way.path)
        self._take_measure(reader, row, before, exact)

    def _take_measure(self, reader: RowReader, row: SheetRow, before: Path, exact: bool) -> None:
        texts = reader.texts(row, "measure", exact=exact)
        columns = reader.values(row, self._scheme.columns, exact=exact)
        for depth, level in enumerate(self._scheme.levels):
            values = reader.entry_values(row, level, columns, exact=exact)
            self._way.add_values(reader, row, self._way.path[depth], level, values)
        found = details(reader, row, exact=exact)
        x = reader.main("measure")
        if not texts:
            if (columns or found != Details()) and texts is not None:
                reader.warn(row, x, say("There is no measure in this row."))
            return
        node = next((node for node in reversed(self._way.path) if node is not None), None)
        if node is None:
            first = reader.main("level", self._scheme.levels[0].key) or 0
            message = say(
                "This measure stands nowhere: “%(column)s” is empty, here and in the rows above.",
                column=reader.headings.label(first),
            )
            reader.fault(row, x, message)
        elif node != FAULTY and exact:
            self._plan_exactly(reader, row, node, texts, columns, found)
        elif node != FAULTY:
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
            return
        measure = _planned(node, texts, columns, row.number, own, found)
        if fold(texts[own]) in self._known.texts(node):
            self._warn_of_known(reader, row, measure, texts[own], self._all_columns(reader))
        else:
            self._texts[node].add(fold(texts[own]))
            self._measures.append(measure)

    def _all_columns(self, reader: RowReader) -> list[str]:
        """The columns that a sheet of ours holds: an empty cell says that nothing stands there."""
        found = (one.key for one in self._scheme.columns)
        return [key for key in found if reader.headings.find("column", key) is not None]

    def _plan_bullets(
        self,
        reader: RowReader,
        row: SheetRow,
        node: int,
        texts: Mapping[str, str],
        columns: Values,
        found: Details,
    ) -> None:
        known = self._texts[node]
        several = self._cells.measures(reader, row, texts, node, columns)
        levels = (reader.main("level", level.key) for level in self._scheme.levels)
        continues = not any(cell_at(row, x).text for x in levels)
        self._empty.note(reader, row, columns, continues=continues, measures=several)
        for each in several:
            text = each[self._language]
            own = reader.text_of(row, "written")
            own = own if own in each else self._language
            measure = _planned(node, each, columns, row.number, own, found)
            if fold(text) in self._known.texts(node):
                self._warn_of_known(reader, row, measure, text)
            elif fold(text) in known:
                message = say("This measure is there already and is left out: %(text)s", text=text)
                reader.warn(row, reader.main("measure"), message)
            else:
                known.add(fold(text))
                self._measures.append(measure)

    def _warn_of_known(
        self,
        reader: RowReader,
        row: SheetRow,
        measure: PlannedMeasure,
        text: str,
        full: Collection[str] = (),
    ) -> None:
        """Say that a measure is in the concept already; and what of its row is not taken over."""
        x = reader.main("measure")
        other = self._known.other(measure, text, full)
        if other:
            reader.warn(row, x, stays(text, other))
        else:
            self._row_notes.add(reader, row, x, LEFT_OUT)

    def _warn_of_gap(self, reader: RowReader, row: SheetRow, before: Path) -> None:
        """A level stated again with nothing below it: meant so, or a forgotten cell?"""
        depth = max(i for i, node in enumerate(self._way.path) if node is not None)
        same = self._way.path[: depth + 1] == before[: depth + 1]
        if same and self._way.path != before:
            x = reader.main("level", self._scheme.levels[depth].key)
            message = say("Nothing is stated below this, so the measure is put directly here.")
            reader.warn(row, x, message)


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
