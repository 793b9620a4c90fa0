"""Letterheads for tests: as Word writes them, and as somebody who means no good does."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from workshops.concepts.snapshot import Measure, Node, Snapshot
from workshops.exports.outline import build
from workshops.exports.source import Event, Source
from workshops.exports.telling import Choice
from workshops.exports.voices import voice
from workshops.letterheads.filling import fill
from workshops.schemes.library import load_built_in

NOW = dt.datetime(2027, 3, 14, 9, tzinfo=dt.UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_letter(
    *paragraphs: str, header: str = "", footer: str = "", rows: tuple[Any, ...] = ()
) -> bytes:
    """A Word file with these paragraphs, then a table of these rows of cells."""
    file = Document()
    for text in paragraphs:
        file.add_paragraph(text)
    if rows:
        table = file.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    if header:
        file.sections[0].header.paragraphs[0].text = header
    if footer:
        file.sections[0].footer.paragraphs[0].text = footer
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def with_xml(xml: str) -> bytes:
    """A Word file whose body begins with this XML."""
    file = Document()
    wrapped = parse_xml(f"<w:body {nsdecls('w', 'wp', 'r')}>{xml}</w:body>")
    for one in reversed(list(wrapped)):
        file.element.body.insert(0, one)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one part changed; an empty one where there was none."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in dict.fromkeys([*old.namelist(), part]):
            had = old.read(name) if name in old.namelist() else b""
            new.writestr(name, change(had) if name == part else had)
    return out.getvalue()


def related(content: bytes, kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    """The file with one more relationship of its text."""
    line = f'<Relationship Id="rId99" Type="{RELATION}/{kind}" Target="{target}"{mode}/>'
    return changed(
        content,
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(b"</Relationships>", line.encode() + b"</Relationships>"),
    )


def a_concept(*texts: str, scheme: str = "wetzlar", language: str = "de", **more: Any) -> Source:
    """A concept with these measures at its one entry; `more` is the source's."""
    measures = tuple(
        Measure(n, language, {language: text}, dots=20 - n, voters=9, rank=n)
        for n, text in enumerate(texts, start=1)
    )
    node = Node(100, 0, {language: "Schule & Ausbildung"}, measures=measures)
    snapshot = Snapshot("Kiefernstadt für alle", language, (node,), more.pop("parts", {}))
    event = Event(1, "KFM4T7", "Werkstatt", "Altes Rathaus", dt.date(2026, 11, 21), closed=True)
    return Source("kieferstadt", snapshot, load_built_in(scheme), "", event, **more)


def filled(
    letter: bytes, found: Source, *, language: str = "de", choice: Choice | None = None
) -> bytes:
    chosen = choice or Choice()
    document = build(found.snapshot, found.scheme, voice(language), chosen)
    return fill(letter, found, document, chosen, language, NOW)


def tree(content: bytes, part: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(part))


def lines(content: bytes, part: str = "word/document.xml") -> list[str]:
    """The paragraphs of a part as text, without the signs that nobody sees."""
    found = []
    for paragraph in tree(content, part).iter(f"{W}p"):
        pieces = paragraph.iter(f"{W}t", f"{W}br")
        text = "".join("\n" if one.tag == f"{W}br" else one.text or "" for one in pieces)
        found.append(text.replace("\u200e", "").replace("\u200f", ""))
    return found


def part_named(content: bytes, word: str) -> str:
    """The name of the one part with this word in it, such as "footer"."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (name,) = (n for n in archive.namelist() if word in n and n.endswith(".xml"))
    return name
