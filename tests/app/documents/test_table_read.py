"""Reading tables that people send."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.documents import table_read
from app.documents.table import SheetRow
from app.refused import Refused


def texts(rows: tuple[SheetRow, ...]) -> list[list[str]]:
    return [[cell.text for cell in row.cells][:3] for row in rows]


def a_workbook(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    assert book.active
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_sheet(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with another first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name == "xl/worksheets/sheet1.xml" else part)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        table_read.read(data)
    assert caught.value.status == 422
    return caught.value.message.text


def test_rows_keep_the_numbers_of_the_sheet() -> None:
    found = table_read.read(a_workbook(("Feld", "Ziel"), (), ("Schule", None)))
    assert [row.number for row in found] == [1, 3]
    assert texts(found) == [["Feld", "Ziel", ""], ["Schule", "", ""]]


def test_numbers_and_days_read_as_people_write_them() -> None:
    found = table_read.read(a_workbook((2027.0, 1.5, dt.datetime(2027, 3, 1))))  # noqa: DTZ001 - no zones
    assert texts(found) == [["2027", "1.5", "2027-03-01"]]


def test_formulas_and_errors_come_back_marked_and_are_not_run() -> None:
    found = table_read.read(a_workbook(("=1+1", "#REF!", "Schule")))
    assert [cell.kind for cell in found[0].cells[:3]] == ["formula", "error", "text"]


def test_a_text_that_looks_like_a_formula_is_text() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_string(0, 0, "=1+1")
    cell = table_read.read(out.getvalue())[0].cells[0]
    assert (cell.text, cell.kind) == ("=1+1", "text")


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_in_the_usual_encodings(delimiter: str, encoding: str) -> None:
    lines = ["Feld|Ziel|Maßnahme", "Schule|Öffnung|Räume", "Arbeit|Übergang|Würde"]
    data = "\r\n".join(lines).replace("|", delimiter).encode(encoding)
    assert texts(table_read.read(data)) == [line.split("|") for line in lines]


def test_commas_in_sentences_do_not_make_columns() -> None:
    data = "Feld;Maßnahme\nSchule;eins, zwei, drei\nArbeit;eins, zwei, vier\nTräger;x".encode()
    assert texts(table_read.read(data))[1] == ["Schule", "eins, zwei, drei"]


def test_csv_row_numbers_count_rows_with_line_breaks_once() -> None:
    found = table_read.read(b'Feld;Ziel\n"a\nb";c\n\nd;e\n')
    assert [row.number for row in found] == [1, 2, 4]


def test_our_own_guard_against_formulas_is_taken_away() -> None:
    assert texts(table_read.read(b"Feld;Ziel\n'=1+1;'tis")) == [["Feld", "Ziel"], ["=1+1", "'tis"]]


def test_an_empty_file_is_refused() -> None:
    assert "empty" in refusal(b" \n")


def test_a_file_over_5_mb_is_refused() -> None:
    assert "5 MB" in refusal(b"x" * (table_read.MOST_BYTES + 1))


def test_too_many_rows_are_refused() -> None:
    assert "5,000" in refusal(b"Feld;Ziel\n" + b"a;b\n" * table_read.MOST_ROWS)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n\x00\x01", b"\x89PNG\r\n\x1a\n\x00", bytes(range(256))]
)
def test_other_kinds_of_files_are_refused(data: bytes) -> None:
    assert "neither" in refusal(data)


def test_a_cell_that_does_not_end_says_where_to_look() -> None:
    said = refusal(b'a;b\n"eins;zwei\n' + b"drei;vier\n" * 20_000)
    assert said.startswith("A cell in line %(line)d")


def test_what_cannot_be_seen_is_left_out_and_said() -> None:
    (sheet,) = table_read.read_sheets(
        b"a;b\neins\vzwei;drei\x1f, und noch viel mehr Text dazu; und\n"
    )
    assert [cell.text for cell in sheet.rows[1].cells][:2] == [
        "eins zwei",
        "drei, und noch viel mehr Text dazu",
    ]
    assert [note.text for note in sheet.notes] == [
        "Characters that cannot be seen were left out of this file."
    ]


def test_an_old_or_protected_workbook_says_what_to_do() -> None:
    assert "without a password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)


def test_a_word_file_is_not_a_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "neither" in refusal(out.getvalue())


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * (21 * 1024 * 1024))
    assert len(out.getvalue()) < 100_000
    assert "too large when unpacked" in refusal(out.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", f"<!--{'x' * 5000}-->"])
def test_entities_that_grow_are_refused(before: str, encoding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    data = with_sheet(a_workbook(("Feld",)), lambda _: (before + bomb).encode(encoding))
    assert "damaged" in refusal(data)


def test_what_stands_far_below_the_table_is_found() -> None:
    book = Workbook()
    assert book.active
    book.active["A1"] = "Feld"
    book.active["A9000"].number_format = "0.00"
    book.active["A90000"] = "a value that somebody has forgotten"
    out = io.BytesIO()
    book.save(out)
    assert "more than 5,000 rows" in refusal(out.getvalue())


@pytest.mark.parametrize("far", [250, 251, 300])
def test_the_first_row_with_too_many_columns_is_named(far: int) -> None:
    rows = [("Feld", "Ziel"), ("Schule", *[""] * (far - 2), "x")]
    table = "\n".join(";".join(row) for row in rows).encode()
    book = a_workbook(("Feld", "Ziel"), ("Schule", *[None] * (far - 2), "x"))
    for data in (table, book):
        found = table_read.read_sheets(data, 1)[0]
        assert (found.wide, len(found.rows[1].cells)) == (0 if far == 250 else 2, 250)


def test_a_cut_off_workbook_says_that_it_is_damaged() -> None:
    data = a_workbook(("Feld", "Ziel"))
    assert "damaged" in refusal(data[: len(data) // 2])


def test_a_sheet_that_claims_to_be_huge_is_read_by_what_it_holds() -> None:
    data = with_sheet(
        a_workbook(("Feld", "Ziel")),
        lambda xml: xml.replace(b'ref="A1:B1"', b'ref="A1:XFD1048576"'),
    )
    assert texts(table_read.read(data)) == [["Feld", "Ziel", ""]]


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_give_rows_or_a_refusal(data: bytes, zipped: bool) -> None:
    with suppress(Refused):
        table_read.read(b"PK\x03\x04" + data if zipped else data)


@given(st.integers(0, 4000), st.integers(0, 255))
def test_a_workbook_with_a_wrong_byte_gives_rows_or_a_refusal(place: int, byte: int) -> None:
    data = bytearray(GOOD)
    data[place % len(data)] = byte
    with suppress(Refused):
        table_read.read(bytes(data))


GOOD = a_workbook(("Feld", "Ziel"), ("Schule", "Räume"))
