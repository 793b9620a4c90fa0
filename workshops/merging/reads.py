"""What others ask of merging: what is there already, and whose words stand behind a measure."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.content import best_text
from workshops.agenda.room import Room
from workshops.measures.candidates import measures_by_field
from workshops.merging import across, model
from workshops.merging.forest import tree_of
from workshops.merging.ideas import item_of
from workshops.merging.reading import reading
from workshops.merging.similar import NEAR, Item, base, likeness
from workshops.merging.vocabulary import words_of
from workshops.models import Measure


@dataclass(frozen=True, slots=True)
class Similar:
    """A measure that is there already. `score`: how alike it is, 0 to 1."""

    id: int
    texts: dict[str, str]
    original: str  # the language it was written in
    score: float

    def text(self, language: str) -> str:
        return best_text(self.texts, language, self.original)


def similar_to(
    session: Session, room: Room, field_id: int, text: str, language: str, most: int = 3
) -> tuple[Similar, ...]:
    """Measures of this field that the room may see and that say much the same, best first.

    Across languages where there is a translation, or where the extra is installed.
    """
    fields = measures_by_field(session, room.id)
    here = [id for id, field in fields.items() if field == field_id]
    rows = session.execute(
        select(Measure.id, Measure.texts, Measure.language)
        .where(Measure.id.in_(here))
        .order_by(Measure.id)
    ).all()
    typed = Item(0, ((base(language), text),))
    read = reading(text, base(language))
    scores: dict[int | str, float] = {}
    foreign: list[Item] = []
    for row in rows:
        item = item_of(row.id, row.texts, row.language)
        theirs = dict(item.texts).get(base(language))
        if theirs is not None:
            scores[row.id] = likeness(read, reading(theirs, base(language)))
        elif any(words_of(said, "") == words_of(text, "") for _, said in item.texts):
            scores[row.id] = 1.0  # the very same words: somebody's phone speaks another language
        else:
            foreign.append(item)
    if foreign and read.words and model.available():
        model.read([text])
        model.read_later(sorted(across.texts_of([typed, *foreign])))
        scores |= across.nearness(typed, foreign)
    found = [
        Similar(row.id, row.texts, row.language, scores[row.id])
        for row in rows
        if scores.get(row.id, 0.0) >= NEAR
    ]
    return tuple(sorted(found, key=lambda one: -one.score)[:most])


@dataclass(frozen=True, slots=True)
class SourceText:
    """The words of one source, as they were written."""

    text: str
    language: str


def source_texts(
    session: Session, measure_ids: Collection[int]
) -> dict[int, tuple[SourceText, ...]]:
    """Merged measure -> the wordings that are merged in it, its own among them if it was retitled.

    Text only, for everybody: nothing here tells of whom.
    """
    tree = tree_of(session, measure_ids)
    rows = session.execute(
        select(Measure.id, Measure.texts, Measure.language, Measure.unmerged)
        .where(Measure.id.in_({*tree, *tree.values()}))
        .order_by(Measure.id)
    )
    found: dict[int, list[SourceText]] = {}
    for id, texts, language, own in rows:
        root = tree.get(id, id)
        if own is not None and own["titled"]:
            found.setdefault(root, []).append(
                SourceText(own["texts"][own["language"]], own["language"])
            )
        elif id in tree:
            found.setdefault(root, []).append(SourceText(texts[language], language))
    return {root: tuple(dict.fromkeys(them)) for root, them in found.items()}
