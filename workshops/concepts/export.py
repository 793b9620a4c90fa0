"""The concept as a file: written without the database, from what was read before."""

import datetime as dt
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from app.documents import csvfile, sheet, word
from app.documents.document import Document
from app.language import catalogues
from workshops.concepts.datasheet import grids
from workshops.concepts.interchange import as_json
from workshops.concepts.outline import build
from workshops.concepts.source import Source
from workshops.concepts.subtitles import subtitles
from workshops.concepts.telling import Choice
from workshops.concepts.voices import voice

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file to be downloaded: its name in ASCII and in full, and what is in it."""

    name: str
    full_name: str
    content_type: str
    content: bytes

    @property
    def disposition(self) -> str:
        """The header by which browsers of every age find the name (RFC 6266 and 5987)."""
        return f"attachment; filename=\"{self.name}\"; filename*=UTF-8''{quote(self.full_name)}"


def written(found: Source, format: str, choice: Choice, *, language: str, now: dt.datetime) -> File:
    """The file in this language. Dots are in it only where a vote is closed.

    Raises:
        KeyError: no such format.
    """
    return File(
        name=file_name(found, format, language),
        full_name=full_name(found, format, language),
        content_type=FORMATS[format],
        content=_WRITERS[format](found, _possible(found, choice), language, now),
    )


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


def _possible(found: Source, choice: Choice) -> Choice:
    return replace(choice, with_dots=choice.with_dots and found.counted)


def _word(found: Source, choice: Choice, language: str, now: dt.datetime) -> bytes:
    return word.write(document(found, choice, language, now), now=now)


def _sheet(found: Source, choice: Choice, language: str, now: dt.datetime) -> bytes:
    data = grids(found.snapshot, found.scheme, voice(language), choice)
    return sheet.write(document(found, choice, language, now), data)


def _csv(found: Source, choice: Choice, language: str, now: dt.datetime) -> bytes:
    return csvfile.write(grids(found.snapshot, found.scheme, voice(language), choice)[0])


def _json(found: Source, choice: Choice, language: str, now: dt.datetime) -> bytes:
    return as_json(found.snapshot, found.scheme, found.scheme_text, choice)


_WRITERS: Mapping[str, Callable[[Source, Choice, str, dt.datetime], bytes]] = {
    "docx": _word,
    "xlsx": _sheet,
    "csv": _csv,
    "json": _json,
}


def file_name(found: Source, format: str, language: str) -> str:
    return f"{'-'.join([found.name, *_marks(found, language)])}.{format}"


def _marks(found: Source, language: str) -> list[str]:
    """What tells the files of one concept apart: the workshop, and a language not its own."""
    code = [found.event.code] if found.event else []
    return [*code, language] if language != found.snapshot.language else code


def full_name(found: Source, format: str, language: str) -> str:
    """The title, without what file systems do not take."""
    title = "".join(
        " " if c in '<>:"/\\|?*' or unicodedata.category(c).startswith("C") else c
        for c in found.snapshot.title
    )
    short = " ".join(title.split())[:100].strip(" .") or found.name
    return f"{' '.join([short, *_marks(found, language)])}.{format}"
