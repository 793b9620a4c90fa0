"""An office's own Word file, filled with a concept.

    content = filling.fill(letterhead, found, document, choice, language, now)

What may stand in such a file is described in docs/letterheads.md.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from docx.document import Document as DocumentFile
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from lxml import etree

from app.documents import word
from app.documents.document import Document, nothing
from app.documents.word_parts import set_properties
from app.refused import Message, Refused
from workshops.exports.source import Source
from workshops.exports.telling import Choice
from workshops.letterheads.checking import faults_of, holds_concept
from workshops.letterheads.context import context
from workshops.letterheads.faults import (
    BROKEN,
    FOOTER,
    FOOTNOTES,
    HEADER,
    TEXT,
    Fault,
    Faulty,
)
from workshops.letterheads.finishing import finish, places_of_content
from workshops.letterheads.inserting import insert
from workshops.letterheads.package import parts_of
from workshops.letterheads.placeholders import ANY, Known
from workshops.letterheads.reasons import NO_CONCEPT
from workshops.letterheads.refusals import BROKEN as DAMAGED
from workshops.letterheads.rendering import names_in, patched, rendered
from workshops.letterheads.samples import sample

_PARTS: Mapping[str, Message] = {"header": HEADER, "footer": FOOTER, "footnotes": FOOTNOTES}


def fill(
    content: bytes,
    found: Source,
    document: Document,
    choice: Choice,
    language: str,
    now: dt.datetime,
    *,
    tick: Callable[[], None] = nothing,
) -> bytes:
    """The letterhead with the concept in it, as the bytes of a .docx file made at `now` (aware).

    `document` is the concept in its standard layout, in this language, for {{p content }}. `tick`
    is called between its parts, and may raise to stop.

    Raises:
        Faulty: it has mistakes, or repeats too much with this concept; so the standard layout is
            to be used meanwhile.
    """
    wrong = faults_of(parts_of(content), ANY)
    if wrong:
        raise Faulty(*wrong)
    return _filled(content, found, document, choice, language, now, tick)


def faults(content: bytes, known: Known = ANY) -> tuple[Fault, ...]:
    """What is wrong with a letterhead; nothing where it can be used. It is tried out, too, with a
    small concept of ours.

    Raises:
        Refused: it is no Word file that may be kept.
    """
    parts = parts_of(content)
    found = tuple(faults_of(parts, known))
    if not holds_concept(parts):
        found += (Fault(TEXT, 0, "", NO_CONCEPT),)
    if found:
        return found
    try:
        _filled(content, *sample(), nothing)
    except Faulty as error:
        return error.faults
    return ()


def _filled(
    content: bytes,
    found: Source,
    document: Document,
    choice: Choice,
    language: str,
    now: dt.datetime,
    tick: Callable[[], None],
) -> bytes:
    letter = DocxTemplate(io.BytesIO(content))
    try:
        letter.init_docx()
    except (ValueError, KeyError, AttributeError, etree.XMLSyntaxError) as error:
        raise Refused(DAMAGED, 422) from error
    file: DocumentFile = letter.docx
    possible = replace(choice, with_dots=choice.with_dots and found.counted)
    values = context(found, document, possible, language=language, now=now)
    named = _body(letter, file, values, language)
    for part in _others(file):
        tick()
        _render_part(letter, part, values, language)
    for place in places_of_content(file.element.body):
        body = word.write(document, now=now, tick=tick)
        insert(file, place, body, title="title" not in named, landscape=document.landscape)
    set_properties(file, document.title.text, language, now)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _body(
    letter: DocxTemplate, file: DocumentFile, values: Mapping[str, Any], language: str
) -> frozenset[str]:
    """Fill in the text; returns the names that stand in it."""
    body = file.element.body
    source = patched(letter, letter.get_xml())
    made = _tree(letter, rendered(source, values), TEXT)
    finish(made, language)
    for id, drawing in enumerate(made.iter(qn("wp:docPr")), start=1):
        drawing.set("id", str(id))  # what a loop repeats must not bear one number twice
    body.getparent().replace(body, made)
    return names_in(source)


def _others(file: DocumentFile) -> Iterator[Any]:
    """Headers, footers and footnotes, each once."""
    seen = set()
    for relation in file.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if not relation.is_external and kind in _PARTS:
            part = relation.target_part
            if part.partname not in seen:
                seen.add(part.partname)
                yield part


def _render_part(letter: DocxTemplate, part: Any, values: Mapping[str, Any], language: str) -> None:
    label = next((m for word, m in _PARTS.items() if word in str(part.partname)), TEXT)
    own = part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
    source = patched(letter, etree.tostring(own, encoding="unicode"))
    made = _tree(letter, rendered(source, values, label), label)
    if places_of_content(made):
        raise Faulty(Fault(label, 0, "", BROKEN))
    finish(made, language)
    if isinstance(part, XmlPart):
        part._element = made
    else:
        part._blob = etree.tostring(made, encoding="UTF-8", xml_declaration=True, standalone=True)


def _tree(letter: DocxTemplate, xml: str, label: Message) -> Any:
    """What was rendered as XML again.

    Raises:
        Faulty: it is none any more, because a loop ended elsewhere than it began.
    """
    try:
        parse_xml(xml)
        return parse_xml(etree.tostring(letter.fix_tables(xml)))
    except (etree.XMLSyntaxError, AttributeError, TypeError, ValueError) as error:
        raise Faulty(Fault(label, 0, "", BROKEN)) from error
