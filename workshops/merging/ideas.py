"""The measures of a room, as the pages of merging need them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.language.content import best_text
from workshops.agenda.room import Field, Room
from workshops.measures.candidates import fields_of_nodes, measures_by_field
from workshops.merging.similar import Item, base
from workshops.merging.vocabulary import words_of
from workshops.models import Measure

FOUND = 40  # measures of a search


@dataclass(frozen=True, slots=True)
class Idea:
    """A measure, for the pages of merging. `field` is None where the room has it no more."""

    id: int
    texts: dict[str, str]
    original: str  # the language it was written in
    field: Field | None
    state: str
    origin: str

    def text(self, language: str) -> str:
        return best_text(self.texts, language, self.original)

    def shown_in(self, language: str) -> str:
        """The language that `text` is in."""
        return language if language in self.texts else self.original


def ideas_of(session: Session, room: Room) -> dict[int, Idea]:
    """All measures under the room's fields, whatever their state; "deleted" is one here."""
    fields = {field.id: field for field in room.fields}
    places = {node: fields.get(id) for node, id in fields_of_nodes(session, room.id).items()}
    return ideas_where(session, Measure.node_id.in_(places), places)


def ideas_where(
    session: Session, wanted: ColumnElement[bool], places: Mapping[int, Field | None]
) -> dict[int, Idea]:
    """The measures that are `wanted`, by their id. `places`: node -> field; others are left out."""
    rows = session.execute(
        select(
            Measure.id,
            Measure.node_id,
            Measure.texts,
            Measure.language,
            Measure.state,
            Measure.origin,
            Measure.deleted_at,
        )
        .where(wanted)
        .order_by(Measure.id)
    )
    return {
        row.id: Idea(
            row.id,
            row.texts,
            row.language,
            places[row.node_id],
            "deleted" if row.deleted_at else row.state,
            row.origin,
        )
        for row in rows
        if row.node_id in places
    }


def item_of(id: int, texts: Mapping[str, str], original: str) -> Item:
    """A measure as it is compared, in all languages it is there in."""
    found = {base(original): texts[original]}
    for language, text in texts.items():
        found.setdefault(base(language), text)
    return Item(id, tuple(found.items()))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a search has found. `more`: further ones that are not listed."""

    ideas: tuple[Idea, ...]
    more: int


def find(session: Session, room: Room, words: str, chosen: Collection[int] = ()) -> Choice:
    """The room's measures with all of these words in one of their languages, those chosen first.

    Without words, all of them.
    """
    ideas = ideas_of(session, room)
    here = [ideas[id] for id in measures_by_field(session, room.id) if id in ideas]
    return choice(here, words, chosen)


def choice(here: Iterable[Idea], words: str, chosen: Collection[int]) -> Choice:
    """Those of these with all of the words, the chosen ones first."""
    here = list(here)
    kept = [idea for idea in here if idea.id in chosen]
    found = [idea for idea in here if idea.id not in chosen and _holds(idea, words)]
    return Choice((*kept, *found[:FOUND]), max(0, len(found) - FOUND))


def _holds(idea: Idea, words: str) -> bool:
    for language, text in idea.texts.items():
        there = " ".join(words_of(text, base(language)))
        if all(word in there for word in words_of(words, base(language))):
            return True
    return False
