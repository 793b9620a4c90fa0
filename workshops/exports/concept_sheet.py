"""The sheet about a concept as a whole: its title, its texts, its scheme. Pure.

One row says one thing; the first column says which, with a word that every language shares.
"""

import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from app.documents.document import Grid
from app.documents.table import SheetRow
from app.refused import Refused, say
from workshops.concepts.snapshot import Snapshot
from workshops.exports import sheet_words
from workshops.exports.interchange import FORMAT, VERSION, said_parts
from workshops.imports.cells import cell_at
from workshops.imports.plan import About
from workshops.imports.row_reader import MOST_TITLE
from workshops.imports.typed_cells import yes_or_no
from workshops.schemes.columns import day
from workshops.schemes.file import parse
from workshops.schemes.reader import BadScheme
from workshops.schemes.scheme import Scheme
from workshops.schemes.text import as_toml
from workshops.schemes.values import Voice

_HEADINGS = (
    sheet_words.KEY,
    sheet_words.WHAT,
    sheet_words.IN_LANGUAGE,
    sheet_words.TEXT,
    sheet_words.DATE,
    sheet_words.PUBLIC,
)
_LONGEST_CELL = 32_000  # characters; Excel holds a few more
_MOST_PART, _MOST_BODY = 20_000, 300
_Cells = tuple[str | None, ...]


def concept_grid(snapshot: Snapshot, scheme: Scheme, voice: Voice, scheme_text: str) -> Grid:
    """Everything of a concept that is neither an entry nor a measure."""
    language = voice.language
    headings = tuple(naming.name(language) for naming in _HEADINGS)
    rows = tuple(_rows(snapshot, scheme, language, scheme_text))
    return Grid(sheet_words.CONCEPT.name(language), headings, rows)


def _rows(snapshot: Snapshot, scheme: Scheme, language: str, scheme_text: str) -> Iterator[_Cells]:
    words = sheet_words
    yield _row("format", words.FORMAT.name(language), text=f"{FORMAT} {VERSION}")
    yield _row("title", words.TITLE.name(language), snapshot.language, snapshot.title)
    parts = said_parts(snapshot, scheme)
    for part in scheme.parts:
        key, name = f"part.{part.key}", part.naming.name(language)
        value = parts.get(part.key)
        if part.kind == "path":
            for row in value or ():
                public = (words.YES if row["public"] else words.NO).name(language)
                yield (key, name, None, row["body"], row["date"], public)
        else:
            for tag, text in (value or {}).items():
                yield from (_row(key, name, tag, cell) for cell in _cells(text))
    yield _row("scheme", words.SCHEME.name(language), text=scheme.name)
    if scheme_text:
        for line in as_toml(tomllib.loads(scheme_text)).splitlines():
            yield _row("scheme.line", None, text=line or None)


def _row(key: str, name: str | None, tag: str | None = None, text: str | None = None) -> _Cells:
    return (key, name, tag, text, None, None)


def _cells(text: str) -> Iterator[str]:
    """The text, in several cells where it is longer than one can be."""
    while len(text) > _LONGEST_CELL:
        cut = text.rfind("\n", 0, _LONGEST_CELL)
        cut = cut if cut > 0 else _LONGEST_CELL
        yield text[:cut]
        text = text[cut + 1 :]
    yield text


def is_concept_sheet(rows: Sequence[SheetRow]) -> bool:
    """Whether these rows are such a sheet."""
    return any(_key(row) == "format" and FORMAT in _text(row) for row in rows[:5])


def about(rows: Sequence[SheetRow]) -> About | None:
    """What the sheet says of the concept; None where it does not carry the scheme.

    Raises:
        Refused: something is wrong in it.
    """
    version = next((_text(row) for row in rows if _key(row) == "format"), "")
    if version != f"{FORMAT} {VERSION}":
        message = say("This file was written by a newer Klebepunkt. Update this one first.")
        raise Refused(message, 422)
    title = next((row for row in rows if _key(row) == "title"), None)
    name = next((_text(row) for row in rows if _key(row) == "scheme"), "")
    text = "".join(f"{_text(row)}\n" for row in rows if _key(row) == "scheme.line")
    language = cell_at(title, 2).text if title else ""
    if title is None or not language.isascii() or not 2 <= len(language) <= 20 or not text:
        return None
    if not name.replace("_", "").replace("-", "").isalnum() or len(name) > 40:
        return None
    try:
        return About(_text(title)[:MOST_TITLE], language, parse(name, text), text)
    except BadScheme as error:
        message = say("The scheme in this file cannot be used: %(reason)s", reason=error.message)
        raise Refused(message, 422) from error


def parts(rows: Sequence[SheetRow], scheme: Scheme) -> dict[str, Any]:
    """The parts of the concept that this scheme knows.

    Raises:
        Refused: something is wrong in one; the sentence says in which row.
    """
    found: dict[str, Any] = {}
    for part in scheme.parts:
        mine = [row for row in rows if _key(row) == f"part.{part.key}"]
        if part.kind == "path":
            value: Any = [_sitting(row) for row in mine]
        else:
            value = {}
            for row in mine:
                tag = cell_at(row, 2).text
                before = f"{value[tag]}\n" if tag in value else ""
                value[tag] = before + _text(row)
                if len(value[tag]) > _MOST_PART or not 2 <= len(tag) <= 20:
                    raise _wrong(row)
        if value:
            found[part.key] = value
    return found


def _sitting(row: SheetRow) -> dict[str, Any]:
    date, public = cell_at(row, 4).text, cell_at(row, 5).text
    body = _text(row)
    if not 1 <= len(body) <= _MOST_BODY:
        raise _wrong(row)
    try:
        told = day(date) if date else None
        return {"body": body, "date": told, "public": yes_or_no(public) if public else True}
    except Refused as error:
        raise _wrong(row) from error


def _wrong(row: SheetRow) -> Refused:
    message = say("Row %(row)d of the sheet about the concept is faulty.", row=row.number)
    return Refused(message, 422)


def _key(row: SheetRow) -> str:
    return cell_at(row, 0).text


def _text(row: SheetRow) -> str:
    return cell_at(row, 3).text
