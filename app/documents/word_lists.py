"""Lists of a Word file: real ones, so that an office can go on with them."""

from collections.abc import Iterator
from typing import Literal

from app.documents.document import BULLETS, Document, Items
from app.documents.pieces import item_line
from app.documents.word_parts import Element, element
from app.documents.word_text import Look, paragraph

BULLETED = 1  # the number of the one bullet list, which also the styles name
_DEEPEST = 8  # Word knows nine levels
_INDENT = {"bullet": 255, "decimal": 340}  # twips a level
_Place = Literal["List", "Table"]  # the text, or a cell


class Lists:
    """The lists of one file. Each numbered list gets an entry of its own: it starts at 1."""

    def __init__(self, part: Element) -> None:
        """`part` is the file's numbering, emptied."""
        self._part = part
        self._last = BULLETED
        part[:] = [
            _levels(0, "bullet"),
            _levels(1, "decimal"),
            element("w:num", element("w:abstractNumId", val=0), numId=BULLETED),
        ]

    def paragraphs(
        self, items: Items, document: Document, place: _Place, *, keep: bool = False
    ) -> Iterator[Element]:
        """The items as paragraphs."""
        number = self._numbered() if items.numbered else BULLETED
        style = f"{place}Number" if items.numbered else f"{place}Bullet"
        for _, depth, item in items.marked():
            look = Look(style, keep=keep, listed=(number, min(depth, _DEEPEST)))
            yield paragraph(item_line(item, document), document.language, look)

    def _numbered(self) -> int:
        self._last += 1
        entry = element("w:num", element("w:abstractNumId", val=1), numId=self._last)
        for depth in range(_DEEPEST + 1):
            start = element("w:startOverride", val=1)
            entry.append(element("w:lvlOverride", start, ilvl=depth))
        self._part.append(entry)
        return self._last


def _levels(number: int, kind: str) -> Element:
    kind_of_list = element("w:multiLevelType", val="hybridMultilevel")
    made = element("w:abstractNum", kind_of_list, abstractNumId=number)
    for depth in range(_DEEPEST + 1):
        text = f"%{depth + 1}." if kind == "decimal" else BULLETS[depth % len(BULLETS)]
        indent = _INDENT[kind]
        font = {"ascii": "Noto Sans", "hAnsi": "Noto Sans", "cs": "Noto Sans", "hint": "default"}
        made.append(
            element(
                "w:lvl",
                element("w:start", val=1),
                element("w:numFmt", val=kind),
                element("w:lvlText", val=text),
                element("w:lvlJc", val="left"),
                element("w:pPr", element("w:ind", left=indent * (depth + 1), hanging=indent)),
                element("w:rPr", element("w:rFonts", **font)),
                ilvl=depth,
            )
        )
    return made
