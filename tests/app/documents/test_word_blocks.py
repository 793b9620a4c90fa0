"""Headings, lists, notes and several tables in Word files, read back."""

from docx.document import Document as DocumentFile
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from app.documents.document import Document, Heading, Text
from tests.app.documents.test_word import kinds, paragraph_of, written
from tests.app.documents.trees import PAPER


def listed(document: DocumentFile, text: str) -> tuple[str, int, int]:
    """Style, number and depth of a line of a list."""
    found = paragraph_of(document, text).pPr
    return found.pStyle.val, found.numPr.numId.val, found.numPr.ilvl.val


def test_each_numbered_list_starts_at_1() -> None:
    document = written(PAPER)
    first = listed(document, "Erstens")
    second = listed(document, "noch einmal 5 Punkte von 3 Abstimmenden")
    cell = listed(document, "Personal")
    assert listed(document, "im ersten Jahr") == (first[0], first[1], 1)
    assert [first[0], second[0], cell[0]] == ["ListNumber", "ListNumber", "TableNumber"]
    assert len({first[1], second[1], cell[1]}) == 3
    for number in (first[1], second[1], cell[1]):
        assert kinds(document)[number] == "decimal"
        part = document.part.numbering_part.element
        num = next(one for one in part.num_lst if one.numId == number)
        starts = num.findall(f".//{qn('w:startOverride')}")
        assert {start.get(qn("w:val")) for start in starts} == {"1"}


def test_headings_are_found_in_the_outline_with_their_numbers() -> None:
    document = written(PAPER)
    found = [(p.style.name, p.text) for p in document.paragraphs if p.style]
    assert [one for one in found if one[0].startswith("Heading")] == [
        ("Heading 1", "Beratungsfolge"),
        ("Heading 1", "8\tVorschlag"),
        ("Heading 2", "8.1\tDialogue [Englisch]"),
    ]


def test_levels_of_headings_have_no_gaps() -> None:
    levels = (3, 3, 1, 6, 9)
    blocks = tuple(Heading(Text(f"{index}"), level) for index, level in enumerate(levels))
    document = written(Document(Text("x"), (), "de", blocks))
    styles = [p.style.name for p in document.paragraphs if p.style and p.text.isdigit()]
    assert styles == [f"Heading {level}" for level in (1, 2, 1, 2, 3)]


def test_notes_and_marks_stand_smaller_behind_their_text() -> None:
    found = paragraph_of(written(PAPER), "Rooms for all [Englisch] 2 Punkte")
    runs = [(run.text, run.style) for run in found.r_lst if run.text != " "]
    assert runs == [("Rooms for all", None), ("[Englisch]", "Beside"), ("2 Punkte", "Beside")]
    languages = [run.rPr.find(qn("w:lang")).get(qn("w:val")) for run in found.r_lst]
    assert languages == ["en-GB", "de-DE", "de-DE", "de-DE", "de-DE"]


def test_a_note_has_a_style_of_its_own() -> None:
    found = paragraph_of(written(PAPER), "Beträge werden nicht addiert.")
    assert found.pPr.pStyle.val == "Note"


def test_two_tables_do_not_grow_together() -> None:
    table = next(PAPER.tables())
    document = written(Document(Text("x"), (), "de", (table, table)))
    tags = [element.tag for element in document.element.body]
    assert tags[-5:] == [qn(f"w:{name}") for name in ("tbl", "p", "tbl", "p", "sectPr")]


def test_a_paper_upright_is_as_wide_as_its_paper() -> None:
    document = written(PAPER)
    section = document.sections[0]
    assert section.page_width
    assert (round(section.page_width.mm), section.orientation) == (210, WD_ORIENT.PORTRAIT)
    for table in document.tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert abs(sum(widths) - (210 - 2 * 18) * 1440 / 25.4) < 5
