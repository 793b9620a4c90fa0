"""Styles and lists of one Word file, taken over into another, so that its paragraphs can follow.

A style that the other file has under the same name is that file's: headings look as its own. Only
what our writer makes is taken over: no pictures, footnotes or links.
"""

from copy import deepcopy
from typing import Any

from docx.document import Document as DocumentFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart

from app.documents.word_parts import element

_USES = tuple(qn(name) for name in ("w:pStyle", "w:rStyle", "w:tblStyle"))


def adopt(file: DocumentFile, guest: DocumentFile) -> None:
    """Give the file what the guest's body needs, and let that body name it as the file does."""
    numbers = _numbering(file, guest)
    styles = _Styles(file.styles.element, guest.styles.element, numbers)
    body = guest.element.body
    for use in body.iter(*_USES):
        use.set(qn("w:val"), styles.name_for(use.get(qn("w:val"))))
    _renumber(body, numbers)


class _Styles:
    """Which name a style of the guest has in the file; those that it lacks are copied there."""

    def __init__(self, own: Any, guests: Any, numbers: dict[str, str]) -> None:
        self._own = own
        self._guests = {one.get(qn("w:styleId")): one for one in guests.iter(qn("w:style"))}
        self._by_title = {_title(one): one.get(qn("w:styleId")) for one in own.iter(qn("w:style"))}
        self._numbers = numbers
        self._names: dict[str, str] = {}

    def name_for(self, name: str) -> str:
        if name not in self._names:
            style = self._guests.get(name)
            known = self._by_title.get(_title(style)) if style is not None else name
            self._names[name] = known or self._copied(name, style)
        return self._names[name]

    def _copied(self, name: str, style: Any) -> str:
        made = deepcopy(style)
        while name in self._by_title.values():
            name += "0"
        made.set(qn("w:styleId"), name)
        made.attrib.pop(qn("w:default"), None)
        self._by_title[_title(made)] = name
        for other in list(made):
            if other.tag == qn("w:basedOn"):
                other.set(qn("w:val"), self.name_for(other.get(qn("w:val"))))
            elif other.tag in (qn("w:next"), qn("w:link")):
                made.remove(other)
        _renumber(made, self._numbers)
        self._own.append(made)
        return name


def _title(style: Any) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val"), "")).casefold()


def _numbering(file: DocumentFile, guest: DocumentFile) -> dict[str, str]:
    """Copy the guest's lists behind the file's; returns their old and new numbers."""
    theirs, own = guest.part.numbering_part.element, _numbering_of(file)
    kinds = _numbered(theirs, own, "w:abstractNum", "w:abstractNumId")
    numbers = _numbered(theirs, own, "w:num", "w:numId")
    first = next((one for one in own if one.tag not in (_PICTURE, _KIND)), None)
    for kind in theirs.iter(_KIND):
        made = deepcopy(kind)
        made.set(qn("w:abstractNumId"), kinds[kind.get(qn("w:abstractNumId"))])
        own.append(made) if first is None else first.addprevious(made)
    last = own.find(qn("w:numIdMacAtCleanup"))
    for number in theirs.iter(qn("w:num")):
        made = deepcopy(number)
        made.set(qn("w:numId"), numbers[number.get(qn("w:numId"))])
        kind = made.find(qn("w:abstractNumId"))
        kind.set(qn("w:val"), kinds[kind.get(qn("w:val"))])
        own.append(made) if last is None else last.addprevious(made)
    return numbers


_PICTURE, _KIND = qn("w:numPicBullet"), qn("w:abstractNum")


def _numbered(theirs: Any, own: Any, tag: str, attribute: str) -> dict[str, str]:
    used = [int(one.get(qn(attribute), "0")) for one in own.iter(qn(tag))]
    free = max(used, default=0) + 1
    found = (one.get(qn(attribute)) for one in theirs.iter(qn(tag)))
    return {old: str(free + index) for index, old in enumerate(found)}


def _numbering_of(file: DocumentFile) -> Any:
    part: Any = file.part
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    made = NumberingPart(
        PackURI("/word/numbering.xml"),
        CONTENT_TYPE.WML_NUMBERING,
        element("w:numbering"),
        part.package,
    )
    part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return made.element


def _renumber(tree: Any, numbers: dict[str, str]) -> None:
    for use in tree.iter(qn("w:numId")):
        use.set(qn("w:val"), numbers.get(use.get(qn("w:val")), use.get(qn("w:val"))))
