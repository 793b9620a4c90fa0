"""A letterhead of ours to begin with: what an office downloads, changes in Word, and uploads."""

import io
from collections.abc import Callable

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table

from app.refused import Message, say

_GREY = RGBColor(0x4A, 0x46, 0x3C)
_FACTS = (
    (say("Date"), "{{ date }}"),
    (say("Workshop"), '{{ workshop|default("–") }}'),
    (say("Took part"), '{{ voters|default("–") }}'),
)


def example(words: Callable[[Message], str]) -> bytes:
    """The bytes of a .docx file, its own words in the language of `words`."""
    file = Document()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    _look(file)
    _header(file, words)
    _facts(file, words)
    file.add_paragraph("{{ title }}", style="Title")
    file.add_paragraph("{{p content }}")
    _signed(file, words)
    section.footer.paragraphs[0].text = "{{ title }}"
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _look(file: DocumentFile) -> None:
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10.5)
    title = file.styles["Title"]
    title.font.name, title.font.size, title.font.color.rgb = "Arial", Pt(18), RGBColor(0, 0, 0)


def _header(file: DocumentFile, words: Callable[[Message], str]) -> None:
    line = file.sections[0].header.paragraphs[0]
    line.text = words(say("Town hall of your municipality, integration office"))
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    line.runs[0].font.color.rgb = _GREY


def _facts(file: DocumentFile, words: Callable[[Message], str]) -> None:
    table = file.add_table(rows=0, cols=2)
    for name, placeholder in _FACTS:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = words(name), placeholder
    _widths(table, 45, 115)


def _signed(file: DocumentFile, words: Callable[[Message], str]) -> None:
    file.add_paragraph()
    file.add_paragraph(words(say("Signed: the integration office, %(date)s", date="{{ date }}")))


def _widths(table: Table, *millimetres: int) -> None:
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, millimetres, strict=True):
            cell.width = Mm(width)
