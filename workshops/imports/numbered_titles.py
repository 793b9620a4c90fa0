"""Numbers before the titles of a table, and what is to become of them. Pure."""

from collections.abc import Iterator, Sequence
from functools import partial

from app.documents.table import SheetRow
from app.refused import say
from workshops.concepts.numbering import numbers
from workshops.concepts.snapshot import Node
from workshops.imports.cells import cell_at, one_line
from workshops.imports.numbers_check import MOST_SHOWN
from workshops.imports.row_reader import RowReader
from workshops.imports.title_numbers import Parting, parted, parted_bare, without_prefix
from workshops.imports.way import Way
from workshops.schemes.scheme import Level, Scheme

_Numbered = list[tuple[SheetRow, str]]  # rows, and the numbers that their titles begin with


class NumberedTitles:
    """Looks at all titles of a table before it is read: `rows` are those below the headings,
    written in `language`; `existing` the entries that are there already."""

    def __init__(
        self, rows: Sequence[SheetRow], scheme: Scheme, language: str, existing: Sequence[Node]
    ) -> None:
        self._rows = rows
        self._scheme = scheme
        self._language = language
        self._existing = existing

    def leave_out(self, reader: RowReader) -> None:
        """Let the reader leave out the numbers before the titles of a level that counts itself,
        where all of its titles have one; else say which ones look so. Where a level has no
        numbers, say that they stay. All are warnings."""
        for level in self._scheme.levels:
            x = reader.main("level", level.key)
            part = self._way_to_part(reader, level)
            if part:
                reader.numbered[level.key] = part
                top = SheetRow(reader.headings.row, ())
                reader.warn(
                    top, x, say("The numbers before these titles are left out, and made anew.")
                )

    def _way_to_part(self, reader: RowReader, level: Level) -> Parting | None:
        """How to take the numbers off; None where titles stay, which is said where it matters."""
        x = reader.main("level", level.key)
        signed: Parting = partial(parted, prefix=level.numbering.prefix)
        titles = [(row, signed(title)[0]) for row, title in self._titles(reader, level)]
        found = [row for row, number in titles if number]
        if level.numbering.style == "none":
            if found:
                sentence = say(
                    "The numbers before titles are kept: this level has no numbers of its own. "
                    "If they are not part of the titles, delete them in the file."
                )
                reader.warn(found[0], x, sentence)
            return None
        if found and len(found) == len(titles):
            return signed
        bare: Parting = partial(parted_bare, prefix=level.numbering.prefix)
        expected = self._expected(reader, level, bare)
        # One title alone says little: "A city for all" is the first goal of many.
        if len(expected) == len(titles) and len({number for _, number in expected}) > 1:
            return bare
        for row in sorted({*found, *(row for row, _ in expected)}, key=_place)[:MOST_SHOWN]:
            sentence = say("This title begins with a number of its own. Is it to be counted twice?")
            reader.warn(row, x, sentence)
        return None

    def _titles(self, reader: RowReader, level: Level) -> Iterator[tuple[SheetRow, str]]:
        x = reader.main("level", level.key)
        titled = ((row, one_line(cell_at(row, x).text)) for row in self._rows)
        return ((row, title) for row, title in titled if title)

    def _expected(self, reader: RowReader, level: Level, part: Parting) -> _Numbered:
        """Where a title begins with exactly the number that its entry gets without it."""
        told = {row.number: part(title)[0] for row, title in self._titles(reader, level)}
        if not any(told.values()):
            return []
        ahead, way = reader.apart(), Way(self._scheme, self._language)
        ahead.numbered[level.key] = part
        way.tree.know(self._existing)
        ids = {}
        for row in self._rows:
            way.go(ahead, row)
            ids[row.number] = way.path[self._scheme.depth(level.key)]
        counted = numbers(way.tree.whole(), self._scheme)
        return [
            (row, number)
            for row, number in ((row, told.get(row.number)) for row in self._rows)
            if number
            and without_prefix(number) == without_prefix(counted.get(ids[row.number] or 0, ""))
        ]


def _place(row: SheetRow) -> int:
    return row.number
