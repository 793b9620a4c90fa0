"""Tables as Excel files, read back."""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.documents import sheet
from app.documents.document import Document
from tests.app.documents.tables import DANGEROUS, TWO_GOALS, a_group, a_table


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
