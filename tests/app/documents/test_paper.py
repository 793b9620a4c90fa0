"""Documents as PDF, read back: text, tags, outline and paper."""

import datetime as dt
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from app.documents import paper
from app.documents.document import Document, Heading, Item, Items, Paragraph, Table, Text
from tests.app.documents.tables import TWO_GOALS, a_group, a_table
from tests.app.documents.trees import PAPER, Told, bare

NOW = dt.datetime(2026, 11, 21, 18, 30, tzinfo=dt.UTC)


def pdf(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(paper.write(document, now=NOW)))


def text_of(found: PdfReader) -> str:
    return bare(" ".join(page.extract_text() for page in found.pages))


def tags(node: Any, wanted: str = "/S") -> Iterator[str]:
    """What stands under this key in the tree that screen readers follow, in its order."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from tags(child, wanted)
    elif isinstance(node, dict):
        if wanted in node and "/S" in node:
            yield str(node[wanted])
        if "/K" in node:
            yield from tags(node["/K"], wanted)


def structure(found: PdfReader, wanted: str = "/S") -> list[str]:
    root: Any = found.root_object["/StructTreeRoot"]
    return list(tags(root, wanted))


def outline(entries: Any) -> list[Any]:
    return [e.title if isinstance(e, Destination) else outline(e) for e in entries]


def without_blanks(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


def test_a_paper_says_everything_in_order() -> None:
    # Cells over several rows are drawn late: in tables, the order is that of the tags.
    upright = replace(PAPER, blocks=tuple(b for b in PAPER.blocks if not isinstance(b, Table)))
    found = without_blanks(text_of(pdf(upright)))
    position = 0
    for line in Told().lines(upright):
        position = found.index(without_blanks(line), position)


def test_nothing_is_added_but_signs_and_pages() -> None:
    found = without_blanks(text_of(pdf(PAPER)))
    for line in sorted(Told().lines(PAPER), key=len, reverse=True):
        found = found.replace(without_blanks(line), "", 1)
    assert sorted(found) == sorted("1.1.1.1.2.•–•Seite1von1")


def test_it_is_tagged_for_screen_readers() -> None:
    document = pdf(PAPER)
    assert b"pdfuaid" in paper.write(PAPER, now=NOW)
    mark: Any = document.root_object["/MarkInfo"]
    assert mark["/Marked"]
    assert str(document.root_object["/Lang"]) == "de"
    counted = Counter(structure(document))
    assert (counted["/Title"], counted["/H1"], counted["/H2"]) == (1, 2, 1)
    assert (counted["/Table"], counted["/TH"]) == (2, 5)
    assert counted["/LI"] == 3 + 2 + 3  # the numbered, the others, those in cells
    cells = [tag for tag in structure(document) if tag in ("/TR", "/TH", "/TD")]
    assert cells[:8] == ["/TR", "/TH", "/TH", "/TR", "/TD", "/TD", "/TR", "/TD"]


def test_each_text_says_its_language() -> None:
    assert "en" in structure(pdf(PAPER), "/Lang")
    arabic = Document(Text("خطة", "ar"), (), "ar", (Paragraph(Text("Räume", "de")),))
    assert "de" in structure(pdf(arabic), "/Lang")


def test_headings_with_their_numbers_are_the_outline() -> None:
    assert outline(pdf(PAPER).outline) == [
        "Beratungsfolge",
        "8 Vorschlag",
        ["8.1 Dialogue [Englisch]"],
    ]


def test_the_file_says_what_it_is() -> None:
    meta = pdf(PAPER).metadata
    assert meta
    assert meta.title == "Konzept für alle"
    assert meta.creation_date
    assert meta.creation_date.date() == NOW.date()


@pytest.mark.parametrize(("document", "size"), [(TWO_GOALS, (842, 595)), (PAPER, (595, 842))])
def test_the_paper_is_a4_as_the_document_wants_it(
    document: Document, size: tuple[int, int]
) -> None:
    box = pdf(document).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == size


def test_the_heading_row_and_the_page_number_stand_on_every_page() -> None:
    groups = (a_group(n, f"Feld {n}", *(f"Maßnahme {n}-{m}" for m in range(8))) for n in range(30))
    pages = [bare(page.extract_text()) for page in pdf(a_table(*groups)).pages]
    assert len(pages) > 4
    for number, text in enumerate(pages, start=1):
        assert "Handlungsfeld" in text
        assert f"Seite {number} von {len(pages)}" in text
    told = without_blanks(" ".join(pages))
    assert all(f"Maßnahme{n}-{m}" in told for n in range(30) for m in range(8))


def test_a_short_group_stays_on_one_page() -> None:
    groups = (a_group(n, f"Feld {n}.", f"A{n}.", f"B{n}.") for n in range(60))
    for page in pdf(a_table(*groups)).pages:
        text = page.extract_text()
        assert all((f"A{n}." in text) == (f"B{n}." in text) for n in range(60))


def test_a_text_longer_than_a_page_goes_on_over_pages() -> None:
    document = pdf(a_table(a_group(1, "Schule", "wort " * 6000)))
    assert len(document.pages) > 3
    assert text_of(document).count("wort") == 6000


def test_empty_titles_and_headings_are_still_accessible() -> None:
    blocks = (Heading(Text(""), 3), Heading(Text("A"), 4), Items(()), Items((Item(Text("")),)))
    content = paper.write(Document(Text(""), ("",), "de", blocks), now=NOW)
    assert b"pdfuaid" in content
    assert structure(PdfReader(io.BytesIO(content))).count("/H1") == 1


def test_an_arabic_paper_is_accessible_too() -> None:
    line = Items((Item(Text("ترحيب MiMi (جديد)"), "5 نقاط"), Item(Text("Räume", "de"), "3 نقاط")))
    blocks = (Heading(Text("خطة"), 1, "8.1"), line)
    document = Document(Text("خطة", "ar"), ("فرز",), "ar", blocks, names={"de": "الألمانية"})
    content = paper.write(document, now=NOW)
    assert b"pdfuaid" in content
    found = PdfReader(io.BytesIO(content))
    assert str(found.root_object["/Lang"]) == "ar"
    assert "Räume" in text_of(found)
    assert "MiMi" in text_of(found)


def test_what_people_wrote_is_text_and_no_source() -> None:
    typed = '#panic("x") *bold* $a$ "]} \\u{41}'
    document = Document(Text(typed), (typed,), "de", (Heading(Text(typed), 1), PAPER.blocks[1]))
    assert text_of(pdf(document)).count('#panic("x") *bold* $a$ "]} \\u{41}') == 3
