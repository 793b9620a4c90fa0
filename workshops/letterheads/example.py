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
    _path(file, words)
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


def _path(file: DocumentFile, words: Callable[[Message], str]) -> None:
    """Where the concept has a decision path: a row for each sitting."""
    file.add_paragraph("{%p if parts.path %}")
    table = file.add_table(rows=4, cols=3, style="Table Grid")
    headings = (say("Body"), say("Sitting on"), say("Consultation"))
    placeholders = ("{{ sitting.body }}", "{{ sitting.date }}", "{{ sitting.consultation }}")
    for index, heading in enumerate(headings):
        table.cell(0, index).text = words(heading)
        table.cell(2, index).text = placeholders[index]
    table.cell(1, 0).text = "{%tr for sitting in parts.path %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    _widths(table, 75, 45, 40)
    file.add_paragraph("{%p endif %}")


def _signed(file: DocumentFile, words: Callable[[Message], str]) -> None:
    file.add_paragraph()
    file.add_paragraph(words(say("Signed: the integration office, %(date)s", date="{{ date }}")))


def _widths(table: Table, *millimetres: int) -> None:
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, millimetres, strict=True):
            cell.width = Mm(width)
