"""Numbers in a file are not taken: they are computed. Where they differ, somebody should know."""

from collections.abc import Sequence

from app.documents.table import SheetRow
from app.refused import say
from workshops.concepts.numbering import numbers
from workshops.concepts.snapshot import Node
from workshops.imports.cells import cell_at, fold
from workshops.imports.row_reader import RowReader
from workshops.schemes.scheme import Scheme

MOST_SHOWN = 10


class NumbersCheck:
    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._said: dict[int, tuple[RowReader, SheetRow, int, str]] = {}  # by entry

    def note(self, reader: RowReader, row: SheetRow, path: Sequence[int | None]) -> None:
        """Remember what the row says of the numbers of the entries it stands at."""
        for depth, level in enumerate(self._scheme.levels):
            x = reader.headings.find("number", level.key)
            cell = cell_at(row, x)
            id = path[depth]
            if x is not None and id and cell.text and cell.kind == "text":
                self._said.setdefault(id, (reader, row, x, cell.text))

    def warn(self, nodes: Sequence[Node]) -> None:
        """Compare with the numbers that the entries will have."""
        computed = numbers(nodes, self._scheme)
        wrong = [
            (reader, row, x, text, computed[id])
            for id, (reader, row, x, text) in self._said.items()
            if id in computed and not _same(text, computed[id])
        ]
        for reader, row, x, text, number in wrong[:MOST_SHOWN]:
            message = say(
                "The number here is %(number)s; the concept counts %(computed)s.",
                number=text,
                computed=number,
            )
            reader.warn(row, x, message)
        if len(wrong) > MOST_SHOWN:
            reader, row, x, *_ = wrong[MOST_SHOWN]
            rest = len(wrong) - MOST_SHOWN
            reader.warn(row, x, say("%(rest)d more numbers differ, from here on.", rest=rest))


def _same(text: str, number: str) -> bool:
    plain = fold(text).strip(" .)")
    return plain in (fold(number), fold(number).rpartition(" ")[2])
