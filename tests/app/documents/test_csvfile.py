"""Tables as CSV, read back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import csvfile
from app.documents.document import Document, grid
from app.documents.table import printable
from tests.app.documents.tables import DANGEROUS, TWO_GOALS, a_group, a_table


def written(document: Document) -> bytes:
    return csvfile.write(grid(next(document.tables()), "Konzept"))


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_every_row_says_number_field_and_goal() -> None:
    assert rows(written(TWO_GOALS)) == [
        ["Lfd. Nr.", "Handlungsfeld", "Oberziel", "Maßnahmevorschlag", "Punkte", "Abstimmende"],
        ["1", "Schule", "Ziel 1", "Patenschaften", "2", "1"],
        ["1", "Schule", "Ziel 1", "Sprachkurse", "1", "1"],
        ["2", "Schule", "Ziel 2", "Beratung", "1", "1"],
    ]


def test_a_german_excel_finds_umlauts_and_columns() -> None:
    data = written(TWO_GOALS)
    assert data.startswith(b"\xef\xbb\xbfLfd. Nr.;")


def test_an_entry_without_measures_has_a_row() -> None:
    assert rows(written(a_table(a_group(1, "Schule"))))[1] == [
        *("1", "Schule", "Ziel 1"),
        *("", "", ""),
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_begins_as_a_formula(text: str) -> None:
    found = rows(written(a_table(a_group(1, text, text), title=text)))
    assert found[1][1] == found[1][3] == f"'{text}"


def test_quotes_semicolons_and_lines_stay_in_their_cell() -> None:
    text = 'er sagte: "ja"; dann\n=1+1;"'
    assert rows(written(a_table(a_group(1, "Schule", text))))[1][3] == text


@given(st.text(alphabet="'=+-@ a\tü"))
def test_the_guard_is_taken_away_again(text: str) -> None:
    assert csvfile.unguarded(csvfile.guarded(text)) == printable(text)
