"""The concept as a file: written without the database, from what was read before.

The writers of office files are loaded when one is wanted: their libraries take a second, for which
no other command should wait.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.documents import csvfile, markdown
from app.documents.document import Document, Grid, nothing
from app.files.file import FORMATS, File, Tick, full_name
from app.language import catalogues
from workshops.exports.datasheet import grids
from workshops.exports.election_file import election_file
from workshops.exports.interchange import as_json
from workshops.exports.outline import build
from workshops.exports.source import Source
from workshops.exports.subtitles import subtitles
from workshops.exports.telling import Choice, Wanted
from workshops.exports.voices import voice
from workshops.letterheads.faults import Faulty, packed_fault


def written(found: Source, wanted: Wanted, *, now: dt.datetime, tick: Tick = nothing) -> File:
    """The file. Dots are in it only where a vote is closed. A letterhead that cannot be filled is
    left out. `tick` is called after each of its parts, and may raise to stop.

    Raises:
        KeyError: no such format.
    """
    choice = replace(wanted.choice, with_dots=wanted.choice.with_dots and found.counted)
    possible, writer = replace(wanted, choice=choice), _WRITERS[wanted.format]
    fault: dict[str, Any] | None = None
    try:
        content = writer(found, possible, now, tick)
    except Faulty as error:
        fault = packed_fault(error.faults[0])
        content = writer(replace(found, letterhead=b""), possible, now, tick)
    title, marks = found.snapshot.title, _marks(found, wanted.language)
    return File(
        name=f"{'-'.join([found.name, *marks])}.{wanted.format}",
        full_name=full_name(title, marks, wanted.format, found.name),
        content_type=FORMATS[wanted.format],
        content=content,
        fault=fault,
    )


def length(found: Source, format: str) -> int:
    """About how many parts a file of it has. Excel has them on three sheets."""
    once = sum(1 + len(node.measures) for node in found.snapshot.walk())
    return 3 * once if format == "xlsx" else once


def document(found: Source, choice: Choice, language: str, now: dt.datetime) -> Document:
    """The concept in a layout of its scheme, in this language."""
    with catalogues.speaking(language):
        return build(
            found.snapshot,
            found.scheme,
            voice(language),
            choice,
            subtitles=subtitles(found, choice, language, now),
            page_of=catalogues.gettext("Page %(page)s of %(pages)s"),
        )


def _told(found: Source, wanted: Wanted, now: dt.datetime) -> Document:
    return document(found, wanted.choice, wanted.language, now)


def _grids(found: Source, wanted: Wanted, *, ranked: bool = False) -> tuple[Grid, ...]:
    told = voice(wanted.language)
    concept, text = found.snapshot, found.scheme_text
    return grids(concept, found.scheme, told, wanted.choice, text, ranked=ranked)


def _word(found: Source, wanted: Wanted, now: dt.datetime, tick: Tick) -> bytes:
    from app.documents import word
    from workshops.letterheads.filling import fill

    told = _told(found, wanted, now)
    if found.letterhead:
        letter, choice, language = found.letterhead, wanted.choice, wanted.language
        return fill(letter, found, told, choice, language, now, tick=tick)
    return word.write(told, now=now, tick=tick)


def _text(found: Source, wanted: Wanted, now: dt.datetime, tick: Tick) -> bytes:
    from app.documents import odt

    return odt.write(_told(found, wanted, now), now=now, tick=tick)


def _paper(found: Source, wanted: Wanted, now: dt.datetime, tick: Tick) -> bytes:
    from app.documents import paper

    return paper.write(_told(found, wanted, now), now=now, tick=tick)


def _markdown(found: Source, wanted: Wanted, now: dt.datetime, tick: Tick) -> bytes:
    return markdown.write(_told(found, wanted, now), tick)


def _sheet(found: Source, wanted: Wanted, now: dt.datetime, tick: Tick) -> bytes:
    from app.documents import sheet

    return sheet.write(_told(found, wanted, now), _grids(found, wanted), tick)


def _csv(found: Source, wanted: Wanted, now: dt.datetime, tick: Tick) -> bytes:
    return csvfile.write(_grids(found, wanted, ranked=True)[0], tick)


def _json(found: Source, wanted: Wanted, now: dt.datetime, tick: Tick) -> bytes:
    return as_json(found.snapshot, found.scheme, found.scheme_text, wanted.choice)


def _election(found: Source, wanted: Wanted, now: dt.datetime, tick: Tick) -> bytes:
    return election_file(found, wanted)


_WRITERS: Mapping[str, Callable[[Source, Wanted, dt.datetime, Tick], bytes]] = {
    "docx": _word,
    "odt": _text,
    "pdf": _paper,
    "md": _markdown,
    "xlsx": _sheet,
    "csv": _csv,
    "json": _json,
    "pb": _election,
}


def _marks(found: Source, language: str) -> list[str]:
    """What tells the files of one concept apart: the workshop, and a language not its own."""
    code = [found.event.code] if found.event else []
    return [*code, language] if language != found.snapshot.language else code
