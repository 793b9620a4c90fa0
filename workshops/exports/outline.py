"""A concept in a layout of its scheme: the one tree that every export writes. Pure.

What each kind of block looks like is described in docs/schemes.md.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.documents.document import (
    Block,
    Column,
    Document,
    Group,
    Heading,
    Item,
    Items,
    Paragraph,
    Table,
    Text,
)
from app.refused import say
from workshops.concepts.numbering import measure_numbers, numbers
from workshops.concepts.snapshot import Snapshot
from workshops.exports.outline_grid import grid
from workshops.exports.outline_list import listed
from workshops.exports.outline_table import tables
from workshops.exports.selection import selected
from workshops.exports.telling import Choice, Telling, best
from workshops.schemes.scheme import Block as Layout
from workshops.schemes.scheme import GridBlock, ListBlock, PartBlock, Scheme, TableBlock, TextBlock
from workshops.schemes.values import Voice

EVERYTHING = Choice()


def build(
    snapshot: Snapshot,
    scheme: Scheme,
    voice: Voice,
    choice: Choice = EVERYTHING,
    *,
    subtitles: Sequence[str] = (),
    page_of: str = "%(page)s / %(pages)s",
) -> Document:
    """The concept as a document in the voice's language; texts without a translation stay as they
    were written, and writers mark them.

    Measures stand in order of priority with and without their dots. Numbers are those of the whole
    concept, also where only a part of it is told.
    `subtitles` and `page_of` ("Page %(page)s of %(pages)s") are translated already.
    """
    counted = numbers(snapshot.nodes, scheme), measure_numbers(snapshot.nodes, scheme)
    telling = Telling(selected(snapshot, choice), scheme, voice, choice, *counted, snapshot)
    outline = scheme.outline(choice.outline)
    above = (None, *outline.blocks)
    blocks = tuple(
        block
        for before, layout in zip(above, outline.blocks, strict=False)
        for block in _told(layout, before, telling)
    )
    return Document(
        title=Text(snapshot.title, snapshot.language),
        subtitles=tuple(subtitles),
        language=voice.language,
        blocks=blocks,
        landscape=outline.paper == "A4 landscape",
        page_of=page_of,
        names=_foreign(snapshot, voice),
    )


def _told(layout: Layout, before: Layout | None, telling: Telling) -> Iterator[Block]:
    """The block of a layout; the entries of a list stand below the heading that is `before`."""
    match layout:
        case PartBlock(part=part):
            yield from _part(part, telling)
        case TextBlock(naming=naming, heading=heading):
            text = Text(naming.name(telling.voice.language))
            yield Heading(text, 1) if heading else Paragraph(text)
        case TableBlock():
            yield from tables(layout, telling)
        case GridBlock():
            yield grid(layout, telling)
        case ListBlock():
            yield from listed(layout, telling, 1 + getattr(before, "heading", False))


def _part(key: str, telling: Telling) -> Iterator[Block]:
    """A part below its name; nothing at all where it is empty."""
    part = next(one for one in telling.scheme.parts if one.key == key)
    value = telling.snapshot.parts.get(key)
    if not value:
        return
    yield Heading(Text(part.naming.name(telling.voice.language)), 1)
    if part.kind == "path":
        yield _path(value, telling.voice)
        return
    text = best(value, telling.voice.language, telling.snapshot.language)
    lines = [Text(line.strip(), text.language) for line in text.text.splitlines() if line.strip()]
    if part.kind == "list":
        yield Items(tuple(map(Item, lines)))
    else:
        yield from map(Paragraph, lines)


def _path(rows: Sequence[Mapping[str, Any]], voice: Voice) -> Table:
    """Which body sits when; a body that sits again is stated once."""
    words = voice.words
    columns = (
        Column(words(say("Body")), 50),
        Column(words(say("Sitting on")), 25),
        Column(words(say("Consultation")), 25),
    )
    groups = []
    before = None
    for row in rows:
        body = Text(row["body"], continued=row["body"] == before)
        before = row["body"]
        day = voice.day(dt.date.fromisoformat(row["date"])) if row.get("date") else ""
        public = words(say("public") if row.get("public", True) else say("not public"))
        groups.append(Group((body,), ((Text(day), Text(public)),)))
    return Table(columns, tuple(groups))


def _foreign(snapshot: Snapshot, voice: Voice) -> dict[str, str]:
    """The languages that something in the concept is written in, by their names."""
    tags = {snapshot.language}
    for node in snapshot.walk():
        tags.update(node.titles)
        for measure in node.measures:
            tags.update(measure.texts)
    return {tag: voice.language_name(tag) for tag in sorted(tags) if tag != voice.language}
