"""The lines of a letterhead that have placeholders, as somebody reads them in Word.

Word cuts a line into pieces wherever its look or its spelling check changes; here each paragraph
is one line again, and the placeholders in it are checked where they stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.refused import Message
from workshops.letterheads.faults import (
    ACROSS,
    ELSEWHERE,
    FOOTER,
    FOOTNOTES,
    HEADER,
    LONGEST_LINE,
    OTHER_PLACE,
    TEXT,
    TOO_LONG,
    TOO_MANY,
    UNCLOSED,
    Fault,
)
from workshops.letterheads.package import Parts, parsed

LONGEST = 200  # characters of a placeholder
MOST = 500  # placeholders
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BEGINS = re.compile(r"\{[{%#]")
_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_QUOTES = str.maketrans("„“”«»‚‘’", '"' * 5 + "'" * 3)
_PLACE = re.compile(r"([{][{%#])(p|tr|tc|r)\s")
_HALF_END = re.compile(r"[}%#]")
_CONTAINERS = {"": ("tc", "txbxContent"), "p": ("tc", "txbxContent"), "tr": ("tbl",), "tc": ("tr",)}
_PARTS = (
    (re.compile(r"word/document\.xml"), TEXT),
    (re.compile(r"word/header\d*\.xml"), HEADER),
    (re.compile(r"word/footer\d*\.xml"), FOOTER),
    (re.compile(r"word/footnotes\.xml"), FOOTNOTES),
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A placeholder as it was typed. `place`: "p", "tr", "tc", "r" or ""; `inner` is what stands
    between the brackets, with straight quotation marks. `closed`: whether it ends; where it does
    not, `inner` is what was meant most likely."""

    opening: str
    place: str
    inner: str
    closed: bool = True

    @property
    def source(self) -> str:
        return f"{self.opening} {self.inner} {_ENDS[self.opening]}"

    @property
    def word(self) -> str:
        """The first word of a loop or condition, such as "for" or "endif"."""
        return self.inner.strip().partition(" ")[0] if self.opening == "{%" else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with placeholders: which one of its part it is, from 1, and its pieces."""

    number: int
    text: str
    pieces: tuple[str | Tag, ...]
    paragraph: Any

    @property
    def tags(self) -> list[Tag]:
        return [piece for piece in self.pieces if isinstance(piece, Tag)]

    @property
    def shown(self) -> str:
        return shortened(self.text)


@dataclass(frozen=True, slots=True)
class PartLines:
    """A part of the file with the lines that have placeholders, and what is wrong already."""

    label: Message
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


def shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_LINE else plain[: LONGEST_LINE - 1] + "…"


def read(parts: Parts) -> tuple[PartLines, ...]:
    """The parts of a Word file that can be filled: text, headers, footers and footnotes."""
    found = []
    for name in sorted(parts, key=_order):
        label = next((label for pattern, label in _PARTS if pattern.fullmatch(name)), None)
        if label is not None:
            found.append(_part(label, parsed(parts[name])))
    if sum(len(line.tags) for part in found for line in part.lines) > MOST:
        return (PartLines(TEXT, (), (Fault(TEXT, 0, "", TOO_MANY),)),)
    return tuple(found)


def _order(name: str) -> tuple[bool, str]:
    return (name != "word/document.xml", name)


def _part(label: Message, root: Any) -> PartLines:
    lines: list[Line] = []
    faults: list[Fault] = []
    for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
        text = _text(paragraph)
        pieces, wrong = _pieces(text)
        faults += [Fault(label, number, shortened(text), reason) for reason in wrong]
        if any(isinstance(piece, Tag) for piece in pieces):
            lines.append(Line(number, text, tuple(pieces), paragraph))
    faults += [Fault(label, 0, shortened(text), ELSEWHERE) for text in _elsewhere(root)]
    if not faults and _brackets(root) != sum(len(line.tags) for line in lines):
        # Brackets that would only meet, and begin something without an end, in docxtpl's hands.
        faults.append(Fault(label, 0, "", ACROSS))
    faults += _unlike(label, lines)
    return PartLines(label, tuple(lines), tuple(faults))


def _text(paragraph: Any) -> str:
    """What stands in a paragraph itself, not in a text box that hangs at it."""
    own = (t for t in paragraph.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is paragraph)
    return "".join(t.text or "" for t in own).replace("\n", " ").replace("\r", " ")


def _pieces(text: str) -> tuple[list[str | Tag], list[Message]]:
    """A line as text and placeholders, and what is wrong with their brackets."""
    pieces: list[str | Tag] = []
    wrong: list[Message] = []
    at = 0
    while begin := _BEGINS.search(text, at):
        end, behind, reason = _ending(text, begin)
        pieces.append(text[at : begin.start()])
        if reason != TOO_LONG:
            pieces.append(_tag(text[begin.start() : end], begin[0], closed=not reason))
        if reason and reason not in wrong:
            wrong.append(reason)
        at = behind
    return [*pieces, text[at:]], wrong


def _ending(text: str, begin: re.Match[str]) -> tuple[int, int, Message | None]:
    """Where what is inside the brackets ends, where they themselves do, and what is wrong."""
    ending, inside = _ENDS[begin[0]], begin.end()
    end = text.find(ending, inside)
    following = None if begin[0] == "{#" else _BEGINS.search(text, inside)
    if end < 0 or (following and following.start() < end):
        stops = (_HALF_END.search(text, inside), following)
        end = min((one.start() for one in stops if one), default=len(text))
        return end, end, UNCLOSED
    return end, end + len(ending), TOO_LONG if end - begin.start() > LONGEST else None


def _tag(typed: str, opening: str, *, closed: bool) -> Tag:
    place = _PLACE.match(typed)
    inner = typed[place.end() if place else len(opening) :]
    inner = inner.removeprefix("-").removesuffix("-").strip()  # Jinja's sign for "no blanks here"
    return Tag(opening, place[2] if place else "", straightened(inner), closed)


def straightened(text: str) -> str:
    """With the quotation marks that a programmer types, instead of those Word makes of them."""
    return text.translate(_QUOTES).replace("\u00a0", " ")


def _elsewhere(root: Any) -> Iterator[str]:
    """Placeholders in anything but text."""
    for element in root.iter("{*}*"):
        said = [*element.values()]
        if element.tag != f"{W}t" and element.text:
            said.append(element.text)
        yield from (text for text in said if _BEGINS.search(text))


def _brackets(root: Any) -> int:
    """How many placeholders begin in all text of a part, wherever its paragraphs end."""
    return len(_BEGINS.findall("".join(root.itertext())))


def _unlike(label: Message, lines: list[Line]) -> Iterator[Fault]:
    """Ends that stand elsewhere than their beginnings."""
    begun: list[tuple[str, Any]] = []
    for line in lines:
        for tag in line.tags:
            here = (tag.place, _container(line.paragraph, tag.place))
            if tag.word in ("for", "if"):
                begun.append(here)
            elif tag.word in ("else", "elif", "endfor", "endif") and begun:
                if here != begun[-1]:
                    yield Fault(label, line.number, line.shown, OTHER_PLACE)
                if tag.word.startswith("end"):
                    begun.pop()


def _container(paragraph: Any, place: str) -> Any:
    names = _CONTAINERS.get(place, ())
    return next(paragraph.iterancestors(*(f"{W}{name}" for name in names)), None) if names else None
