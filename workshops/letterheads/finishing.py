"""What docxtpl leaves to be done: runs of the right language and direction, and the content.

A value takes the look of the run that its placeholder stood in. A paragraph that holds nothing
but values runs as its first letter does; one with words of the letterhead's own stays as it is.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from app.documents.direction import Direction, direction, direction_of, runs
from app.documents.word_parts import element, lines, locale
from workshops.letterheads.faults import ELSEWHERE, TEXT, Fault, Faulty
from workshops.letterheads.rendering import BEGIN, BETWEEN, CONTENT, END, MARKED

_MARKS = re.compile(f"[{BEGIN}{BETWEEN}{END}]")
_AFTER_RTL = ("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath")
_AFTER_LANG = _AFTER_RTL[3:]
_AFTER_BIDI = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
)
_SIGNS: dict[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}  # Unicode's marks
_LETTER = re.compile(r"[^\W\d_]")


def finish(tree: Any, language: str) -> None:
    """Turn the marks of values into runs, and leave nothing that Word would call damaged.

    Raises:
        Faulty: a value stands where no text is shown.
    """
    for paragraph in list(tree.iter(qn("w:p"))):
        marked = [t for t in _own(paragraph, "w:t") if t.text and BEGIN in t.text]
        if not marked:
            continue
        base = _direct(paragraph, language)
        for run in dict.fromkeys(t.getparent() for t in marked):
            _split(run, base)
    mend(tree)
    if _MARKS.search(etree.tostring(tree, encoding="unicode")):
        raise Faulty(Fault(TEXT, 0, "", ELSEWHERE))


def mend(tree: Any) -> None:
    """Rows without cells and tables without rows go, as a loop through nothing leaves them; what
    must end with a paragraph does."""
    for name, inner in (("w:tr", "w:tc"), ("w:tbl", "w:tr")):
        for found in list(tree.iter(qn(name))):
            if found.find(f".//{qn(inner)}") is None:
                found.getparent().remove(found)
    for found in tree.iter(*(qn(name) for name in ("w:tc", "w:txbxContent"))):
        if len(found) == 0 or found[-1].tag != qn("w:p"):
            found.append(element("w:p"))
    if tree.tag in (qn("w:hdr"), qn("w:ftr")) and tree.find(qn("w:p")) is None:
        tree.append(element("w:p"))


def places_of_content(tree: Any) -> list[Any]:
    """The paragraphs that the content is to take the place of."""
    return [t.getparent().getparent() for t in tree.iter(qn("w:t")) if t.text == CONTENT]


def _own(paragraph: Any, name: str) -> Iterator[Any]:
    wanted = qn("w:p")
    for found in paragraph.iter(qn(name)):
        if next(found.iterancestors(wanted)) is paragraph:
            yield found


def _direct(paragraph: Any, language: str) -> Direction:
    """Give the paragraph its direction, which is returned."""
    text = "".join(t.text or "" for t in _own(paragraph, "w:t"))
    look = paragraph.find(qn("w:pPr"))
    bidi = look.find(qn("w:bidi")) if look is not None else None
    stated: Direction = "rtl" if bidi is not None and _on(bidi) else "ltr"
    if _LETTER.search(MARKED.sub("", text)):
        return stated
    values = "".join(found[2] for found in MARKED.finditer(text))
    way = direction(values, direction_of(language))
    if way != stated:
        if bidi is not None:
            look.remove(bidi)
        if look is None:
            look = OxmlElement("w:pPr")
            paragraph.insert(0, look)
        _put(look, element("w:bidi", val=int(way == "rtl")), _AFTER_BIDI)
    return way


def _on(switch: Any) -> bool:
    return switch.get(qn("w:val"), "1") not in ("0", "false", "off")


def _split(run: Any, base: Direction) -> None:
    """Put runs in the place of one: what stood in it before, between and behind its values in its
    own look, each value in that look and its language."""
    look = run.find(qn("w:rPr"))
    for child in list(run):
        if child.tag == qn("w:rPr"):
            continue
        if child.tag == qn("w:t") and BEGIN in (child.text or ""):
            made = _runs(child.text, look, base)
        else:
            made = iter([_run([child], look)])
        for one in made:
            run.addprevious(one)
    run.getparent().remove(run)


def _runs(text: str, look: Any, base: Direction) -> Iterator[Any]:
    at = 0
    for found in MARKED.finditer(text):
        if found.start() > at:
            yield _run(lines(text[at : found.start()]), look)
        for stretch, way in _stretches(found[2], base):
            yield _run(lines(stretch), _spoken(look, found[1], way))
        at = found.end()
    if at < len(text):
        yield _run(lines(text[at:]), look)


def _stretches(text: str, base: Direction) -> Iterator[tuple[str, Direction]]:
    """A value in stretches of one direction. One that runs against its paragraph is held together
    by signs that nobody sees: a date, or the figure behind it, would else come out in the wrong
    order."""
    way = direction(text, base)
    if way == base:
        yield from runs(text, base)
        return
    own, around = _SIGNS[way], _SIGNS[base]
    yield around, base
    yield from runs(f"{own}{text}{own}", way)
    yield around, base


def _run(children: list[Any], look: Any) -> Any:
    made = element("w:r", *([] if look is None else [deepcopy(look)]))
    made.extend(children)
    return made


def _spoken(look: Any, language: str, way: Direction) -> Any:
    """The look with a language and a direction."""
    made = element("w:rPr") if look is None else deepcopy(look)
    for name in ("w:rtl", "w:lang"):
        for old in made.findall(qn(name)):
            made.remove(old)
    if way == "rtl":
        _put(made, element("w:rtl"), _AFTER_RTL)
        tag = locale(language) if direction_of(language) == "rtl" else "ar-SA"
        _put(made, element("w:lang", bidi=tag), _AFTER_LANG)
    else:
        tag = locale(language) if direction_of(language) == "ltr" else "de-DE"
        _put(made, element("w:lang", val=tag), _AFTER_LANG)
    return made


def _put(parent: Any, child: Any, before: tuple[str, ...]) -> None:
    """Into its place: the standard fixes the order."""
    wanted = {qn(name) for name in before}
    behind = next((one for one in parent if one.tag in wanted), None)
    if behind is None:
        parent.append(child)
    else:
        behind.addprevious(child)
