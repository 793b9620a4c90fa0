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
    rows: dict[int, SheetRow] = field(default_factory=dict)


class RowNotes:
    def __init__(self) -> None:
        self._notes: dict[tuple[str, int | None], _Note] = {}

    def add(self, reader: RowReader, row: SheetRow, x: int | None, message: Message) -> None:
        """Remember that this row is one of those that the sentence is about: `%(rows)s` in it."""
        note = self._notes.setdefault((message.text, x), _Note(reader, x, message))
        note.rows[row.number] = row

    def warn(self) -> None:
        """Say each sentence, beside the first of its rows."""
        for note in self._notes.values():
            named = ", ".join(map(str, list(note.rows)[:_MOST_NAMED]))
            rows = f"{named} …" if len(note.rows) > _MOST_NAMED else named
            first = next(iter(note.rows.values()))
            told = {**note.message.params, "rows": rows}
            note.reader.warn(first, note.x, replace(note.message, params=told))
