"""The small parts of an OpenDocument text: elements, styles made as they are needed, lines.

The names are the standard's (OpenDocument 1.4). lxml is used directly: odfdo's own elements are
too slow for thousands of cells.
"""

import re
from typing import Any

from lxml import etree

from app.documents.direction import Direction, direction_of
from app.documents.document import Document, Items
from app.documents.pieces import Line, Piece, item_line, way_of
from app.language.tags import LANGUAGES

Element = Any  # lxml has no types of its own
Attributes = dict[str, str | int]
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    "office": f"{_URN}office:1.0",
    "style": f"{_URN}style:1.0",
    "text": f"{_URN}text:1.0",
    "table": f"{_URN}table:1.0",
    "fo": f"{_URN}xsl-fo-compatible:1.0",
}
WRITING: dict[Direction, str] = {"ltr": "lr-tb", "rtl": "rl-tb"}
_SIDES: dict[Direction, str] = {"ltr": "left", "rtl": "right"}
_KEPT_SPACE = re.compile("(\n|\t|^ +|  +| +$)")  # else it melts into one blank


def name(short: str) -> str:
    """`name("text:p")` as lxml writes it."""
    space, _, local = short.partition(":")
    return f"{{{SPACES[space]}}}{local}"


def element(tag: str, attributes: Attributes | None = None, *children: Element) -> Element:
    made: Element = etree.Element(name(tag), nsmap=SPACES)
    for key, value in (attributes or {}).items():
        made.set(name(key), str(value))
    made.extend(children)
    return made


class Styles:
    """The automatic styles of one file: each is made once, when it is first asked for. `size`: how
    large letters are at present, 1 for as large as their styles have them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.size = 1.0
        self.elements: list[Element] = []
        self._names: dict[object, str] = {}

    def paragraph(
        self, parent: str, way: Direction, *, hanging: int = 0, centred: bool = False
    ) -> str:
        """A paragraph style like `parent`; `hanging` is the room for a number, in millimetres."""
        key = ("paragraph", parent, way, hanging, centred, self.size)
        look: Attributes = {"style:writing-mode": WRITING[way]}
        # Not "start": LibreOffice takes it for the left.
        look["fo:text-align"] = "center" if centred else _SIDES[way]
        if hanging:
            look |= {"fo:margin-left": f"{hanging}mm", "fo:text-indent": f"-{hanging}mm"}
        looks = [element("style:paragraph-properties", look)]
        if self.size < 1:
            looks.append(element("style:text-properties", _sized(9.5 * self.size)))
        return self._made(key, "P", "paragraph", parent, *looks)

    def text(self, piece: Piece) -> str:
        """A text style that says the piece's language, and whether it stands beside."""
        key = ("text", piece.language, piece.role == "text", self.size)
        parent = "" if piece.role == "text" else "Beside"
        look = spoken(piece.language)
        if parent and self.size < 1:
            look |= _sized(8 * self.size)
        return self._made(key, "T", "text", parent, element("style:text-properties", look))

    def own(self, prefix: str, family: str, kind: str, look: Attributes) -> str:
        """A style of this family with one set of properties."""
        key = (family, kind, tuple(look.items()))
        return self._made(key, prefix, family, "", element(f"style:{kind}", look))

    def _made(self, key: object, prefix: str, family: str, parent: str, *looks: Element) -> str:
        if key not in self._names:
            self._names[key] = f"{prefix}{len(self._names) + 1}"
            about: Attributes = {"style:name": self._names[key], "style:family": family}
            if parent:
                about["style:parent-style-name"] = parent
            self.elements.append(element("style:style", about, *looks))
        return self._names[key]


def paragraph(line: Line, styles: Styles, parent: str, *, centred: bool = False) -> Element:
    """A paragraph that runs as its own first letter does."""
    style = styles.paragraph(parent, way_of(line, styles.document), centred=centred)
    made = element("text:p", {"text:style-name": style})
    _fill(made, line, styles)
    return made


def heading(line: Line, styles: Styles, level: int, number: str) -> Element:
    """A heading that the program finds in its outline, with its number before it."""
    hanging = 2 * (len(number) + 2) if number else 0
    way = way_of(line, styles.document)
    style = styles.paragraph(f"Heading_20_{level}", way, hanging=hanging)
    made = element("text:h", {"text:style-name": style, "text:outline-level": level})
    if number:
        made.text = number
        made.append(element("text:tab"))
    _fill(made, line, styles)
    return made


def items_list(items: Items, styles: Styles, parent: str) -> Element:
    """A real list; each numbered one starts at 1."""
    first = item_line(items.items[0], styles.document) if items.items else ()
    outer = _list(first, styles, numbered=items.numbered)
    lists = [outer]
    for _, depth, item in items.marked():
        del lists[depth + 1 :]
        if depth == len(lists):
            inner = element("text:list")
            lists[-1][-1].append(inner)
            lists.append(inner)
        words = paragraph(item_line(item, styles.document), styles, parent)
        lists[depth].append(element("text:list-item", None, words))
    return outer


def bulleted(line: Line, styles: Styles, parent: str) -> Element:
    """A list of one line."""
    made = _list(line, styles, numbered=False)
    made.append(element("text:list-item", None, paragraph(line, styles, parent)))
    return made


def _list(first: Line, styles: Styles, *, numbered: bool) -> Element:
    """An empty list, whose signs stand where its first line begins."""
    style = "Numbers" if numbered else "Bullets"
    turned = "FromRight" if way_of(first, styles.document) == "rtl" else ""
    return element("text:list", {"text:style-name": style + turned})


def _fill(made: Element, line: Line, styles: Styles) -> None:
    for index, piece in enumerate(line):
        span = element("text:span", {"text:style-name": styles.text(piece)})
        _write(span, piece.text)
        if index:
            made[-1].tail = " "
        made.append(span)


def _write(span: Element, text: str) -> None:
    """The text with all its blanks and lines, which XML alone would not keep."""
    last = None
    for part in filter(None, _KEPT_SPACE.split(text)):
        if part == "\n":
            last = element("text:line-break")
        elif part == "\t":
            last = element("text:tab")
        elif not part.strip(" "):
            last = element("text:s", {"text:c": len(part)})
        elif last is None:
            span.text = part
            continue
        else:
            last.tail = part
            continue
        span.append(last)


def spoken(language: str) -> Attributes:
    """What says that a text is in this language; right-to-left ones have their own."""
    found, country = _locale(language)
    if direction_of(language) == "rtl":
        return {"style:language-complex": found, "style:country-complex": country}
    return {"fo:language": found, "fo:country": country}


def _sized(points: float) -> Attributes:
    return {"fo:font-size": f"{points:.1f}pt", "style:font-size-complex": f"{points + 0.5:.1f}pt"}


def _locale(language: str) -> tuple[str, str]:
    """Language and country as OpenDocument wants them."""
    known = LANGUAGES.get(language)
    found, _, country = (known.locale if known else language).replace("-", "_").partition("_")
    return found, country or {"ar": "SA"}.get(found, "none")
