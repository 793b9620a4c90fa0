"""Merging as the room sees it: all measures on the wall, on a phone what became of one's own."""

import zlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.content import best_text
from workshops.agenda.room import Field, Room
from workshops.measures.candidates import measures_by_field
from workshops.merging.forest import forest_of
from workshops.merging.ideas import Idea, ideas_of
from workshops.merging.rules import root_of, trees
from workshops.models import Measure
from workshops.participants.guest import Guest


@dataclass(frozen=True, slots=True)
class WallRow:
    """A measure on the wall; `ideas`: how many it stands for."""

    idea: Idea
    ideas: int

    def text(self, language: str, /) -> str:
        return self.idea.text(language)


@dataclass(frozen=True, slots=True)
class WallField:
    field: Field
    rows: tuple[WallRow, ...]


@dataclass(frozen=True, slots=True)
class MergedWall:
    """All measures by field; fields without one are left out."""

    fields: tuple[WallField, ...]
    measures: int
    merged: int  # measures that stand for several ideas


def wall_of_measures(session: Session, room: Room) -> MergedWall:
    """The measures that the room has before it, in the order of the concept."""
    ideas, grown = ideas_of(session, room), trees(forest_of(session, room.id))
    here = measures_by_field(session, room.id)
    rows = {id: WallRow(ideas[id], len(grown.get(id, ())) + 1) for id in here if id in ideas}
    parts = [
        WallField(
            field, tuple(rows[id] for id, at in here.items() if at == field.id and id in rows)
        )
        for field in room.fields
    ]
    merged = sum(1 for row in rows.values() if row.ideas > 1)
    return MergedWall(tuple(part for part in parts if part.rows), len(rows), merged)


@dataclass(frozen=True, slots=True)
class OwnIdea:
    """An idea of this person. `became`: the measure that it is part of now, None where none."""

    id: int
    text: str
    language: str
    field: Field | None
    state: str
    became: Idea | None
    ideas: int  # how many ideas the measure that it is, or is part of, stands for


@dataclass(frozen=True, slots=True)
class MergePhone:
    own: tuple[OwnIdea, ...]


def merge_phone(session: Session, room: Room, guest: Guest) -> MergePhone:
    """What a person has proposed, and what became of it."""
    ideas, forest = ideas_of(session, room), forest_of(session, room.id)
    grown = trees(forest)
    rows = session.execute(
        select(Measure.id, Measure.texts, Measure.language, Measure.state, Measure.unmerged)
        .where(Measure.participant_id == guest.id, Measure.deleted_at.is_(None))
        .where(Measure.state != "withdrawn")
        .order_by(Measure.id.desc())
    )
    own = []
    for row in rows:
        root = root_of(forest, row.id)
        mine = row.unmerged or {"language": row.language, "texts": row.texts}
        text = best_text(mine["texts"], mine["language"], mine["language"])
        retitled = root == row.id and row.texts.get(row.language) != text
        own.append(
            OwnIdea(
                row.id,
                text,
                mine["language"],
                ideas[row.id].field if row.id in ideas else None,
                row.state,
                ideas.get(root) if root != row.id or retitled else None,
                len(grown.get(root, ())) + 1,
            )
        )
    return MergePhone(tuple(own))


def merged_version(session: Session, room: Room) -> int:
    """Another number whenever phones have something else to show."""
    forest = forest_of(session, room.id)
    texts = session.execute(
        select(Measure.id, Measure.texts, Measure.state)
        .where(Measure.id.in_({root_of(forest, id) for id in forest}))
        .order_by(Measure.id)
    )
    shown = (sorted(forest.items()), [tuple(row) for row in texts])
    return zlib.crc32(repr(shown).encode())
