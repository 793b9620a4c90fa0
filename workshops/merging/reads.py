"""Which measures look alike, and what has become of those that were merged."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.content import best_text
from workshops.agenda.room import Room
from workshops.measures.candidates import measures_by_field
from workshops.merging.reading import reading
from workshops.merging.similar import NEAR, likeness
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
    """Measures of this field that the room may see and that say much the same, best first."""
    fields = measures_by_field(session, room.id)
    here = [id for id, field in fields.items() if field == field_id]
    rows = session.execute(
        select(Measure.id, Measure.texts, Measure.language)
        .where(Measure.id.in_(here), Measure.merged_into_id.is_(None))
        .order_by(Measure.id)
    )
    found = []
    for row in rows:
        if language in row.texts:
            score = likeness(reading(text, language), reading(row.texts[language], language))
            if score >= NEAR:
                found.append(Similar(row.id, row.texts, row.language, score))
    return tuple(sorted(found, key=lambda one: -one.score)[:most])
