"""A Pabulib file as rows of text: its three sections, and where each row begins. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.refused import Refused, say

SECTIONS = ("META", "PROJECTS", "VOTES")

MOST_BYTES = 32 * 1024 * 1024

MOST_CELLS = 1_000
"""Fields in a row."""

MOST_ROWS = {"META": 1_000, "PROJECTS": 10_000, "VOTES": 1_000_000}

# A quoted field ends at a quotation mark before a semicolon or a line's end, and may hold both. Any
# other field ends there, and keeps quotation marks that stand inside it.
_FIELD = re.compile(r'[ \t]*"((?:[^"]|"")*+)"[ \t]*(?=[;\n]|\Z)|([^;\n]*)')
_BLANK = re.compile(r"(?:[ \t;]*+\n)++")


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column; a column that the row is too short for is empty."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """The rows below one title; `line` is the title's, `columns` as the file orders them."""

    line: int
    columns: tuple[str, ...]
    rows: list[Row]


def sections(data: bytes) -> dict[str, Section]:
    """All three sections by title.

    Raises:
        Refused: too large, not UTF-8 text, a section missing or twice, a row too long.
    """
    found: dict[str, Section] = {}
    title = ""
    for line, cells in _lines(_text(data)):
        word = cells[0].upper()
        if word in SECTIONS and not any(cells[1:]):
            if word in found:
                refusal = say(
                    "Line %(line)d begins %(title)s a second time.", line=line, title=word
                )
                raise Refused(refusal, 422)
            title = word
        elif not title:
            raise Refused(say("Line %(line)d stands before the title META.", line=line), 422)
        elif title not in found:
            found[title] = Section(line, _columns(line, title, cells), [])
            if title == "META" and "key" not in map(str.lower, cells[:2]):
                _add(found[title], title, line, cells)
        else:
            _add(found[title], title, line, cells)
    for word in SECTIONS:
        if word not in found:
            raise Refused(say("The file has no section %(title)s.", title=word), 422)
    return found


def short(text: str) -> str:
    """What somebody wrote, for a sentence about it."""
    return text if len(text) <= 60 else text[:59] + "…"


def need(section: Section, title: str, columns: tuple[str, ...]) -> None:
    """Refuse a section without one of these columns."""
    for column in columns:
        if column not in section.columns:
            refusal = say(
                'Line %(line)d: the section %(title)s has no column "%(column)s".',
                line=section.line,
                title=title,
                column=short(column),
            )
            raise Refused(refusal, 422)


def once(name: str, seen: set[str], line: int) -> None:
    """Refuse an id that is empty or was seen; remember it."""
    if not name:
        raise Refused(say("Line %(line)d has no id.", line=line), 422)
    if name in seen:
        raise Refused(
            say('Line %(line)d has the id "%(name)s" again.', line=line, name=short(name)), 422
        )
    seen.add(name)


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // (1024 * 1024)
        raise Refused(say("The file has more than %(most)d megabytes.", most=most), 422)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        refusal = say("Line %(line)d is not UTF-8 text. Save the file as UTF-8.", line=line)
        raise Refused(refusal, 422) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Refused(say("Line %(line)d is not text.", line=line), 422)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the number of the line that it begins on."""
    at, line = 0, 1
    while at < len(text):
        if blank := _BLANK.match(text, at):
            at = blank.end()
            line += blank.group().count("\n")
            continue
        begins, cells = line, list[str]()
        while len(cells) < MOST_CELLS:
            match = _FIELD.match(text, at)
            assert match is not None  # the second half matches anywhere, also nothing
            at = match.end()
            quoted, plain = match.groups()
            line += match.group().count("\n")
            cells.append(plain.strip() if quoted is None else quoted.replace('""', '"').strip())
            if at == len(text) or text[at] == "\n":
                break
            at += 1
        else:
            refusal = say(
                "Line %(line)d has more than %(most)d fields.", line=line, most=MOST_CELLS
            )
            raise Refused(refusal, 422)
        at, line = at + 1, line + 1
        if any(cells):
            yield begins, cells


def _columns(line: int, title: str, cells: list[str]) -> tuple[str, ...]:
    if title == "META":
        turned = [cell.lower() for cell in cells[:2]] == ["value", "key"]
        return ("value", "key") if turned else ("key", "value")
    while cells and not cells[-1]:
        cells.pop()
    columns = tuple(cell.lower() for cell in cells)
    for column in columns:
        if columns.count(column) > 1:
            refusal = say(
                'Line %(line)d names the column "%(column)s" twice.', line=line, column=column
            )
            raise Refused(refusal, 422)
    return columns


def _add(section: Section, title: str, line: int, cells: list[str]) -> None:
    if len(section.rows) == MOST_ROWS[title]:
        refusal = say(
            "The section %(title)s has more than %(most)d rows.",
            title=title,
            most=MOST_ROWS[title],
        )
        raise Refused(refusal, 422)
    columns = section.columns
    if title == "META":
        cells = _fact(cells)
    elif any(cells[len(columns) :]):
        raise Refused(say("Line %(line)d has more fields than there are columns.", line=line), 422)
    padded = cells + [""] * (len(columns) - len(cells))
    section.rows.append(Row(line, dict(zip(columns, padded, strict=False))))


def _fact(cells: list[str]) -> list[str]:
    """Key and value. A value may hold semicolons that nobody quoted; some write `key: value`."""
    if len(cells) == 1:
        key, _, value = cells[0].partition(":")
        return [key.strip().lower(), value.strip()]
    while len(cells) > 2 and not cells[-1]:
        cells.pop()
    return [cells[0].lower(), ";".join(cells[1:])]
