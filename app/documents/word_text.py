"""Paragraphs and runs of a Word file, each of the language and direction of what it says."""

from dataclasses import dataclass

from app.documents.direction import Direction, direction_of, runs
from app.documents.pieces import Line
from app.documents.word_parts import Element, element, lines, locale

_DIGIT = 125  # twips that a character of a heading's number takes


@dataclass(frozen=True, slots=True)
class Look:
    """`keep`: stay on one page with the next paragraph. `listed`: the list's number and the depth
    in it. `number` stands before a heading."""

    style: str = "Normal"
    centred: bool = False
    keep: bool = False
    listed: tuple[int, int] | None = None
    number: str = ""


PLAIN = Look()


def paragraph(line: Line, language: str, look: Look = PLAIN) -> Element:
    """A paragraph that runs as its own first letter does, whatever the document's direction is;
    an empty one runs as `language` does, which is the document's."""
    way = line[0].way if line else direction_of(language)
    made = element("w:p", _paragraph_look(look, way))
    if look.number:
        made.append(run(look.number, way, language))
        made.append(element("w:r", element("w:tab")))
    for index, piece in enumerate(line):
        if index:
            made.append(run(" ", way, language))
        style = "" if piece.role == "text" else "Beside"
        made.extend(run(part, turn, piece.language, style) for part, turn in piece.runs())
    return made


def page_footer(page_of: str, language: str) -> Element:
    """ "Page x of y" with fields that the reader's program fills in."""
    base = direction_of(language)
    made = element("w:p", _paragraph_look(Look("Footer"), base))
    for index, piece in enumerate(
        (page_of % {"page": "\0PAGE\0", "pages": "\0NUMPAGES\0"}).split("\0")
    ):
        if index % 2:
            field = element("w:fldSimple", run("1", base, language), instr=f" {piece} ")
            made.append(field)
        elif piece:
            made.extend(run(part, way, language) for part, way in runs(piece, base))
    return made


def run(text: str, way: Direction, language: str, style: str = "") -> Element:
    """A stretch of text of one direction, with the language its spelling is checked in."""
    look = element("w:rPr")  # the standard fixes the order
    if style:
        look.append(element("w:rStyle", val=style))
    if way == "rtl":
        look.append(element("w:rtl"))
    look.append(_language_mark(language, way))
    made = element("w:r", look)
    made.extend(lines(text))
    return made


def _paragraph_look(look: Look, way: Direction) -> Element:
    made = element("w:pPr", element("w:pStyle", val=look.style))  # the standard fixes the order
    if look.keep:
        made.append(element("w:keepNext"))
    if look.listed:
        number, depth = look.listed
        made.append(
            element("w:numPr", element("w:ilvl", val=depth), element("w:numId", val=number))
        )
    if way == "rtl":
        made.append(element("w:bidi"))
    if look.number:
        hanging = _DIGIT * (len(look.number) + 2)
        made.append(element("w:ind", left=hanging, hanging=hanging))
    if look.centred:
        made.append(element("w:jc", val="center"))
    return made


def _language_mark(language: str, way: Direction) -> Element:
    if way == "rtl":
        tag = locale(language) if direction_of(language) == "rtl" else "ar-SA"
        return element("w:lang", bidi=tag)
    tag = locale(language) if direction_of(language) == "ltr" else "de-DE"
    return element("w:lang", val=tag)
