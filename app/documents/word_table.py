"""The table inside a Word file.

Each line is a row of its own, and the cells of its group are merged down beside it, so that
dots and voters stand exactly beside their measure in Word and in LibreOffice.
"""

from collections.abc import Callable
from dataclasses import dataclass

from docx.oxml.ns import qn

from app.documents.direction import direction_of
from app.documents.document import Cell, Column, Document, Group, Items, Table, Text
from app.documents.pieces import line_of
from app.documents.sizes import GROUP_TOGETHER, HALF_POINTS, ROW_TOGETHER, Fit, fitted, lines
from app.documents.table import printable
from app.documents.word_lists import Lists
from app.documents.word_parts import Element, element
from app.documents.word_text import Look, paragraph

_TWIPS = 1440 / 25.4  # in a millimetre
_BESIDE = 16  # half points of what stands smaller behind a text, as word_styles.xml has it
_STRONG, _FAINT, _SHADE = "8C8778", "D5D1C6", "EDE9DF"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cell stands: its width in twips, its line in the group, how it holds together."""

    width: int
    line: int
    merged: bool
    keep: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What all tables of a file share. `width` is that between the margins, in millimetres."""

    document: Document
    lists: Lists
    width: int
    tick: Callable[[], None]


def table_element(table: Table, frame: Frame, caption: str) -> Element:
    """The table, as wide as the page; `caption` is for those who hear it."""
    fit = fitted(table, frame.width)
    widths = [round(_TWIPS * width) for width in fit.widths]
    made = element("w:tbl", _look(frame.document, sum(widths), caption))
    made.append(element("w:tblGrid", *(element("w:gridCol", w=w) for w in widths)))
    made.append(_headings(table, frame.document, widths))
    for group in table.groups:
        made.extend(_rows(group, table, frame, fit))
    if fit.size < 1:
        shrink(made, fit.size)
    return made


def shrink(table: Element, size: float) -> None:
    """Make all letters of a table smaller, also where they are so already; what stands beside a
    text has a size of its own by its style."""
    for mark in table.iter(qn("w:pPr")):
        if mark.find(qn("w:rPr")) is None:  # that of the signs of lists
            mark.append(element("w:rPr"))
    for look in table.iter(qn("w:rPr")):
        beside = look.find(qn("w:rStyle")) is not None
        old = look.find(qn("w:sz"))
        now = _BESIDE if beside else HALF_POINTS
        now = now if old is None else int(old.get(qn("w:val")))
        for one in look.findall(qn("w:sz")) + look.findall(qn("w:szCs")):
            look.remove(one)
        half_points = round(now * size)
        sizes = (element("w:sz", val=half_points), element("w:szCs", val=half_points + 1))
        look[beside:beside] = sizes  # the standard wants them behind the style


def _look(document: Document, width: int, caption: str) -> Element:
    """The table's properties, in the order that the standard fixes."""
    look = element("w:tblPr")
    if direction_of(document.language) == "rtl":
        look.append(element("w:bidiVisual"))
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    margins = {"top": 45, "left": 100, "bottom": 45, "right": 100}
    look.extend(
        (
            element("w:tblW", w=width, type="dxa"),
            element(
                "w:tblBorders", *(_line(s, _FAINT if s == "insideH" else _STRONG) for s in sides)
            ),
            element("w:tblLayout", type="fixed"),
            element(
                "w:tblCellMar", *(element(f"w:{s}", w=w, type="dxa") for s, w in margins.items())
            ),
            element("w:tblLook", val="0020", firstRow=1, noVBand=1),
            element("w:tblCaption", val=printable(caption)[:255]),
        )
    )
    return look


def _headings(table: Table, document: Document, widths: list[int]) -> Element:
    row = element("w:tr", element("w:trPr", element("w:cantSplit"), element("w:tblHeader")))
    for column, width in zip(table.columns, widths, strict=True):
        cell = element(
            "w:tcPr",
            element("w:tcW", w=width, type="dxa"),
            element("w:shd", val="clear", color="auto", fill=_SHADE),
            element("w:vAlign", val="center"),
        )
        line = line_of(Text(column.heading), document)
        look = Look("TableHeading", centred=column.kind == "number")
        words = paragraph(line, document.language, look)
        row.append(element("w:tc", cell, words))
    return row


def _rows(group: Group, table: Table, frame: Frame, fit: Fit) -> list[Element]:
    blank = (None,) * (len(table.columns) - len(group.heads))
    beside = group.lines or (blank,)
    widths = [round(_TWIPS * width) for width in fit.widths]
    heights = _heights(beside, group, fit.room)
    rows = []
    for index, line in enumerate(beside):
        frame.tick()
        row = element("w:tr")
        if heights[index] <= ROW_TOGETHER:
            row.append(element("w:trPr", element("w:cantSplit")))
        keep = _kept(index, heights)
        for x, cell in enumerate((*group.heads, *line)):
            merged = x < len(group.heads) and len(beside) > 1
            place = _Place(widths[x], index, merged, keep)
            row.append(_cell(cell, table.columns[x], place, frame))
        rows.append(row)
    return rows


def _heights(beside: tuple[tuple[Cell, ...], ...], group: Group, room: list[float]) -> list[int]:
    """About how many lines of text each row has; merged cells flow over all of them."""
    if len(beside) == 1:
        return [lines((*group.heads, *beside[0]), room)]
    return [lines(line, room[len(group.heads) :]) for line in beside]


def _kept(index: int, heights: list[int]) -> bool:
    """Whether the row stays with the next one of its group: short groups stay whole, and no page
    ends with a group's first row alone."""
    if index == len(heights) - 1:
        return False
    first = index == 0 and sum(heights[:2]) <= ROW_TOGETHER
    return first or sum(heights) <= GROUP_TOGETHER


def _cell(cell: Cell, column: Column, place: _Place, frame: Frame) -> Element:
    look = element("w:tcPr", element("w:tcW", w=place.width, type="dxa"))
    if place.merged:
        look.append(element("w:vMerge", val="restart" if place.line == 0 else "continue"))
    if place.line == 0:
        look.append(element("w:tcBorders", _line("top", _STRONG)))
    shown = None if place.merged and place.line else cell
    return element("w:tc", look, *_words(shown, column, place.keep, frame))


def _words(cell: Cell, column: Column, keep: bool, frame: Frame) -> list[Element]:
    document = frame.document
    if isinstance(cell, Items) and cell.items:
        return list(frame.lists.paragraphs(cell, document, "Table", keep=keep))
    look = Look(centred=column.kind == "number", keep=keep)
    if isinstance(cell, Text) and cell.text and not cell.continued:
        if column.kind == "bullet":
            look = Look("TableBullet", keep=keep)
        return [paragraph(line_of(cell, document), document.language, look)]
    number = Text(str(cell) if isinstance(cell, int) else "")
    return [paragraph(line_of(number, document), document.language, look)]


def _line(side: str, colour: str) -> Element:
    return element(f"w:{side}", val="single", sz=4, space=0, color=colour)
