"""The small parts of a Word file that python-docx does not offer: elements, fields, an empty file.

Each function makes XML of the standard (ECMA-376); the names in it are the standard's names.
"""

import datetime as dt
from importlib.resources import files
from typing import Any

from docx import Document
from docx.document import Document as DocumentFile
from docx.opc.constants import RELATIONSHIP_TYPE as PART
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from app.documents.direction import Direction, direction, direction_of, runs
from app.documents.table import printable
from app.language.tags import LANGUAGES

Element = Any  # an lxml element: lxml has no types of its own
_UNUSED = ("stylesWithEffects", "thumbnail", "customXml")


def element(name: str, *children: Element, **attributes: str | int) -> Element:
    """`element("w:jc", val="center")` is `<w:jc w:val="center"/>`."""
    made: Element = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(children)
    return made


def empty_file(language: str) -> DocumentFile:
    """A Word file with our styles and nothing in it; spelling is checked in this language."""
    document = Document()
    for part, name in (
        (document.styles.element, "word_styles.xml"),
        (document.part.numbering_part.element, "word_numbering.xml"),
    ):
        part[:] = list(_resource(name))
    for package in (document.part.package, document.part):
        for key, relation in list(package.rels.items()):
            if relation.reltype.endswith(_UNUSED):
                del package.rels[key]
    document.part.part_related_by(PART.FONT_TABLE)._blob = _bytes("word_fonts.xml")
    _set_language(document, language)
    return document


def set_properties(document: DocumentFile, title: str, language: str, now: dt.datetime) -> None:
    """What the file says about itself. `now` is aware; the file keeps UTC."""
    properties = document.core_properties
    properties.title = printable(title)[:255]
    properties.language = _locale(language)
    properties.author = properties.last_modified_by = "Klebepunkt"
    properties.comments = ""
    properties.created = properties.modified = now.astimezone(dt.UTC).replace(tzinfo=None)


def paragraph(
    text: str, *, language: str, style: str = "Normal", centred: bool = False, keep: bool = False
) -> Element:
    """A paragraph that runs as its own first letter does, whatever the document's direction is.

    `keep`: stay on one page with the next paragraph.
    """
    text = printable(text)
    base = direction(text, direction_of(language))
    made = element("w:p", _paragraph_look(style, base, centred=centred, keep=keep))
    made.extend(run(part, way, language) for part, way in runs(text, base))
    return made


def page_footer(page_of: str, language: str) -> Element:
    """ "Page x of y" with fields that the reader's program fills in."""
    base = direction_of(language)
    made = element("w:p", _paragraph_look("Footer", base))
    for index, piece in enumerate(
        (page_of % {"page": "\0PAGE\0", "pages": "\0NUMPAGES\0"}).split("\0")
    ):
        if index % 2:
            field = element("w:fldSimple", run("1", base, language), instr=f" {piece} ")
            made.append(field)
        elif piece:
            made.extend(run(part, way, language) for part, way in runs(piece, base))
    return made


def run(text: str, way: Direction, language: str) -> Element:
    """A stretch of text of one direction, with the language its spelling is checked in."""
    look = element("w:rPr")
    if way == "rtl":
        look.append(element("w:rtl"))
    look.append(_language_mark(language, way))
    made = element("w:r", look)
    for index, line in enumerate(text.split("\n")):
        if index:
            made.append(element("w:br"))
        words = element("w:t")
        words.text = line
        words.set(qn("xml:space"), "preserve")
        made.append(words)
    return made


def _paragraph_look(
    style: str, way: Direction, *, centred: bool = False, keep: bool = False
) -> Element:
    look = element("w:pPr", element("w:pStyle", val=style))  # the standard fixes the order
    if keep:
        look.append(element("w:keepNext"))
    if way == "rtl":
        look.append(element("w:bidi"))
    if centred:
        look.append(element("w:jc", val="center"))
    return look


def _language_mark(language: str, way: Direction) -> Element:
    if way == "rtl":
        tag = _locale(language) if direction_of(language) == "rtl" else "ar-SA"
        return element("w:lang", bidi=tag)
    tag = _locale(language) if direction_of(language) == "ltr" else "de-DE"
    return element("w:lang", val=tag)


def _set_language(document: DocumentFile, language: str) -> None:
    default = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    ltr = direction_of(language) == "ltr"
    default.set(qn("w:val" if ltr else "w:bidi"), _locale(language))
    settings: Element = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word opens it as a file of 2010
    for name in ("w:themeFontLang", "w:zoom", "w:savePreviewPicture"):
        for found in settings.findall(qn(name)):
            settings.remove(found)


def _locale(language: str) -> str:
    """The tag as office programs write it: "de-DE", "ar-SA"."""
    if language == "ar":
        return "ar-SA"  # Word knows Arabic with a country only
    known = LANGUAGES.get(language)
    return known.locale.replace("_", "-") if known else language


def _resource(name: str) -> Element:
    return parse_xml(_bytes(name))


def _bytes(name: str) -> bytes:
    return (files("app.documents") / name).read_bytes()
