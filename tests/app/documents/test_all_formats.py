"""Every format says what the tree says, in its order, and nothing else: read back with other
libraries than those that wrote it."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from app.documents import csvfile, markdown, odt, paper, sheet, word
from app.documents.document import Document, Grid, grid
from tests.app.documents.trees import HOSTILE, PAPER, Told, bare, documents, hostile

NOW = dt.datetime(2026, 11, 21, 18, 30, tzinfo=dt.UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
Write = Callable[..., bytes]
WRITERS: dict[str, Write] = {
    "docx": lambda document, **more: word.write(document, now=NOW, **more),
    "odt": lambda document, **more: odt.write(document, now=NOW, **more),
    "xlsx": sheet.write,
    "md": markdown.write,
    "pdf": lambda document, **more: paper.write(document, now=NOW, **more),
}


def part(data: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(name))


def said_by_word(document: Document) -> list[str]:
    body = part(WRITERS["docx"](document), "word/document.xml")
    blanks = {f"{W}tab": "\t", f"{W}br": "\n"}
    lines = (
        "".join(blanks.get(e.tag, e.text or "") for e in p.iter() if e.tag in (*blanks, f"{W}t"))
        for p in body.iter(f"{W}p")
    )
    return [line for line in map(bare, lines) if line]


def said_by_odt(document: Document) -> list[str]:
    body = part(WRITERS["odt"](document), "content.xml")
    lines = (spoken(p) for p in body.iter() if p.tag in (f"{TEXT}p", f"{TEXT}h"))
    return [line for line in map(bare, lines) if line]


def spoken(element: ElementTree.Element) -> str:
    """The text of an OpenDocument element, with the blanks that are elements there."""
    blanks = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
    inner = (spoken(child) + (child.tail or "") for child in element)
    return blanks.get(element.tag, "") + (element.text or "") + "".join(inner)


def said_by_sheet(document: Document) -> list[str]:
    book = load_workbook(io.BytesIO(sheet.write(document)))
    rows = book.worksheets[0].iter_rows(values_only=True)
    lines = (str(value) for row in rows for value in row if value is not None)
    return [line for line in map(bare, lines) if line]


def said_by_markdown(document: Document) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown.write(document).decode())
    assert {t.type for t in tokens}.isdisjoint({"html_block", "code_block", "fence", "hr"})
    lines = []
    for token in tokens:
        pieces = [child for child in token.children or () if child.type[:3] != "em_"]
        assert all(p.type in ("text", "html_inline") for p in pieces)
        assert all(p.content == "<br>" for p in pieces if p.type == "html_inline")
        lines.append("".join(p.content if p.type == "text" else "\n" for p in pieces))
    return [line for line in map(bare, lines) if line]


READERS: dict[str, tuple[Callable[[Document], list[str]], Told]] = {
    "docx": (said_by_word, Told()),
    "odt": (said_by_odt, Told()),
    "xlsx": (said_by_sheet, Told(signs=True, all_signs=True, marked_cells=False)),
    "md": (said_by_markdown, Told(signs=True)),
}


@pytest.mark.parametrize("format", READERS)
def test_a_paper_says_everything_in_order_and_nothing_else(format: str) -> None:
    said, told = READERS[format]
    assert said(PAPER) == told.lines(PAPER)


@pytest.mark.parametrize("format", READERS)
@given(document=documents())
def test_any_document_says_everything_in_order(format: str, document: Document) -> None:
    said, told = READERS[format]
    assert said(document) == told.lines(document)


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_could_hurt_stays_text(format: str, text: str) -> None:
    said, told = READERS[format]
    assert said(hostile(text)) == told.lines(hostile(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_stops_the_pdf(text: str) -> None:
    assert WRITERS["pdf"](hostile(text)).startswith(b"%PDF")


def test_an_empty_document_is_a_file_in_every_format() -> None:
    empty = Document(PAPER.title, (), "de", ())
    for format, (said, _) in READERS.items():
        assert said(empty) == ["Konzept für alle"], format
    assert WRITERS["pdf"](empty).startswith(b"%PDF")


class Stopped(Exception):
    pass


class Clock:
    """Ticks so often; then it stops whoever asks."""

    def __init__(self, ticks: int) -> None:
        self.ticks = ticks

    def __call__(self) -> None:
        self.ticks -= 1
        if self.ticks < 0:
            raise Stopped


@pytest.mark.parametrize("format", WRITERS)
def test_an_export_can_be_stopped_between_its_blocks(format: str) -> None:
    with pytest.raises(Stopped):
        WRITERS[format](PAPER, tick=Clock(len(PAPER.blocks) - 1))


def test_a_table_for_machines_can_be_stopped_between_its_rows() -> None:
    with pytest.raises(Stopped):
        csvfile.write(Grid("x", ("a",), (("1",), ("2",), ("3",))), tick=Clock(2))
    with pytest.raises(Stopped):
        sheet.write(Document(PAPER.title, (), "de", ()), [steps()], tick=Clock(1))


def test_a_table_becomes_a_grid_that_says_everything_in_every_row() -> None:
    assert steps().headings == ("Nr.", "", "Erster Schritt")
    assert steps().rows == (
        (1, "Bausteine", "1. Konzept (3 Punkte)\n2. Personal"),
        (2, "Bausteine", "• Räume"),
        (2, "Bausteine", None),
    )


def steps() -> Grid:
    return grid(list(PAPER.tables())[1], "Stufenplan")
