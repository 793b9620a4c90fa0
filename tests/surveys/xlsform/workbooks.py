"""XLSForms from tables that can be read.

The first line of a table names its first columns. Each row has its cells for them between bars, and
then what stands in other columns, as `column: value`. A line that is indented goes on with the row.
"""

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

Table = str | Sequence[Sequence[str]]
Sheets = Mapping[str, str]


def workbook(**sheets: Table) -> bytes:
    """An .xlsx file with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for y, row in enumerate(rows(table) if isinstance(table, str) else table, start=1):
            for x, cell in enumerate(row, start=1):
                if cell:
                    sheet.cell(y, x, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(table: str) -> list[list[str]]:
    """The headings, and the rows below them."""
    lines = table.replace("\n    |", "|").strip("\n").split("\n")
    first, *rest = ([cell.strip() for cell in line.split("|")] for line in lines)
    headings = dict.fromkeys(first)
    found = []
    for cells in rest:
        more = dict(cell.split(": ", 1) for cell in cells[len(first) :])
        headings |= dict.fromkeys(more)
        found.append(dict(zip(first, cells, strict=False)) | more)
    return [list(headings), *([row.get(one, "") for one in headings] for row in found)]
