"""Joining a workshop, and what a phone shows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.refused import Missing
from workshops.agenda.kinds import OwnPage, kind_of
from workshops.agenda.room import Room, room, screens_changed
from workshops.models import Participant, Workshop
from workshops.participants.guest import Guest


@dataclass(frozen=True, slots=True)
class Welcome:
    """What someone sees who has not joined yet. The first language is the workshop's default."""

    code: str
    title: str
    place: str
    date: dt.date | None
    languages: tuple[str, ...]


def welcome(session: Session, code: str) -> Welcome:
    """The workshop with this code.

    Raises:
        Missing: there is none.
    """
    query = select(
        Workshop.code, Workshop.title, Workshop.place, Workshop.date, Workshop.languages
    ).where(Workshop.code == code)
    row = session.execute(query).one_or_none()
    if row is None:
        raise Missing
    return Welcome(row.code, row.title, row.place, row.date, tuple(row.languages))


def guest_of(session: Session, code: str, key: str) -> Guest | None:
    """Who in this workshop has this key."""
    row = session.execute(
        select(Participant.id, Participant.workshop_id, Workshop.code)
        .join(Workshop, Workshop.id == Participant.workshop_id)
        .where(Workshop.code == code, Participant.key == key)
    ).one_or_none()
    return Guest(*row) if row else None


def join(session: Session, code: str, *, key: str, language: str, now: dt.datetime) -> Guest:
    """Become a participant. Whoever has joined already stays who they are.

    Follows: console and projector hear of one person more.

    Raises:
        Missing: there is no such workshop.
    """
    # Locked, so that two who join at once do not get the same number (PostgreSQL).
    workshop_id = session.scalar(
        select(Workshop.id).where(Workshop.code == code).with_for_update(key_share=True)
    )
    if workshop_id is None:
        raise Missing
    known = guest_of(session, code, key)
    if known:
        return known
    query = select(func.max(Participant.number)).where(Participant.workshop_id == workshop_id)
    participant = Participant(
        workshop_id=workshop_id,
        key=key,
        number=(session.scalar(query) or 0) + 1,
        language=language,
        draft=None,
        joined_at=now,
    )
    session.add(participant)
    session.flush()
    screens_changed(session, workshop_id)
    return Guest(participant.id, workshop_id, code)


def choose_language(session: Session, who: Guest, language: str) -> None:
    """Remember which language this person reads: the moderator sees how many read which."""
    session.execute(
        update(Participant)
        .where(Participant.id == who.id, Participant.language != language)
        .values(language=language)
    )
    screens_changed(session, who.workshop_id)


@dataclass(frozen=True, slots=True)
class PhonePage:
    """A person's page of the present step. `stamp` changes when phones must show it anew."""

    room: Room
    own: OwnPage
    stamp: str
    waits: bool  # there is nothing to type or tap, so the page may reload by itself
    data: Any


def phone_page(session: Session, who: Guest) -> PhonePage:
    """What this person's phone shows now, all of it as of one moment."""
    here = room(session, who.workshop_id)
    own = kind_of(here.step.kind).phone
    return PhonePage(
        here,
        own,
        _stamp(session, here),
        here.step.state in own.waits,
        own.read(session, here, who),
    )


def stamp(session: Session, workshop_id: int) -> str:
    """The room's step, its state and version: the same for all phones."""
    return _stamp(session, room(session, workshop_id))


def _stamp(session: Session, here: Room) -> str:
    version = kind_of(here.step.kind).version(session, here)
    return f"{here.step.id}.{here.step.state}.{version}"
