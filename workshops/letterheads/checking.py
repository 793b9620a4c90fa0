"""Everything that is wrong with a letterhead, line by line, before it is used."""

import re
from collections.abc import Iterator

from jinja2 import Environment

from app.refused import Message, say
from workshops.letterheads.faults import TEXT, TOO_MANY, Fault
from workshops.letterheads.grammar import wrong
from workshops.letterheads.mending import mended
from workshops.letterheads.package import Parts
from workshops.letterheads.placeholders import Known
from workshops.letterheads.reading import Line, PartLines, Tag, read
from workshops.letterheads.reasons import NO_CONTENT

_CONCEPT = re.compile(r"\b(content|entries|fields|measures|parts)\b")
_PLAIN = Environment()  # only ever used to take sources apart
NO_PLACE = say("Only content is written with p, and only loops and conditions with tr or tc.")
TWICE = say("The content can stand in a letterhead only once.")
CONTENT_HERE = say("The content can stand in the text only, outside of every loop.")


def faults_of(parts: Parts, known: Known) -> list[Fault]:
    """What is wrong with the placeholders of a file that has been checked by package.py."""
    found: list[Fault] = []
    seen = False
    for part in read(parts):
        here = [*part.faults, *_grammar(part, known)]
        for fault, now_seen in _content(part, seen):
            seen = now_seen
            if fault:
                here.append(fault)
        found += sorted(here, key=lambda fault: fault.paragraph)
    return found


def holds_concept(parts: Parts) -> bool:
    """Whether anything of a concept but its title would stand in the file; also where it has more
    placeholders than are read."""
    found = read(parts)
    tags = [tag for part in found for line in part.lines for tag in line.tags]
    too_many = any(one.reason == TOO_MANY for part in found for one in part.faults)
    return too_many or any(_CONCEPT.search(tag.inner) for tag in tags if tag.opening != "{#")


def _grammar(part: PartLines, known: Known) -> Iterator[Fault]:
    by_row = dict(enumerate(part.lines, start=1))
    source, found = mended(part.lines, _PLAIN)
    told = set()
    for row, reason in (*found, *wrong(source, _PLAIN, known)):
        line = by_row.get(row) or part.lines[-1]
        if (line.number, repr(reason)) not in told:
            told.add((line.number, repr(reason)))
            yield Fault(part.label, line.number, line.shown, reason)


def _content(part: PartLines, seen: bool) -> Iterator[tuple[Fault | None, bool]]:
    """Where the content stands, and whether it may."""
    words = [tag.word for line in part.lines for tag in line.tags]
    whole = words.count("for") == words.count("endfor")  # else nobody knows what is inside of one
    depth = 0
    for line in part.lines:
        for tag in line.tags:
            depth += {"for": 1, "endfor": -1}.get(tag.word, 0) if whole else 0
            reason = _misplaced(tag, line, part, depth, seen)
            if tag.opening == "{{" and tag.inner == "content":
                seen = True
            yield Fault(part.label, line.number, line.shown, reason) if reason else None, seen


def _misplaced(tag: Tag, line: Line, part: PartLines, depth: int, seen: bool) -> Message | None:
    if tag.opening == "{{" and tag.inner == "content":
        alone = len(line.tags) == 1 and not any(
            piece.strip() for piece in line.pieces if isinstance(piece, str)
        )
        if tag.place != "p" or not alone:
            return NO_CONTENT
        if part.label != TEXT or depth:
            return CONTENT_HERE
        return TWICE if seen else None
    if tag.place == "r" or (tag.opening == "{{" and tag.place):
        return NO_PLACE
    return None
