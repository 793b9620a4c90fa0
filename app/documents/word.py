"""A table as a Word file: A4, headings on every page, real lists, right to left where needed."""

import datetime as dt
import io

from docx.document import Document as DocumentFile
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from app.documents.direction import direction_of
from app.documents.table import Table
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


def write(table: Table, *, now: dt.datetime) -> bytes:
    """The table as the bytes of a .docx file, made at `now` (aware)."""
    document = empty_file(table.language)
    set_properties(document, table.title.text, table.title.language or table.language, now)
    width = _set_page(document, table)
    section = document.element.body.find(qn("w:sectPr"))
    for part in (*_above(table), table_element(table, width)):
        section.addprevious(part)
    # A file must not end with a table; this paragraph is as low as Word allows.
    section.addprevious(paragraph("", language=table.language, style="Subtitle"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_page(document: DocumentFile, table: Table) -> int:
    """Set paper, margins and footer; the width between the margins in millimetres."""
    section = document.sections[0]
    width, height = (_LONG, _SHORT) if table.landscape else (_SHORT, _LONG)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if table.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.header_distance = section.footer_distance = Mm(9)
    section.footer.is_linked_to_previous = False
    section.footer._element[:] = [page_footer(table.page_of, table.language)]
    if direction_of(table.language) == "rtl":
        cols = section._sectPr.find(qn("w:cols"))  # the standard wants bidi behind it
        cols.addnext(element("w:bidi"))
    return width - 2 * _MARGIN


def _above(table: Table) -> list[Element]:
    language = table.title.language or table.language
    return [
        paragraph(table.title.text, language=language, style="Title"),
        *(paragraph(line, language=table.language, style="Subtitle") for line in table.subtitles),
        paragraph("", language=table.language, style="Subtitle"),
    ]
