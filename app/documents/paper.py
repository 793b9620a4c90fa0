"""A document as PDF: tagged, with an outline, each text in its own language and direction."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from app.documents import pdf
from app.documents.direction import direction_of
from app.documents.document import (
    Bar,
    Block,
    Cell,
    Document,
    Group,
    Heading,
    Items,
    Paragraph,
    Table,
    Text,
    nothing,
)
from app.documents.pieces import Line, Piece, heading_levels, item_line, line_of
from app.documents.sizes import CHART_TOGETHER, GROUP_TOGETHER, ROW_TOGETHER, fitted, lines
from app.documents.table import printable

_SHORT, _LONG, _MARGIN = 210, 297, 18  # millimetres: A4, as in the template
_NAMELESS = "Klebepunkt"  # the standard wants a title
_Data = dict[str, Any]


def write(document: Document, *, now: dt.datetime, tick: Callable[[], None] = nothing) -> bytes:
    """The document as the bytes of a .pdf file (PDF/UA-1), made on the day of `now`.

    Takes seconds for hundreds of pages, during which `tick` is not called: only before and after.
    """
    language = document.language
    page_of = document.page_of % {"page": "{page}", "pages": "{pages}"}
    data = {
        "made": (now.year, now.month, now.day),
        "rtl": direction_of(language) == "rtl",
        "landscape": document.landscape,
        "page": pdf.words(page_of, language),
        "heading": _line(line_of(document.title, document)),
        "subtitles": [_line(line_of(Text(text), document)) for text in document.subtitles],
        "blocks": list(_blocks(document, tick)),
    }
    title = pdf.without_pictures(printable(document.title.text)).strip() or _NAMELESS
    content = pdf.write("concept.typ", data, title=title, language=language)
    tick()
    return content


def _blocks(document: Document, tick: Callable[[], None]) -> Iterator[_Data]:
    levels = heading_levels(b for b in document.blocks if isinstance(b, Heading) and _says(b))
    for block in document.blocks:
        tick()
        if isinstance(block, Heading):
            number = _line(line_of(Text(block.number), document))
            line = _line(line_of(block.text, document))
            if _says(block):  # the standard wants no empty headings
                yield {"kind": "heading", "level": next(levels), "number": number, "line": line}
        elif not isinstance(block, Items) or block.items:
            yield _block(block, document)


def _says(heading: Heading) -> bool:
    return bool(printable(heading.number + heading.text.text).strip())


def _block(block: Block, document: Document) -> _Data:
    match block:
        case Paragraph(text=text, note=note):
            return {"kind": "paragraph", "note": note, "line": _line(line_of(text, document))}
        case Items():
            return {"kind": "items", **_items(block, document)}
        case Table():
            return {"kind": "table", **_table(block, document)}
    raise TypeError(block)


def _items(items: Items, document: Document) -> _Data:
    """The list as a tree: each item with those below it."""
    levels: list[list[_Data]] = [[]]
    for _, depth, item in items.marked():
        below: list[_Data] = []
        levels[depth].append({"line": _line(item_line(item, document)), "below": below})
        levels[depth + 1 :] = [below]
    return {"numbered": items.numbered, "items": levels[0]}


def _table(table: Table, document: Document) -> _Data:
    whole = (_LONG if document.landscape else _SHORT) - 2 * _MARGIN
    fit = fitted(table, whole)
    columns = [
        {
            "line": _line(line_of(Text(column.heading), document)),
            "kind": column.kind,
            "width": round(width, 2),
        }
        for column, width in zip(table.columns, fit.widths, strict=True)
    ]
    groups = [_group(group, document, fit.room) for group in table.groups]
    return {"columns": columns, "groups": groups, "size": fit.size, "together": _is_chart(table)}


def _is_chart(table: Table) -> bool:
    """Whether it is a chart that has room on one page: one cut in two cannot be read."""
    rows = list(table.rows(filled=False))
    return len(rows) <= CHART_TOGETHER and any(isinstance(one, Bar) for row in rows for one in row)


def _group(group: Group, document: Document, widths: list[float]) -> _Data:
    """`together`: short enough to stay on one page."""
    blank = (None,) * (len(widths) - len(group.heads))
    beside = group.lines or (blank,)
    heights = [lines(line, widths[len(group.heads) :]) for line in beside]
    tall = max(sum(heights), lines(group.heads, widths[: len(group.heads)]))
    return {
        "together": tall <= (ROW_TOGETHER if len(beside) == 1 else GROUP_TOGETHER),
        "heads": _cells(group.heads, document),
        "lines": [
            {"cells": _cells(line, document), "together": height <= ROW_TOGETHER}
            for line, height in zip(beside, heights, strict=True)
        ],
    }


def _cells(cells: Iterable[Cell], document: Document) -> list[_Data]:
    return [_cell(cell, document) for cell in cells]


def _cell(cell: Cell, document: Document) -> _Data:
    if isinstance(cell, Items) and cell.items:
        return _items(cell, document)
    if isinstance(cell, Bar):
        return {"line": _line(line_of(cell, document)), "share": max(0.0, min(1.0, cell.share))}
    if isinstance(cell, Text):
        return {"line": [] if cell.continued else _line(line_of(cell, document))}
    return {"line": _line(line_of(Text(str(cell) if isinstance(cell, int) else ""), document))}


def _line(line: Line) -> list[_Data]:
    return [{**_words(piece), "role": piece.role} for piece in line if piece.text.strip()]


def _words(piece: Piece) -> pdf.Words:
    """The piece as typst has it; each of its lines without what our fonts cannot show."""
    found = pdf.words("", piece.language)
    text = "\n".join(pdf.without_pictures(line) for line in piece.text.split("\n"))
    return {**found, "text": text, "rtl": piece.way == "rtl"}
