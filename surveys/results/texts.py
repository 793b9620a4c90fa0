"""Free texts for the office: read, searched, tagged, translated, shown or hidden.

A text stands alone, in an order of its own that differs from question to question: nothing leads
from it to the other answers of who wrote it. A page names it by a key that only we can make.
"""

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.content import written_in
from app.language.tags import DEFAULT, LANGUAGES
from surveys.models import Remark
from surveys.questionnaire import OTHER, QUADRANTS, TEXTS, Question, Questionnaire
from surveys.results.columns import Cell, asked
from surveys.results.table import Selection, Table


@dataclass(frozen=True, slots=True)
class Source:
    """Where texts were typed: a question, its "other", or an interviewer's note. `name` is that of
    the entry: "q", "q:other", "q:note"."""

    name: str
    question: Question


@dataclass(frozen=True, slots=True)
class Entry:
    """One text. `part` is the quadrant of a SWOT board, else empty; `languages`: those it may be
    written in; `measure_id`: what it was taken over as."""

    key: str
    text: str
    part: str = ""
    languages: tuple[str, ...] = ()
    state: str = "new"
    measure_id: int | None = None
    tags: tuple[str, ...] = ()
    translations: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """What its letters say, never that of its writer's phone. Found only of what is shown: of
        all texts of a city it takes a second."""
        return written_in(self.text, self.languages[0], self.languages) if self.languages else ""

    def has(self, words: str) -> bool:
        """Whether all these words stand in it, in its translations, or among its tags."""
        if not words:
            return True
        told = " ".join((self.text, *self.translations.values(), *self.tags)).casefold()
        return all(word in told for word in words.casefold().split())


def sources(table: Table) -> tuple[Source, ...]:
    """All places where people typed something that is shown, in the order of the questions."""
    found = []
    for question in asked(table.questionnaire):
        own = question.kind in TEXTS or question.kind == "swot"
        for name in (question.name, f"{question.name}:{OTHER}", f"{question.name}:note"):
            if name in table.columns and (own or ":" in name):
                found.append(Source(name, question))
    return tuple(found)


def entries(
    session: Session, selection: Selection, source: Source, secret: str
) -> tuple[Entry, ...]:
    """The texts of these people, in an order that tells nothing of them."""
    table = selection.table
    column = table.columns[source.name]
    remarks, spoken = _remarks(session, source.name), languages(table.questionnaire)
    found = []
    for person in selection.persons(source.name):
        id = table.ids[person]
        for number, (part, text) in enumerate(texts_of(column[person])):
            key = key_of(secret, id, source.name, number)
            entry, row = Entry(key, text, part, spoken), remarks.get((id, number))
            found.append(_remarked(entry, row) if row else entry)
    return tuple(sorted(found, key=attrgetter("key")))


def languages(questionnaire: Questionnaire) -> tuple[str, ...]:
    """In which its texts may be, the one it was written in first. Which one somebody answered in
    would be one more thing about them."""
    return tuple(tag for tag in questionnaire.languages if tag in LANGUAGES) or (DEFAULT,)


def _remarked(entry: Entry, row: Remark) -> Entry:
    return replace(
        entry,
        state=row.state,
        measure_id=row.measure_id,
        tags=tuple(row.tags),
        translations=dict(row.translations),
    )


def texts_of(cell: Cell) -> Iterator[tuple[str, str]]:
    """The texts of an answer, a quadrant's one after the other: quadrant, text."""
    if isinstance(cell, str):
        yield "", cell
    elif isinstance(cell, dict):
        for quadrant in QUADRANTS:
            texts = cell.get(quadrant)
            for text in texts if isinstance(texts, list) else ():
                yield quadrant, text


def _remarks(session: Session, name: str) -> dict[tuple[str, int], Remark]:
    rows = session.scalars(select(Remark).where(Remark.question == name))
    return {(row.response_id, row.entry): row for row in rows}


def key_of(secret: str, id: str, name: str, number: int) -> str:
    """The key of somebody's text with this number, at the source of this name."""
    told = f"{id}\0{name}\0{number}".encode()
    return hmac.digest(secret.encode(), told, "sha256").hex()[:24]
