"""What others have proposed, for phones: what the room may see, and only where it is wanted."""

import zlib
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.language.content import best_text
from app.refused import Missing
from workshops.agenda.room import Field, Room, room
from workshops.measures.candidates import fields_of_nodes
from workshops.models import Measure
from workshops.participants.guest import Guest

PAGE = 20  # ideas at first, and how many more each time
MOST = 500


@dataclass(frozen=True, slots=True)
class OthersIdea:
    """An idea of somebody else; nothing here tells of whom."""

    id: int
    texts: dict[str, str]
    original: str  # the language it was written in

    def text(self, language: str) -> str:
        return best_text(self.texts, language, self.original)


@dataclass(frozen=True, slots=True)
class OthersPage:
    """Ideas of others in one field, the newest first. `field` None: none has been chosen yet."""

    fields: tuple[Field, ...]
    field: Field | None
    ideas: tuple[OthersIdea, ...]
    all: int
    shown: int  # how many were asked for
    more: int | None  # how many to ask for next; None where all are here


def others(
    session: Session, who: Guest, field_id: int | None = None, shown: int = PAGE
) -> OthersPage:
    """What others have proposed in this field.

    Raises:
        Missing: the moderator has not allowed it, or the field is not one of this workshop's.
    """
    here = room(session, who.workshop_id)
    if not here.others_shown:
        raise Missing
    if field_id is None and len(here.fields) == 1:
        field_id = here.fields[0].id
    if field_id is None:
        return OthersPage(here.fields, None, (), 0, shown, None)
    field = next((one for one in here.fields if one.id == field_id), None)
    if field is None:
        raise Missing
    nodes = [node for node, top in fields_of_nodes(session, here.id).items() if top == field_id]
    theirs = _visible(here.id).where(
        Measure.node_id.in_(nodes), Measure.participant_id.is_distinct_from(who.id)
    )
    all = session.scalar(select(func.count()).select_from(theirs.subquery())) or 0
    shown = min(shown, MOST)
    rows = session.execute(theirs.order_by(Measure.id.desc()).limit(shown))
    ideas = tuple(OthersIdea(row.id, row.texts, row.language) for row in rows)
    more = shown + PAGE if all > shown and shown < MOST else None
    return OthersPage(here.fields, field, ideas, all, shown, more)


def news_of_ideas(session: Session, here: Room) -> int:
    """Another number whenever the moderator has decided on an idea, or one that is decided on has
    another wording. An idea that waits changes nothing."""
    query = (
        select(Measure.id, Measure.state, Measure.merged_into_id, Measure.texts, Measure.language)
        .where(
            Measure.workshop_id == here.id,
            Measure.state != "proposed",
            Measure.deleted_at.is_(None),
        )
        .order_by(Measure.id)
    )
    return zlib.crc32(repr([tuple(row) for row in session.execute(query)]).encode())


def _visible(workshop_id: int) -> Select[int, dict[str, str], str]:
    return select(Measure.id, Measure.texts, Measure.language).where(
        Measure.workshop_id == workshop_id,
        Measure.state == "approved",
        Measure.deleted_at.is_(None),
        Measure.merged_into_id.is_(None),
    )
