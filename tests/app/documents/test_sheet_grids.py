"""The sheets of an Excel file that are for machines, and the columns that tables share."""

import io
from dataclasses import replace
from typing import Any

from openpyxl import load_workbook

from app.documents import sheet
from app.documents.document import Column, Document, Grid, Group, Heading, Table, Text
from tests.app.documents.test_sheet import written
from tests.app.documents.trees import PAPER


def columns(document: Document) -> dict[object, tuple[str, str]]:
    """The first and the last column of each text of the first sheet."""
    sheet = written(document)
    last = {one.coord.split(":")[0]: one.coord.split(":")[1] for one in sheet.merged_cells.ranges}
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.value)
    return {
        cell.value: (
            cell.column_letter,
            last.get(cell.coordinate, cell.coordinate).rstrip("0123456789"),
        )
        for cell in cells
    }


def table_of(*widths: int, rows: int = 1) -> Table:
    headings = (
        Column(f"{len(widths)}{letter}", w) for letter, w in zip("abcdef", widths, strict=False)
    )
    return Table(tuple(headings), (Group((), ((None,) * len(widths),) * rows),))


def test_tables_share_columns_and_the_largest_has_its_own() -> None:
    found = columns(replace(PAPER, blocks=(table_of(50, 50), table_of(25, 25, 25, 25, rows=9))))
    assert [found[name] for name in ("4a", "4b", "4c", "4d")] == [(x, x) for x in "ABCD"]
    assert (found["2a"], found["2b"]) == (("A", "B"), ("C", "D"))


def test_a_small_table_splits_columns_of_the_largest_where_it_must() -> None:
    small, large = table_of(10, 90), table_of(50, 50, rows=9)
    found = columns(replace(PAPER, blocks=(large, Heading(Text("x"), 1), renamed(small))))
    assert (found["2a"], found["2b"]) == (("A", "B"), ("C", "C"))
    assert (found["other a"], found["other b"]) == (("A", "A"), ("B", "C"))


def renamed(table: Table) -> Table:
    return replace(
        table,
        columns=tuple(replace(c, heading=f"other {c.heading[1:]}") for c in table.columns),
    )


def grids(*found: Grid, language: str = "de") -> list[Any]:
    document = Document(Text("Konzept"), (), language, ())
    return list(load_workbook(io.BytesIO(sheet.write(document, found))).worksheets[1:])


def test_a_grid_is_a_sheet_of_data() -> None:
    rows = (("=1+1", 5, None), ("zwei\nZeilen", None, "x"))
    (found,) = grids(Grid("Maßnahmen", ("Text", "Punkte", ""), rows))
    assert found.title == "Maßnahmen"
    assert list(found.iter_rows(values_only=True)) == [("Text", "Punkte", ""), *rows]
    assert found["A2"].data_type == "s"
    assert (found.freeze_panes, found.auto_filter.ref) == ("A2", "A1:C3")


def test_grids_of_one_name_are_sheets_of_different_names() -> None:
    names = [f"{'Maßnahmen' * 4}", f"{'MASSNAHMEN' * 4}", f"{'Maßnahmen' * 4}", "konzept", "?"]
    found = [one.title for one in grids(*(Grid(name, ("a",), ()) for name in names))]
    assert found == [
        "MaßnahmenMaßnahmenMaßnahmenMaßn",
        "MASSNAHMENMASSNAHMENMASSNAHMENM",
        "MaßnahmenMaßnahmenMaßnahmenMa 2",
        "konzept 2",
        "Klebepunkt",
    ]


def test_a_grid_of_an_arabic_document_runs_from_the_right() -> None:
    (found,) = grids(Grid("x", ("a",), ()), language="ar")
    assert found.sheet_view.rightToLeft


def test_a_text_is_cut_only_where_excel_ends() -> None:
    rows = (("x" * 32_767,), ("x" * 32_768,), ("🎉" * 20_000,), (10**20,))
    (found,) = grids(Grid("x", ("a",), rows))
    whole, cut, pictures, number = (found.cell(row, 1).value for row in range(2, 6))
    assert whole == "x" * 32_767
    assert cut == "x" * 32_766 + "…"
    assert pictures == "🎉" * 16_382 + "…"
    assert number == "100000000000000000000"
