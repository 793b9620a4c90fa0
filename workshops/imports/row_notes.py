"""What concerns many rows of a sheet, said once. Pure."""

from dataclasses import dataclass, field, replace

from app.documents.table import SheetRow
from app.refused import Message
from workshops.imports.row_reader import RowReader

_MOST_NAMED = 10  # rows


@dataclass(frozen=True, slots=True)
class _Note:
    reader: RowReader
    x: int | None
    message: Message
    rows: dict[int, int] = field(default_factory=dict)  # number -> how many measures


class RowNotes:
    def __init__(self) -> None:
        self._notes: dict[tuple[str, int | None], _Note] = {}

    def add(
        self, reader: RowReader, row: SheetRow, x: int | None, message: Message, measures: int = 1
    ) -> None:
        """Remember that this row is one of those that the sentence is about. It may hold
        `%(rows)s`; where it has plural forms, it counts the measures."""
        note = self._notes.setdefault((message.text, x), _Note(reader, x, message))
        note.rows[row.number] = note.rows.get(row.number, 0) + measures

    def warn(self) -> None:
        """Say each sentence, beside the first of its rows."""
        for note in self._notes.values():
            named = ", ".join(map(str, list(note.rows)[:_MOST_NAMED]))
            rows = f"{named} …" if len(note.rows) > _MOST_NAMED else named
            told = replace(note.message, params={**note.message.params, "rows": rows})
            if told.plural:
                told = replace(told, num=sum(note.rows.values()))
            note.reader.warn(SheetRow(next(iter(note.rows)), ()), note.x, told)
