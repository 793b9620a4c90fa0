"""From the cell of measures in a row to measures, and what is to become of their numbers. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from app.documents.table import SheetRow
from app.refused import say
from workshops.imports.points import Point, is_list, on_one_line, points
from workshops.imports.row_notes import RowNotes
from workshops.imports.row_reader import RowReader
from workshops.schemes.columns import Values
from workshops.schemes.scheme import GridBlock, Scheme

_SEVERAL = say("Each point of a numbered list becomes a measure of its own. Rows: %(rows)s")
_LEFT_OUT = say("The numbers before these measures are left out, and made anew. Rows: %(rows)s")
_KEPT = say(
    "The numbers before these measures are kept: the scheme does not count them. Rows: %(rows)s"
)
_ONE_LINE = say(
    "Several numbered points on one line are one measure. Put each on a line of its own in the "
    "file. Rows: %(rows)s"
)


class MeasureCells:
    """Tells the measures of a cell apart. A number is taken off where measures are counted anyway
    and it is the one to be expected: 1, or one more than above at the same entry (and, in a grid,
    in the same column)."""

    def __init__(self, scheme: Scheme, language: str, notes: RowNotes) -> None:
        blocks = [block for outline in scheme.outlines for block in outline.blocks]
        grids = [block for block in blocks if isinstance(block, GridBlock)]
        self._across = grids[0].across if grids else ""
        self._counted = scheme.numbering.style != "none" or bool(grids)
        self._running = scheme.numbering.running
        self._language = language
        self._notes = notes
        self._last: dict[tuple[int, str], int] = defaultdict(int)

    def measures(
        self,
        reader: RowReader,
        row: SheetRow,
        texts: Mapping[str, str],
        node: int,
        columns: Values,
    ) -> list[dict[str, str]]:
        """Each measure of the cell with its translations; none where these are faulty, which is
        noted."""
        found = {tag: points(text) for tag, text in texts.items()}
        own = found[self._language]
        for tag, translated in found.items():
            if len(translated) != len(own):
                x = reader.headings.find("measure", language=tag)
                message = say("This translation has more or fewer bullets than the text itself.")
                reader.fault(row, x, message)
                return []
        place = (0 if self._running else node, str(columns.get(self._across) or ""))
        bare = self._are_left_out(reader, row, own, place)
        return [
            {tag: _told(each[n], point, bare) for tag, each in found.items()}
            for n, point in enumerate(own)
        ]

    def _are_left_out(
        self, reader: RowReader, row: SheetRow, found: Sequence[Point], place: tuple[int, str]
    ) -> bool:
        """Whether the numbers before the measures of this cell are left out; what is done is
        noted."""
        x = reader.main("measure")
        if on_one_line(found):
            self._notes.add(reader, row, x, _ONE_LINE)
            return False
        if is_list(found):
            self._notes.add(reader, row, x, _SEVERAL)
        if not found or found[0].number not in (1, self._last[place] + 1):
            return False
        self._last[place] = found[-1].number
        self._notes.add(reader, row, x, _LEFT_OUT if self._counted else _KEPT)
        return self._counted


def _told(each: Point, point: Point, bare: bool) -> str:
    """A measure or its translation, whose number may be missing or another one."""
    return each.words if bare and each.number == point.number else each.text
