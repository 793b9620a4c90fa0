"""Tables as Excel files, read back."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.documents import sheet
from app.documents.document import Column, Document, Group, Table, Text
from tests.app.documents.tables import DANGEROUS, TWO_GOALS, a_group, a_table
from tests.app.documents.trees import PAPER


def written(table: Document) -> Worksheet:
    found = load_workbook(io.BytesIO(sheet.write(table))).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def values(table: Document) -> list[tuple[object, ...]]:
    return [row for row in written(table).iter_rows(values_only=True) if any(row)]


def test_what_is_stated_once_stays_blank_below() -> None:
    assert values(TWO_GOALS)[3:] == [
        ("Lfd. Nr.", "Handlungsfeld", "Oberziel", "Maßnahmevorschlag", "Punkte", "Abstimmende"),
        (1, "Schule", "Ziel 1", "Patenschaften", 2, 1),
        (None, None, None, "Sprachkurse", 1, 1),
        (2, None, "Ziel 2", "Beratung", 1, 1),
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_user_text_never_becomes_a_formula(text: str) -> None:
    table = a_table(a_group(1, text, text), title=text)
    cells = [cell for row in written(table).iter_rows() for cell in row if cell.value == text]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]


def test_an_address_stays_text() -> None:
    table = a_table(a_group(1, "https://example.org", "mailto:a@example.org"))
    assert not [cell for row in written(table).iter_rows() for cell in row if cell.hyperlink]


def test_the_heading_stays_in_sight_and_is_printed_on_every_page() -> None:
    found = written(TWO_GOALS)
    assert found.freeze_panes == "A6"
    assert found.print_title_rows == "$5:$5"


def test_the_paper_is_a4_landscape_one_page_wide() -> None:
    found = written(TWO_GOALS)
    setup = found.page_setup
    assert (setup.orientation, setup.paperSize) == ("landscape", 9)
    assert found.sheet_properties.pageSetUpPr
    assert found.sheet_properties.pageSetUpPr.fitToPage
    assert setup.fitToHeight == 0  # as many pages down as it takes


def test_the_footer_counts_pages() -> None:
    footer = written(TWO_GOALS).oddFooter
    assert footer
    assert footer.center
    assert footer.center.text == "Seite &P von &N"


def test_an_arabic_sheet_runs_from_the_right() -> None:
    assert written(a_table(a_group(1, "المدرسة"), language="ar")).sheet_view.rightToLeft
    assert not written(TWO_GOALS).sheet_view.rightToLeft


def test_german_on_an_arabic_sheet_runs_from_the_left() -> None:
    found = written(a_table(a_group(1, "المدرسة", "Werbung."), language="ar"))
    orders = {cell.value: cell.alignment.readingOrder for row in found.iter_rows() for cell in row}
    assert (orders["المدرسة"], orders["Werbung."]) == (2, 1)


def test_a_long_text_gets_a_high_row() -> None:
    found = written(a_table(a_group(1, "Schule", "kurz", "lang " * 100)))
    assert found.row_dimensions[7].height > 3 * found.row_dimensions[6].height


@pytest.mark.parametrize("title", ["Plan: A/B [x]?", "'", "x" * 50, "History", ""])
def test_any_title_makes_a_file_that_opens(title: str) -> None:
    assert len(written(a_table(a_group(1, "Schule"), title=title)).title) <= 31


def test_control_characters_do_not_break_the_file() -> None:
    assert values(a_table(a_group(1, "Schu\x00le\x0b")))[-1][1] == "Schule"


def everything(document: Document) -> list[tuple[object, ...]]:
    """The rows of the first sheet with what is in them."""
    rows = written(document).iter_rows(values_only=True)
    filled = (tuple(value for value in row if value is not None) for row in rows)
    return [row for row in filled if row]


def test_the_first_sheet_is_the_whole_document() -> None:
    assert everything(PAPER) == [
        ("Konzept für alle",),
        ("Workshop in Heepen",),
        ("Stand: 21. November 2026",),
        ("Beratungsfolge",),
        ("Gremium", "Sitzung am"),
        ("Sozialausschuss", "27. Juni 2027"),
        ("4. Juli 2027",),
        ("8  Vorschlag",),
        ("Der Rat beschließt:",),
        ("1. Erstens",),
        ("1. im ersten Jahr",),
        ("1. noch einmal (5 Punkte von 3 Abstimmenden)",),
        ("8.1  Dialogue [Englisch]",),
        ("• Rooms for all [Englisch] (2 Punkte)",),
        ("– Feste",),
        ("Beträge werden nicht addiert.",),
        ("Nr.", "", "Erster Schritt"),
        (1, "Bausteine", "1. Konzept (3 Punkte)\n2. Personal"),
        (2, "• Räume"),
    ]


def test_headings_are_bold_and_text_goes_over_all_columns() -> None:
    found = written(PAPER)
    cells = {cell.value: cell for row in found.iter_rows() for cell in row if cell.value}
    assert cells["8  Vorschlag"].font.b
    assert not cells["Der Rat beschließt:"].font.b
    row = cells["Der Rat beschließt:"].row
    merged = {one.min_row: one for one in found.merged_cells.ranges}
    assert (merged[row].min_col, merged[row].max_col) == (1, found.max_column)


def test_only_a_table_that_stands_alone_is_frozen_and_repeated() -> None:
    assert written(PAPER).freeze_panes is None
    assert written(PAPER).print_title_rows is None
    below = written(replace(TWO_GOALS, blocks=(*PAPER.blocks[2:4], *TWO_GOALS.blocks)))
    assert below.freeze_panes is None
    row = next(cell.row for cell in below["A"] if cell.value == "Lfd. Nr.")
    assert below.print_title_rows == f"${row}:${row}"
    above = written(replace(TWO_GOALS, blocks=(*TWO_GOALS.blocks, *PAPER.blocks[2:4])))
    assert above.print_title_rows is None


def test_a_foreign_text_in_a_table_says_so_without_a_change_of_its_value() -> None:
    table = Table((Column("x", 1),), (Group((), ((Text("Rooms", "en"),), (Text("Räume"),))),))
    document = Document(Text("x"), (), "de", (table,), names={"en": 'Eng"lisch'})
    cells = {cell.value: cell for row in written(document).iter_rows() for cell in row}
    assert cells["Rooms"].number_format == '@" [Englisch]"'
    assert cells["Räume"].number_format == "General"
