"""The small parts of a Word file that python-docx does not offer: elements, an empty file.

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

from app.documents.direction import direction_of
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


def lines(text: str) -> list[Element]:
    """What a run says: its lines, with a break between them."""
    made = []
    for index, line in enumerate(text.split("\n")):
        if index:
            made.append(element("w:br"))
        words = element("w:t")
        words.text = line
        words.set(qn("xml:space"), "preserve")
        made.append(words)
    return made


def empty_file(language: str) -> DocumentFile:
    """A Word file with our styles and nothing in it; spelling is checked in this language."""
    document = Document()
    document.styles.element[:] = list(parse_xml(_bytes("word_styles.xml")))
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
    properties.language = locale(language)
    properties.author = properties.last_modified_by = "Klebepunkt"
    properties.comments = ""
    properties.created = properties.modified = now.astimezone(dt.UTC).replace(tzinfo=None)


def locale(language: str) -> str:
    """The tag as office programs write it: "de-DE", "ar-SA"."""
    if language == "ar":
        return "ar-SA"  # Word knows Arabic with a country only
    known = LANGUAGES.get(language)
    return known.locale.replace("_", "-") if known else language


def _set_language(document: DocumentFile, language: str) -> None:
    default = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    ltr = direction_of(language) == "ltr"
    default.set(qn("w:val" if ltr else "w:bidi"), locale(language))
    settings: Element = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word opens it as a file of 2010
    for name in ("w:themeFontLang", "w:zoom", "w:savePreviewPicture"):
        for found in settings.findall(qn(name)):
            settings.remove(found)
    # Before what the standard wants behind it: long words in narrow cells.
    tab = settings.find(qn("w:defaultTabStop"))
    tab.addnext(element("w:autoHyphenation"))


def _bytes(name: str) -> bytes:
    return (files("app.documents") / name).read_bytes()
