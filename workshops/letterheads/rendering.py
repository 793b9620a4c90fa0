"""A part of a letterhead with its placeholders filled in: Jinja, in a sandbox and within bounds.

Every value is written between marks that say which language it is in; finishing.py turns them
into runs of that language and direction. The marks are code points that Unicode keeps free, and
that no text we were given still has.
"""

import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import replace
from traceback import walk_tb
from typing import Any, cast

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from app.documents.pieces import Line, Piece
from app.refused import Message
from workshops.letterheads.faults import BROKEN, ENDLESS, NO_CODE, TEXT, Fault, Faulty
from workshops.letterheads.grammar import outputs, wrong
from workshops.letterheads.placeholders import ANY
from workshops.letterheads.reading import shortened, straightened
from workshops.letterheads.values import NOTHING_SAID, Content, Lines, Number, Said

BEGIN, BETWEEN, END, CONTENT = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
MARKED = re.compile(f"{BEGIN}([^{BETWEEN}]*){BETWEEN}([^{END}]*){END}")
MOST_CHARACTERS = 20_000_000  # of one part: ten times a concept of 500 measures
_FREE = re.compile("[\ufdd0-\ufdef]")
_TAGS = re.compile(r"(?<=\{[\{%])(.*?)(?=[\}%]\})")
_LOOP = re.compile(r"(\{%\s*for\b[^%]*%\})|\{%\s*endfor\b")  # empty where one ends
_OURS = "<template>"  # what Jinja calls a source without a name in tracebacks
_MARKUP = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<w:p([ >])")
_PLACE = Markup(f"<w:p><w:r><w:t>{CONTENT}</w:t></w:r></w:p>")


def patched(letter: DocxTemplate, xml: str) -> str:
    """A part's XML as a template: one paragraph a line, and each placeholder in one piece."""
    whole = letter.patch_xml(_FREE.sub("", xml))
    straight = _TAGS.sub(lambda found: straightened(found[0]), whole)
    return _PARAGRAPH.sub(r"\n<w:p\1", straight)


def rendered(source: str, values: Mapping[str, Any], label: Message = TEXT) -> str:
    """The part's XML with everything filled in.

    Raises:
        Faulty: something stands in it that is no placeholder of ours, or it grows too large.
    """
    environment = _environment()
    found = [_fault(source, row, reason, label) for row, reason in wrong(source, environment, ANY)]
    if found:
        raise Faulty(*found)
    try:
        pieces = cast("Generator[str]", environment.from_string(source).generate(values))
        return "".join(_within_bounds(pieces, label))
    except Faulty as error:
        raise Faulty(*(_at(source, one, error, label) for one in error.faults)) from error
    except (TemplateError, TypeError, SyntaxError, RecursionError) as error:
        raise Faulty(Fault(label, 0, "", NO_CODE)) from error


def names_in(source: str) -> frozenset[str]:
    """The names that stand in a source that nothing is wrong with."""
    return outputs(source, _environment())


def _within_bounds(pieces: Generator[str], label: Message) -> Iterator[str]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_CHARACTERS:
            pieces.throw(Faulty(Fault(label, 0, "", ENDLESS)))  # from where the template is now
        yield piece


def _fault(source: str, row: int, reason: Message, label: Message) -> Fault:
    lines = source.split("\n")
    text = _MARKUP.sub("", lines[row - 1]) if row <= len(lines) else ""
    return Fault(label, 0, shortened(text), reason if text else BROKEN)


def _at(source: str, fault: Fault, error: Faulty, label: Message) -> Fault:
    """The fault with the loop that was running; as it is where nobody knows that."""
    rows = [at for frame, at in walk_tb(error.__traceback__) if frame.f_code.co_filename == _OURS]
    until = "\n".join(source.split("\n")[: rows[-1]]) if rows else ""
    last, begun = "", list[str]()
    for loop in _LOOP.findall(until):
        if loop:
            begun.append(loop)
            last = loop
        elif begun:
            begun.pop()
    return replace(fault, part=label, line=shortened(begun[-1] if begun else last))


def _environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=_marked, cache_size=0
    )
    made.globals.clear()
    made.tests.clear()
    made.filters = dict(_FILTERS)
    return made


def _marked(value: Any) -> str:
    """A value as it stands in the rendered XML, until finishing.py has seen it."""
    if isinstance(value, Content):
        return _PLACE
    if isinstance(value, Lines):
        return "\n".join(_marked(line) for line in value)
    if isinstance(value, Number):
        value = value._shown
    if isinstance(value, Said):
        return " ".join(_piece(piece) for piece in value._line)
    return "" if value is None else str(value)


def _piece(piece: Piece) -> str:
    return f"{BEGIN}{piece.language}{BETWEEN}{_FREE.sub('', piece.text)}{END}"


def _said(value: Any) -> Said:
    if isinstance(value, Number):
        return value._shown
    if isinstance(value, Lines):
        return _joined(value)
    return value if isinstance(value, Said) else Said((Piece(str(value), "en"),))


def _joined(value: Iterable[Any], between: str = " ") -> Said:
    pieces: list[Piece] = []
    for line in value:
        if pieces:
            pieces[-1] = _more(pieces[-1], between.rstrip())
        pieces += _said(line)._line
    return Said(tuple(pieces))


def _more(piece: Piece, text: str) -> Piece:
    return Piece(piece.text + text, piece.language, piece.role)


def _recased(value: Any, upper: bool) -> Said:
    line: Line = tuple(
        Piece(p.text.upper() if upper else p.text.lower(), p.language, p.role)
        for p in _said(value)._line
    )
    return Said(line)


def _default(value: Any, instead: str = "") -> Any:
    empty = not _said(value)._line
    return Said((Piece(instead, "en"),)) if empty and instead else value


_FILTERS = {
    "upper": lambda value: _recased(value, True),
    "lower": lambda value: _recased(value, False),
    "default": _default,
    "join": _joined,
    "length": lambda value: Number(len(value), Said((Piece(str(len(value)), "en"),))),
}
__all__ = ["NOTHING_SAID", "names_in", "patched", "rendered"]
