"""The whole concept in its layout, put in the place of {{p content }}.

Its tables become as wide as there is room. A layout that wants a landscape page gets pages of its
own, with the letterhead's headers and footers; inside of a table it is made to fit.
"""

import io
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx import Document as open_word
from docx.document import Document as DocumentFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from app.documents.word_parts import element
from app.documents.word_table import shrink
from workshops.letterheads.adopting import adopt
from workshops.letterheads.finishing import mend

_SMALLEST = 0.75  # of the letters of a table that has to be narrower
_TITLE, _SUBTITLE, _NORMAL = "Title", "Subtitle", "Normal"
_TABLE_TEXT = (
    f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="TableText">'
    '<w:name w:val="Table Text"/><w:basedOn w:val="Normal"/></w:style>'
)
_AFTER_SPACING = ("w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
_AFTER_SIZE = ("w:highlight", "w:u", "w:shd", "w:rtl", "w:cs", "w:lang")


def insert(file: DocumentFile, place: Any, content: bytes, *, title: bool, landscape: bool) -> None:
    """Put the body of a Word file (`content`) in the place of a paragraph, with or without its
    title. `landscape`: it wants a page of that kind."""
    guest = open_word(io.BytesIO(content))
    _take_after(guest, title=title)
    adopt(file, guest)
    made = [one for one in guest.element.body if one.tag != qn("w:sectPr")]
    section = _section_of(file, place)
    alone = place.getparent() is file.element.body
    if landscape and alone and _width(section) < _height(section):
        section = _own_pages(place, section)
    room = _room(place, section)
    for one in made:
        for table in one.iter(qn("w:tbl")):
            _fit(table, room)
        place.addprevious(one)
    around = place.getparent()
    around.remove(place)
    mend(around)


def _take_after(guest: DocumentFile, *, title: bool) -> None:
    """Prepare our file for another one's looks: typeface and headings are those of the letterhead,
    tables stay as small and close as they are made for."""
    body = guest.element.body
    for style in list(body.iter(qn("w:pStyle"))):
        name = style.get(qn("w:val"))
        if name == _TITLE and not title:
            body.remove(style.getparent().getparent())
        elif name == _SUBTITLE and not title:
            style.set(qn("w:val"), "Note")
        elif name == _NORMAL and next(style.iterancestors(qn("w:tbl")), None) is not None:
            style.set(qn("w:val"), "TableText")
    styles = guest.styles.element
    styles.append(parse_xml(_TABLE_TEXT))
    for name in ("TableText", "TableBullet", "TableNumber", "TableHeading"):
        _close(styles.get_by_id(name))


def _close(style: Any) -> None:
    """Give a style the size and distances of our tables."""
    if style is None:
        return
    look, letters = style.get_or_add_pPr(), style.get_or_add_rPr()
    look.insert_element_before(
        element("w:spacing", before=0, after=0, line=252, lineRule="auto"), *_AFTER_SPACING
    )
    letters.insert_element_before(element("w:sz", val=19), *_AFTER_SIZE)
    letters.insert_element_before(element("w:szCs", val=20), *_AFTER_SIZE)


def _section_of(file: DocumentFile, place: Any) -> Any:
    """The properties of the section that the place lies in: those that come next."""
    body = file.element.body
    top = next((one for one in (place, *place.iterancestors()) if one.getparent() is body), None)
    behind = [] if top is None else [top, *top.itersiblings()]
    for one in behind:
        found = one if one.tag == qn("w:sectPr") else one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if found is not None:
            return found
    return file.sections[-1]._sectPr


def _own_pages(place: Any, section: Any) -> Any:
    """Landscape pages for the place alone; returns their properties."""
    if _has_words(place.itersiblings(preceding=True)):
        place.addprevious(_ends(deepcopy(section)))
    if _has_words(place.itersiblings()):
        turned = _turned(deepcopy(section))
        place.addnext(_ends(turned))
        return turned
    return _turned(section)


def _has_words(elements: Any) -> bool:
    """Whether something stands there, in the same section."""
    for one in elements:
        if one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            return False
        if one.tag != qn("w:sectPr") and any(
            found.tag == qn("w:drawing") or (found.text or "").strip()
            for found in one.iter(qn("w:t"), qn("w:drawing"))
        ):
            return True
    return False


def _ends(section: Any) -> Any:
    """A paragraph that ends a section."""
    return element("w:p", element("w:pPr", section))


def _turned(section: Any) -> Any:
    """The properties with the page turned, and without a first page of its own."""
    size = section.find(qn("w:pgSz"))
    if size is not None:
        width, height = size.get(qn("w:w")), size.get(qn("w:h"))
        size.set(qn("w:w"), height)
        size.set(qn("w:h"), width)
        size.set(qn("w:orient"), "landscape")
    for first in section.findall(qn("w:titlePg")):
        section.remove(first)
    return section


def _room(place: Any, section: Any) -> int:
    """The width that a table may have there, in twips."""
    for cell in place.iterancestors(qn("w:tc")):
        width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        if width is not None and width.get(qn("w:type"), "dxa") == "dxa":
            return max(_number(width, "w:w", 9000) - 216, 1000)
    margins = section.find(qn("w:pgMar"))
    sides = sum(_number(margins, side, 1134) for side in ("w:left", "w:right", "w:gutter"))
    columns = _number(section.find(qn("w:cols")), "w:num", 1)
    return max((_width(section) - sides) // max(columns, 1), 1000)


def _width(section: Any) -> int:
    return _number(section.find(qn("w:pgSz")), "w:w", 11906)


def _height(section: Any) -> int:
    return _number(section.find(qn("w:pgSz")), "w:h", 16838)


def _number(found: Any, name: str, otherwise: int) -> int:
    """A length in twips; `otherwise` where there is none. The gutter is none by default."""
    if name == "w:gutter":
        otherwise = 0
    value = "" if found is None else found.get(qn(name), "")
    return int(value) if value.lstrip("-").isdecimal() else otherwise


def _fit(table: Any, room: int) -> None:
    """Make a table as wide as there is room, its columns in proportion, and its letters where they
    would not find room any more."""
    grid = list(table.iterchildren(qn("w:tblGrid")))
    widths = [_number(column, "w:w", 0) for one in grid for column in one]
    if not sum(widths):
        return
    factor = room / sum(widths)
    cells: Sequence[Any] = [
        *(column for one in grid for column in one),
        *table.iter(qn("w:tcW"), qn("w:tblW")),
    ]
    for cell in cells:
        if cell.get(qn("w:type"), "dxa") == "dxa":
            cell.set(qn("w:w"), str(round(_number(cell, "w:w", 0) * factor)))
    if factor < 1:
        shrink(table, max(factor, _SMALLEST))
