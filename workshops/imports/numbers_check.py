"""Numbers in a file are not taken: they are computed. Where they differ, somebody should know."""

from collections import defaultdict
from collections.abc import Sequence

from app.documents.table import SheetRow
from app.refused import say
from workshops.concepts.numbering import numbers
from workshops.concepts.snapshot import Node
from workshops.imports.cells import cell_at, fold, one_line
from workshops.imports.row_reader import RowReader
from workshops.schemes.scheme import Scheme

MOST_SHOWN = 10
_Said = tuple[RowReader, SheetRow, int, str]  # row, column and number


class NumbersCheck:
    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._said: dict[int, _Said] = {}  # by entry
        self._columns: dict[int, list[str]] = defaultdict(list)  # what stands in those of numbers

    def note(self, reader: RowReader, row: SheetRow, path: Sequence[int | None]) -> None:
        """Remember what the row says of the numbers of the entries it stands at."""
        stated = -1
        for depth, level in enumerate(self._scheme.levels):
            title = cell_at(row, reader.main("level", level.key)).text
            stated = depth if title else stated
            if level.key in reader.numbered:
                number = reader.numbered[level.key](one_line(title))[0]
                self._note(reader, row, reader.main("level", level.key), number, path[depth])
            self._note_cell(reader, row, level.key, path[depth])
        self._note_cell(reader, row, "", path[stated] if stated >= 0 else None)

    def _note_cell(self, reader: RowReader, row: SheetRow, key: str, id: int | None) -> None:
        x = reader.headings.find("number", key)
        cell = cell_at(row, x)
        if x is not None and cell.text and cell.kind == "text":
            self._columns[x].append(_bare(cell.text))
            self._note(reader, row, x, cell.text, id)

    def _note(
        self, reader: RowReader, row: SheetRow, x: int | None, text: str, id: int | None
    ) -> None:
        if id and text and x is not None:
            self._said.setdefault(id, (reader, row, x, text))

    def warn(self, nodes: Sequence[Node]) -> None:
        """Compare with the numbers that the entries will have."""
        computed = numbers(nodes, self._scheme)
        rows = {
            x for x, told in self._columns.items() if told == [str(n + 1) for n in range(len(told))]
        }  # their own numbers, one after the other, are no entries'
        wrong = [
            (reader, row, x, text, computed[id])
            for id, (reader, row, x, text) in self._said.items()
            if id in computed and x not in rows and not _same(text, computed[id])
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
    return _bare(text) in (fold(number), fold(number).rpartition(" ")[2])


def _bare(text: str) -> str:
    return fold(text).strip(" .)")
