"""Cells that somebody may have left empty because the row above says the same. Pure.

That holds for levels only. Where the row that names an entry says something in a column, and those
that continue it say nothing there, it is pointed out.
"""

from collections.abc import Collection

from app.documents.table import SheetRow
from app.refused import say_n
from workshops.imports.row_notes import RowNotes
from workshops.imports.row_reader import RowReader
from workshops.schemes.columns import Values
from workshops.schemes.scheme import Scheme


class EmptyCells:
    def __init__(self, scheme: Scheme, notes: RowNotes) -> None:
        # A yes/no column that stays empty says no in most tables.
        self._columns = [one for one in scheme.columns if one.kind not in ("yes_no", "computed")]
        self._notes = notes
        self._above: set[str] = set()

    def note(
        self,
        reader: RowReader,
        row: SheetRow,
        columns: Values,
        *,
        continues: bool,
        measures: Collection[object],
    ) -> None:
        """Take a row with these measures in it; whether it `continues` the entry above."""
        if not continues:
            self._above = set()
        for column in self._columns:
            x = reader.headings.find("column", column.key)
            if column.key not in columns and column.key in self._above and measures:
                message = say_n(
                    "%(num)d measure has no “%(column)s”: an empty cell there does not continue "
                    "the row above. Rows: %(rows)s",
                    "%(num)d measures have no “%(column)s”: an empty cell there does not continue "
                    "the row above. Rows: %(rows)s",
                    0,
                    column=reader.headings.label(x or 0),
                )
                self._notes.add(reader, row, x, message, len(measures))
        self._above |= columns.keys()
