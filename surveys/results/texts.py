"""Free texts for the office: read, searched, tagged, translated, shown or hidden.

A text stands alone, in an order of its own that differs from question to question: nothing leads
from it to the other answers of who wrote it. A page names it by a key that only we can make.
"""

import hmac
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.content import written_in
from app.language.tags import DEFAULT, LANGUAGES
from app.refused import Missing
from surveys.models import Remark
from surveys.questionnaire import OTHER, QUADRANTS, TEXTS, Question, Questionnaire
from surveys.results.columns import Cell, asked
from surveys.results.summaries import Board, Summary, Texts
from surveys.results.table import Selection, Table

Marked: TypeAlias = Mapping[str, Counter[tuple[str, str]]]
"""Question → quadrant and text → how often the office has hidden it, or approved it."""

STATES = ("new", "shown", "hidden")
MOST_TAGS, LONGEST_TAG, LONGEST_TRANSLATION = 10, 40, 5000


@dataclass(frozen=True, slots=True)
class Source:
    """Where texts were typed: a question, its "other", or an interviewer's note. `name` is that of
    the entry: "q", "q:other", "q:note"."""

    name: str
    question: Question


@dataclass(frozen=True, slots=True)
class Entry:
    """One text. `part` is the quadrant of a SWOT board, else empty; `language`: what its
    letters say, never that of its writer's phone; `measure_id`: what it was taken over as."""

    key: str
    text: str
    part: str = ""
    language: str = ""
    state: str = "new"
    measure_id: int | None = None
    tags: tuple[str, ...] = ()
    translations: Mapping[str, str] = field(default_factory=dict)

    def has(self, words: str) -> bool:
        """Whether all these words stand in it, in its translations, or among its tags."""
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
    remarks = _remarks(session, source.name)
    found = []
    for person in selection.persons(source.name):
        id = table.ids[person]
        for number, (part, text) in enumerate(_texts(column[person])):
            key = _key(secret, id, source.name, number)
            entry = Entry(key, text, part, written_in(text, *languages(table.questionnaire)))
            found.append(_remarked(entry, remarks.get((id, number))))
    return tuple(sorted(found, key=lambda one: one.key))


def languages(questionnaire: Questionnaire) -> tuple[str, tuple[str, ...]]:
    """In which its texts may be: the one it was written in, and all. Which one somebody answered
    in would be one more thing about them."""
    known = tuple(tag for tag in questionnaire.languages if tag in LANGUAGES) or (DEFAULT,)
    return known[0], known


def _remarked(entry: Entry, row: Remark | None) -> Entry:
    if row is None:
        return entry
    return replace(
        entry,
        state=row.state,
        measure_id=row.measure_id,
        tags=tuple(row.tags),
        translations=dict(row.translations),
    )


def _texts(cell: Cell) -> Iterator[tuple[str, str]]:
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


def marked(session: Session, table: Table, state: str) -> Marked:
    """The texts that the office has hidden ("hidden") or approved ("shown")."""
    rows = session.execute(
        select(Remark.response_id, Remark.question, Remark.entry).where(Remark.state == state)
    ).all()
    places = {id: place for place, id in enumerate(table.ids)} if rows else {}
    found: dict[str, Counter[tuple[str, str]]] = {}
    for id, name, entry in rows:
        if id in places and name in table.columns:
            texts = list(_texts(table.columns[name][places[id]]))
            found.setdefault(name, Counter()).update(texts[entry : entry + 1])
    return found


def without(found: Summary, hidden: Marked) -> Summary:
    """The same without texts that are hidden: they are counted, but not read."""
    away = Counter(hidden.get(found.question.name, {}))
    if not away:
        return found
    if isinstance(found.parts, Texts):
        return replace(found, parts=Texts(_kept("", found.parts.entries, away)))
    if isinstance(found.parts, Board):
        quadrants = ((name, _kept(name, texts, away)) for name, texts in found.parts.quadrants)
        return replace(found, parts=Board(tuple(quadrants)))
    return found


def _kept(part: str, texts: tuple[str, ...], away: Counter[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(text for _, text in (Counter((part, one) for one in texts) - away).elements())


def _key(secret: str, id: str, name: str, number: int) -> str:
    told = f"{id}\0{name}\0{number}".encode()
    return hmac.digest(secret.encode(), told, "sha256").hex()[:24]


def remark(
    session: Session,
    table: Table,
    source: Source,
    key: str,
    secret: str,
    *,
    state: str,
    tags: tuple[str, ...],
    language: str,
    translation: str,
) -> None:
    """Keep what the office makes of one text; an empty translation takes away that one.

    Raises:
        Missing: no text that is shown has this key.
    """
    row = remark_row(session, table, source, key, secret)
    row.state, row.tags = state, list(tags)
    others = {tag: text for tag, text in row.translations.items() if tag != language}
    row.translations = {**others, language: translation} if translation else others
    session.flush()


def remark_row(session: Session, table: Table, source: Source, key: str, secret: str) -> Remark:
    """What is made of the text with this key; of one of which nothing is made yet, a new row.

    Raises:
        Missing: no text that is shown has this key.
    """
    id, number = _found(table, source, key, secret)
    row = session.get(Remark, (id, source.name, number))
    if row is None:
        row = Remark(
            response_id=id,
            question=source.name,
            entry=number,
            tags=[],
            translations={},
            state="new",
        )
        session.add(row)
    return row


def _found(table: Table, source: Source, key: str, secret: str) -> tuple[str, int]:
    column = table.columns[source.name]
    for person in table.select({}).persons(source.name):
        for number, _ in enumerate(_texts(column[person])):
            if hmac.compare_digest(_key(secret, table.ids[person], source.name, number), key):
                return table.ids[person], number
    raise Missing
