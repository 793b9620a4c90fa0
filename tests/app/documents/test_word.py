"""Tables as Word files, read back."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.document import Document as DocumentFile
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from app.documents import word
from app.documents.document import Column, Document, Group, Table, Text
from tests.app.documents.tables import TWO_GOALS, a_group, a_table

NOW = dt.datetime(2026, 11, 21, 18, 30, tzinfo=dt.UTC)
MIXED = "مشروع MiMi جديد."


def written(table: Document) -> DocumentFile:
    return docx.Document(io.BytesIO(word.write(table, now=NOW)))


def cells(document: DocumentFile) -> list[list[str]]:
    """The text of every cell as it stands in the file, merged cells not repeated."""
    rows = document.element.body.iter(qn("w:tr"))
    return [["".join(t.text or "" for t in c.iter(qn("w:t"))) for c in row.tc_lst] for row in rows]


def paragraph_of(document: DocumentFile, text: str) -> Any:
    for found in document.element.body.iter(qn("w:p")):
        if "".join(t.text or "" for t in found.iter(qn("w:t"))) == text:
            return found
    raise AssertionError(text)


def kinds(document: DocumentFile) -> dict[int, str]:
    """What kind of list each number of a list stands for."""
    part = document.part.numbering_part.element
    outer = {
        one.get(qn("w:abstractNumId")): one.find(f".//{qn('w:numFmt')}").get(qn("w:val"))
        for one in part.iter(qn("w:abstractNum"))
    }
    return {num.numId: outer[str(num.abstractNumId.val)] for num in part.num_lst}


def test_the_table_looks_like_anlage_3() -> None:
    assert cells(written(TWO_GOALS)) == [
        ["Lfd. Nr.", "Handlungsfeld", "Oberziel", "Maßnahmevorschlag", "Punkte", "Abstimmende"],
        ["1", "Schule", "Ziel 1", "Patenschaften", "2", "1"],
        ["", "", "", "Sprachkurse", "1", "1"],
        ["2", "", "Ziel 2", "Beratung", "1", "1"],
    ]


def test_number_field_and_goal_are_merged_down_beside_their_measures() -> None:
    rows = list(written(TWO_GOALS).element.body.iter(qn("w:tr")))
    merges = [[c.find(f".//{qn('w:vMerge')}") for c in row.tc_lst] for row in rows]
    kinds = [[None if m is None else m.get(qn("w:val")) for m in row] for row in merges]
    assert kinds[1] == ["restart"] * 3 + [None] * 3
    assert kinds[2] == ["continue"] * 3 + [None] * 3
    assert kinds[3] == [None] * 6  # a single measure needs no merging


def test_the_paper_is_a4_landscape() -> None:
    section = written(TWO_GOALS).sections[0]
    assert section.page_width
    assert section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert section.orientation == WD_ORIENT.LANDSCAPE


def test_the_heading_row_repeats_on_every_page_and_only_that() -> None:
    document = written(TWO_GOALS)
    rows = list(document.element.body.iter(qn("w:tr")))
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [
        True,
        *[False] * 3,
    ]


def test_the_letters_of_a_crowded_table_are_smaller_and_only_those() -> None:
    columns = tuple(Column("Schlüsselprojekt", 1) for _ in range(8))
    crowded = Table(columns, (Group((), ((Text("x"),) * 8,)),))
    body = written(replace(TWO_GOALS, blocks=(crowded, *TWO_GOALS.blocks))).element.body
    sizes = [{one.get(qn("w:val")) for one in t.iter(qn("w:sz"))} for t in body.iter(qn("w:tbl"))]
    assert sizes == [{"17"}, set()]


def test_measures_are_real_list_bullets() -> None:
    document = written(TWO_GOALS)
    found = paragraph_of(document, "Patenschaften")
    assert found.pPr.pStyle.val == "TableBullet"
    numbering = document.styles["Table Bullet"].element.find(f".//{qn('w:numId')}").val
    assert (numbering, kinds(document)[numbering]) == (1, "bullet")


def test_short_rows_stay_whole_and_long_ones_may_break() -> None:
    document = written(a_table(a_group(1, "Schule", "kurz", "lang " * 200)))
    rows = list(document.element.body.iter(qn("w:tr")))
    whole = [row.find(f".//{qn('w:cantSplit')}") is not None for row in rows]
    assert whole == [True, True, False]


def test_the_footer_counts_pages_with_fields() -> None:
    footer = written(TWO_GOALS).sections[0].footer._element
    fields = [f.get(qn("w:instr")).strip() for f in footer.iter(qn("w:fldSimple"))]
    words = "".join(t.text or "" for t in footer.iter(qn("w:t")))
    assert fields == ["PAGE", "NUMPAGES"]
    assert words == "Seite 1 von 1"


def test_the_file_says_what_it_is() -> None:
    properties = written(a_table(a_group(1, "Schule"), title="Konzept für alle")).core_properties
    assert (properties.title, properties.language) == ("Konzept für alle", "de-DE")
    assert properties.created
    assert properties.created.replace(tzinfo=dt.UTC) == NOW
    assert properties.comments == ""


def test_the_title_and_the_lines_above_the_table_have_styles() -> None:
    styles = [(p.text, p.style.name) for p in written(TWO_GOALS).paragraphs if p.style]
    assert styles[:3] == [
        ("Konzept", "Title"),
        ("Workshop in Heepen", "Subtitle"),
        ("5 Punkte je Handlungsfeld", "Subtitle"),
    ]


def test_an_arabic_document_runs_from_the_right_throughout() -> None:
    document = written(a_table(a_group(1, "المدرسة", "ترحيب", "دعم"), language="ar", title="خطة"))
    body = document.element.body
    assert body.find(f".//{qn('w:tblPr')}/{qn('w:bidiVisual')}") is not None
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None
    for text in ("خطة", "المدرسة", "ترحيب"):
        found = paragraph_of(document, text)
        assert found.pPr.find(qn("w:bidi")) is not None
        assert found.r_lst[0].rPr.find(qn("w:rtl")) is not None
        assert found.r_lst[0].rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar-SA"


def test_a_german_document_has_nothing_from_the_right() -> None:
    data = word.write(TWO_GOALS, now=NOW)
    body = docx.Document(io.BytesIO(data)).element.body
    names = {element.tag for element in body.iter()}
    assert not names & {qn("w:bidi"), qn("w:rtl"), qn("w:bidiVisual")}


def test_german_in_an_arabic_document_stays_readable() -> None:
    line = (Text("Räume für alle.", "de"), 1, 1)
    group = Group((1, Text("المدرسة"), Text("هدف")), (line,))
    found = paragraph_of(written(a_table(group, language="ar")), "Räume für alle.")
    assert found.pPr.find(qn("w:bidi")) is None
    assert found.r_lst[0].rPr.find(qn("w:rtl")) is None
    assert found.r_lst[0].rPr.find(qn("w:lang")).get(qn("w:val")) == "de-DE"


def test_latin_words_in_an_arabic_sentence_are_runs_of_their_own() -> None:
    found = paragraph_of(written(a_table(a_group(1, "x", MIXED), language="ar")), MIXED)
    marked = [(run.text, run.rPr.find(qn("w:rtl")) is not None) for run in found.r_lst]
    assert marked == [("مشروع ", True), ("MiMi", False), (" جديد.", True)]


def test_each_text_is_marked_with_its_language() -> None:
    line = (Text("Rooms for all", "en"), 1, 1)
    group = Group((1, Text("Schule"), Text("Ziel")), (line,))
    found = paragraph_of(written(a_table(group)), "Rooms for all")
    assert found.r_lst[0].rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"


def test_an_empty_table_is_a_document_with_headings() -> None:
    assert len(cells(written(a_table()))) == 1


@pytest.mark.parametrize("text", ["a\x00b\x0bc", "<w:p>&amp;", "zwei\nZeilen", "\ud800"])
def test_no_text_breaks_the_file(text: str) -> None:
    assert len(cells(written(a_table(a_group(1, text, text), title=text)))) == 2
