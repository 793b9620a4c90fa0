"""What the office makes of texts: shown or hidden, with tags and translations."""

import hmac
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Missing
from surveys.models import Remark
from surveys.results.summaries import Board, Summary, Texts
from surveys.results.table import Table
from surveys.results.texts import Source, key_of, texts_of

Marked: TypeAlias = Mapping[str, Counter[tuple[str, str]]]
"""Question → quadrant and text → how often the office has hidden it, or approved it."""

STATES = ("new", "shown", "hidden")
MOST_TAGS, LONGEST_TAG, LONGEST_TRANSLATION = 10, 40, 5000


def marked(session: Session, table: Table, state: str) -> Marked:
    """The texts that the office has hidden ("hidden") or approved ("shown")."""
    rows = session.execute(
        select(Remark.response_id, Remark.question, Remark.entry).where(Remark.state == state)
    ).all()
    places = {id: place for place, id in enumerate(table.ids)} if rows else {}
    found: dict[str, Counter[tuple[str, str]]] = {}
    for id, name, entry in rows:
        if id in places and name in table.columns:
            texts = list(texts_of(table.columns[name][places[id]]))
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
        for number, _ in enumerate(texts_of(column[person])):
            if hmac.compare_digest(key_of(secret, table.ids[person], source.name, number), key):
                return table.ids[person], number
    raise Missing
