"""A document as a Word file: A4, headings on every page, real lists, right to left where needed."""

import datetime as dt
import io
from collections.abc import Callable, Iterator

from docx.document import Document as DocumentFile
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from app.documents.direction import direction_of
from app.documents.document import (
    Document,
    Heading,
    Items,
    Paragraph,
    Table,
    Text,
    nothing,
)
from app.documents.pieces import heading_levels, line_of
from app.documents.table import printable
from app.documents.word_lists import Lists
from app.documents.word_parts import Element, element, empty_file, set_properties
from app.documents.word_table import Frame, table_element
from app.documents.word_text import Look, page_footer, paragraph

_SHORT, _LONG, _MARGIN = 210, 297, 18  # millimetres: A4


def write(document: Document, *, now: dt.datetime, tick: Callable[[], None] = nothing) -> bytes:
    """The document as the bytes of a .docx file, made at `now` (aware)."""
    file = empty_file(document.language)
    set_properties(file, document.title.text, document.title.language or document.language, now)
    width = _set_page(file, document)
    lists = Lists(file.part.numbering_part.element)
    section = file.element.body.find(qn("w:sectPr"))
    for part in _parts(document, Frame(document, lists, width, tick)):
        section.addprevious(part)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _parts(document: Document, frame: Frame) -> Iterator[Element]:
    yield from _above(document)
    levels = heading_levels(block for block in document.blocks if isinstance(block, Heading))
    caption = document.title.text
    for block in document.blocks:
        frame.tick()
        if isinstance(block, Heading):
            caption = block.text.text
            look = Look(f"Heading{next(levels)}", number=printable(block.number))
            yield paragraph(line_of(block.text, document), document.language, look)
        else:
            yield from _block(block, frame, caption)


def _block(block: Paragraph | Items | Table, frame: Frame, caption: str) -> Iterator[Element]:
    document = frame.document
    match block:
        case Paragraph(text=text, note=note):
            look = Look("Note" if note else "BodyText")
            yield paragraph(line_of(text, document), document.language, look)
        case Items():
            for line in frame.lists.paragraphs(block, document, "List"):
                frame.tick()
                yield line
        case Table():
            yield table_element(block, frame, caption)
            # A file must not end with a table, and two must not touch; this one is as low as
            # Word allows.
            yield paragraph((), document.language, Look("TableEnd"))


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


def _above(document: Document) -> Iterator[Element]:
    lines = [document.title, *map(Text, document.subtitles), Text("")]
    for index, text in enumerate(lines):
        look = Look("Subtitle" if index else "Title")
        yield paragraph(line_of(text, document), document.language, look)
