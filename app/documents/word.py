"""A document as a Word file: A4, headings on every page, real lists, right to left where needed."""

import datetime as dt
import io
from collections.abc import Callable, Iterator

from docx.document import Document as DocumentFile
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from app.documents.direction import direction_of
from app.documents.document import Block, Document, Heading, Items, Paragraph, Table, nothing
from app.documents.word_parts import (
    Element,
    element,
    empty_file,
    page_footer,
    paragraph,
    set_properties,
)
from app.documents.word_table import table_element

_SHORT, _LONG, _MARGIN = 210, 297, 18  # millimetres: A4


def write(document: Document, *, now: dt.datetime, tick: Callable[[], None] = nothing) -> bytes:
    """The document as the bytes of a .docx file, made at `now` (aware)."""
    file = empty_file(document.language)
    set_properties(file, document.title.text, document.title.language or document.language, now)
    width = _set_page(file, document)
    section = file.element.body.find(qn("w:sectPr"))
    for part in _above(document):
        section.addprevious(part)
    for block in document.blocks:
        tick()
        for part in _block(block, document, width, tick):
            section.addprevious(part)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _block(
    block: Block, document: Document, width: int, tick: Callable[[], None]
) -> Iterator[Element]:
    language = document.language
    match block:
        case Heading(text=text, number=number):
            words = f"{number} {text.text}" if number else text.text
            yield paragraph(words, language=text.language or language, style="TableHeading")
        case Paragraph(text=text):
            yield paragraph(text.text, language=text.language or language)
        case Items():
            for line in block.lines():
                yield paragraph(line, language=language)
        case Table():
            yield table_element(block, document, width, tick)
            # A file must not end with a table; this paragraph is as low as Word allows.
            yield paragraph("", language=language, style="Subtitle")


def _set_page(file: DocumentFile, document: Document) -> int:
    """Set paper, margins and footer; the width between the margins in millimetres."""
    section = file.sections[0]
    width, height = (_LONG, _SHORT) if document.landscape else (_SHORT, _LONG)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if document.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.header_distance = section.footer_distance = Mm(9)
    section.footer.is_linked_to_previous = False
    section.footer._element[:] = [page_footer(document.page_of, document.language)]
    if direction_of(document.language) == "rtl":
        cols = section._sectPr.find(qn("w:cols"))  # the standard wants bidi behind it
        cols.addnext(element("w:bidi"))
    return width - 2 * _MARGIN


def _above(document: Document) -> list[Element]:
    language = document.title.language or document.language
    return [
        paragraph(document.title.text, language=language, style="Title"),
        *(
            paragraph(line, language=document.language, style="Subtitle")
            for line in document.subtitles
        ),
        paragraph("", language=document.language, style="Subtitle"),
    ]
