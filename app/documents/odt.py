"""A document as OpenDocument text (.odt): headings, lists and tables as office programs know them.

odfdo keeps the package and what the file says about itself.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from importlib.resources import files

import odfdo
from lxml import etree

from app.documents.direction import direction_of
from app.documents.document import Document, Heading, Items, Paragraph, Table, Text, nothing
from app.documents.odt_table import table_element
from app.documents.odt_text import (
    SPACES,
    WRITING,
    Element,
    Styles,
    element,
    heading,
    items_list,
    name,
    paragraph,
    spoken,
)
from app.documents.pieces import heading_levels, line_of
from app.documents.table import printable

_SHORT, _LONG, _MARGIN = 210, 297, 18  # millimetres: A4
_FIELDS = {"page": "text:page-number", "pages": "text:page-count"}
_LEFT_OUT = ("Thumbnails/", "Configurations2/")  # of the empty file that odfdo begins with


def write(document: Document, *, now: dt.datetime, tick: Callable[[], None] = nothing) -> bytes:
    """The document as the bytes of an .odt file, made at `now` (aware)."""
    styles = Styles(document)
    body = element("office:text", None, *_parts(document, styles, tick))
    content = element(
        "office:document-content",
        {"office:version": "1.4"},
        element("office:automatic-styles", None, *styles.elements),
        element("office:body", None, body),
    )
    return _packed(document, content, _styles(document), now)


def _parts(document: Document, styles: Styles, tick: Callable[[], None]) -> Iterator[Element]:
    for index, text in enumerate((document.title, *map(Text, document.subtitles), Text(""))):
        yield paragraph(line_of(text, document), styles, "Subtitle" if index else "Title")
    levels = heading_levels(block for block in document.blocks if isinstance(block, Heading))
    for block in document.blocks:
        tick()
        match block:
            case Heading(text=text, number=number):
                yield heading(line_of(text, document), styles, next(levels), printable(number))
            case Paragraph(text=text, note=note):
                parent = "Note" if note else "Text_20_body"
                yield paragraph(line_of(text, document), styles, parent)
            case Items():
                for _ in block.items:
                    tick()
                yield items_list(block, styles, "List_20_Text")
            case Table():
                yield table_element(block, styles, _width(document), tick)
                yield paragraph((), styles, "Table_20_End")


def _width(document: Document) -> int:
    """The millimetres between the margins."""
    return (_LONG if document.landscape else _SHORT) - 2 * _MARGIN


def _styles(document: Document) -> Element:
    """The common styles, with the document's language, direction, paper and footer."""
    root: Element = etree.fromstring((files("app.documents") / "odt_styles.xml").read_bytes())
    width, height = (_LONG, _SHORT) if document.landscape else (_SHORT, _LONG)
    mode = WRITING[direction_of(document.language)]
    layout = root.find(f".//{name('style:page-layout-properties')}")
    layout.set(name("fo:page-width"), f"{width}mm")
    layout.set(name("fo:page-height"), f"{height}mm")
    layout.set(name("style:print-orientation"), "landscape" if document.landscape else "portrait")
    layout.set(name("style:writing-mode"), mode)
    default = root.find(f".//{name('style:default-style')}")
    default.find(name("style:paragraph-properties")).set(name("style:writing-mode"), mode)
    words = default.find(name("style:text-properties"))
    for key, value in spoken(document.language).items():
        words.set(name(key), str(value))
    root.find(f".//{name('style:footer')}").append(_footer(document))
    return root


def _footer(document: Document) -> Element:
    """ "Page x of y" with fields that the reader's program fills in."""
    made = element("text:p", {"text:style-name": "Footer"})
    said = document.page_of % {"page": "\0page\0", "pages": "\0pages\0"}
    for index, piece in enumerate(said.split("\0")):
        if index % 2:
            field = element(_FIELDS[piece])
            field.text = "1"
            made.append(field)
        elif index:
            made[-1].tail = piece
        else:
            made.text = piece
    return made


def _packed(document: Document, content: Element, styles: Element, now: dt.datetime) -> bytes:
    file = odfdo.Document("text")
    for part in (part for part in file.parts if part.startswith(_LEFT_OUT)):
        file.del_part(part)
    for part in (part for part in file.manifest.get_paths() if part.startswith(_LEFT_OUT)):
        file.manifest.del_full_path(part)
    file.set_part("content.xml", _bytes(content))
    file.set_part("styles.xml", _bytes(styles))
    file.meta.set_title(printable(document.title.text))
    file.meta.set_language(document.title.language or document.language)
    file.meta.set_creation_date(now.astimezone(dt.UTC).replace(tzinfo=None))
    file.meta.set_generator("Klebepunkt")
    container = file.container
    assert container is not None  # it was made with the file
    container.set_part("meta.xml", file.meta.serialize())
    container.set_part("META-INF/manifest.xml", file.manifest.serialize())
    out = io.BytesIO()
    container.save(out)  # file.save() would read all of the content once more
    return out.getvalue()


def _bytes(root: Element) -> bytes:
    # One declaration of each namespace is enough; each element came with all of them.
    etree.cleanup_namespaces(root, top_nsmap=SPACES)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
