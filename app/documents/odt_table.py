"""The table inside an OpenDocument text: rows of lines, with their group's cells beside them."""

from collections.abc import Callable

from app.documents.direction import direction_of
from app.documents.document import Cell, Column, Group, Items, Table, Text
from app.documents.odt_text import (
    WRITING,
    Attributes,
    Element,
    Styles,
    bulleted,
    element,
    items_list,
    paragraph,
)
from app.documents.pieces import line_of
from app.documents.sizes import ROW_TOGETHER, Fit, fitted, lines

_STRONG, _FAINT, _SHADE = "#8c8778", "#d5d1c6", "#ede9df"
_BORDER = "0.5pt solid "


def table_element(table: Table, styles: Styles, width: int, tick: Callable[[], None]) -> Element:
    """The table, `width` millimetres wide."""
    made = element("table:table", {"table:style-name": _table_style(styles, width)})
    fit = fitted(table, width)
    styles.size = fit.size
    for room in fit.widths:
        look: Attributes = {"style:column-width": f"{room:.2f}mm"}
        style = styles.own("Column", "table-column", "table-column-properties", look)
        made.append(element("table:table-column", {"table:style-name": style}))
    made.append(element("table:table-header-rows", None, _headings(table, styles)))
    for group in table.groups:
        for row in _rows(group, table, styles, fit):
            tick()
            made.append(row)
    styles.size = 1.0
    return made


def _table_style(styles: Styles, width: int) -> str:
    look: Attributes = {
        "style:width": f"{width}mm",
        "table:align": "margins",
        "table:border-model": "collapsing",
        "style:may-break-between-rows": "true",
        "style:writing-mode": WRITING[direction_of(styles.document.language)],
    }
    return styles.own("Table", "table", "table-properties", look)


def _row(styles: Styles, *, whole: bool) -> Element:
    look: Attributes = {"fo:keep-together": "always" if whole else "auto"}
    style = styles.own("Row", "table-row", "table-row-properties", look)
    return element("table:table-row", {"table:style-name": style})


def _headings(table: Table, styles: Styles) -> Element:
    row = _row(styles, whole=True)
    style = _cell_style(styles, strong=True, shade=True)
    for column in table.columns:
        line = line_of(Text(column.heading), styles.document)
        words = paragraph(line, styles, "Table_20_Heading", centred=column.kind == "number")
        row.append(_cell(style, [words], 1))
    return row


def _rows(group: Group, table: Table, styles: Styles, fit: Fit) -> list[Element]:
    blank = (None,) * (len(table.columns) - len(group.heads))
    beside = group.lines or (blank,)
    free = len(group.heads) if len(beside) > 1 else 0  # merged cells flow over all rows
    rows = []
    for index, line in enumerate(beside):
        cells = (*group.heads, *line)
        row = _row(styles, whole=lines(cells[free:], fit.room[free:]) <= ROW_TOGETHER)
        for x, cell in enumerate(cells):
            head = x < len(group.heads)
            if head and index:
                row.append(element("table:covered-table-cell"))
                continue
            style = _cell_style(styles, strong=index == 0, shade=False)
            row.append(
                _cell(style, _words(cell, table.columns[x], styles), len(beside) if head else 1)
            )
        rows.append(row)
    return rows


def _cell(style: str, words: list[Element], rows: int) -> Element:
    look: Attributes = {"table:style-name": style, "office:value-type": "string"}
    if rows > 1:
        look["table:number-rows-spanned"] = rows
    return element("table:table-cell", look, *words)


def _cell_style(styles: Styles, *, strong: bool, shade: bool) -> str:
    look: Attributes = {
        "fo:border": _BORDER + _STRONG,
        "fo:border-top": _BORDER + (_STRONG if strong else _FAINT),
        **{f"fo:padding-{side}": "0.8mm" for side in ("top", "bottom")},
        **{f"fo:padding-{side}": "1.8mm" for side in ("left", "right")},
    }
    if shade:
        look |= {"fo:background-color": _SHADE, "style:vertical-align": "middle"}
    return styles.own("Cell", "table-cell", "table-cell-properties", look)


def _words(cell: Cell, column: Column, styles: Styles) -> list[Element]:
    document = styles.document
    if isinstance(cell, Items) and cell.items:
        return [items_list(cell, styles, "Table_20_Contents")]
    if isinstance(cell, Text) and cell.text and not cell.continued:
        line = line_of(cell, document)
        if column.kind == "bullet":
            return [bulleted(line, styles, "Table_20_Contents")]
        return [paragraph(line, styles, "Table_20_Contents", centred=column.kind == "number")]
    number = line_of(Text(str(cell) if isinstance(cell, int) else ""), document)
    return [paragraph(number, styles, "Table_20_Contents", centred=column.kind == "number")]
