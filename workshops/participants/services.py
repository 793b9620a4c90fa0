"""Joining a workshop, and what a phone shows."""

import datetime as dt
import zlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from app.database.base import AnyRow
from app.refused import Missing, Refused, say
from workshops.agenda.kinds import OwnPage, kind_of
from workshops.agenda.room import Room, room, screens_changed
from workshops.groups.reads import elsewhere
from workshops.measures.drafts import Draft, draft_of
from workshops.models import Device, Participant, Workshop
from workshops.participants.guest import Guest

BLOCKED = say(
    "This personal code was blocked. What you have done is kept. "
    "Please ask at the desk for a new card."
)


@dataclass(frozen=True, slots=True)
class Welcome:
    """What someone sees who has not joined yet. The first language is the workshop's default."""

    code: str
    title: str
    place: str
    date: dt.date | None
    languages: tuple[str, ...]
    codes_required: bool = False  # only personal codes let people in
    plenary: str = ""  # the title of the workshop that it is a group of


def welcome(session: Session, code: str) -> Welcome:
    """The workshop with this code. A group lets in whom the workshop lets in that it belongs to.

    Raises:
        Missing: there is none.
    """
    home = aliased(Workshop)
    row = session.execute(
        select(Workshop, home.title, home.codes_required)
        .outerjoin(home, home.id == Workshop.parent_id)
        .where(Workshop.code == code, Workshop.removed_at.is_(None))
    ).one_or_none()
    if row is None:
        raise Missing
    found, plenary, required = row
    return Welcome(
        found.code,
        found.title,
        found.place,
        found.date,
        tuple(found.languages),
        found.codes_required or bool(required),
        plenary or "",
    )


def guest_of(session: Session, code: str, key: str) -> Guest | None:
    """Who in this workshop has this key; nobody if their personal code was blocked."""
    row = person_with(session, code, key)
    return Guest(row.id, row.workshop_id, code) if row and row.revoked_at is None else None


def is_blocked(session: Session, code: str, key: str) -> bool:
    """Whether somebody in this workshop has this key, and may not use it any more."""
    row = person_with(session, code, key)
    return row is not None and row.revoked_at is not None


def person_with(session: Session, code: str, key: str) -> AnyRow | None:
    """The participant with this key, on their first browser or a further one: id, workshop_id and
    revoked_at."""
    person = select(Participant.id, Participant.workshop_id, Participant.revoked_at).join(
        Workshop, (Workshop.id == Participant.workshop_id) & Workshop.removed_at.is_(None)
    )
    first = person.where(Workshop.code == code, Participant.key == key)
    further = person.join(Device, Device.participant_id == Participant.id).where(
        Workshop.code == code, Device.workshop_id == Workshop.id, Device.key == key
    )
    return session.execute(first).one_or_none() or session.execute(further).one_or_none()


def join(session: Session, code: str, *, key: str, language: str, now: dt.datetime) -> Guest:
    """Become a participant. Whoever has joined already stays who they are.

    Follows: console and projector hear of one person more.

    Raises:
        Missing: there is no such workshop. Refused: only personal codes let people in.
    """
    # Locked, so that two who join at once do not get the same number (PostgreSQL).
    found = session.execute(
        select(Workshop.id, Workshop.codes_required)
        .where(Workshop.code == code, Workshop.removed_at.is_(None))
        .with_for_update(key_share=True)
    ).one_or_none()
    if found is None:
        raise Missing
    workshop_id = found.id
    known = person_with(session, code, key)
    if known and known.revoked_at is None:
        return Guest(known.id, workshop_id, code)
    if known:
        raise Refused(BLOCKED)
    if found.codes_required:
        raise Refused(say("You need a personal code for this workshop. Scan or type it."))
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
    rows = [id for id in (who.id, who.person_id) if id is not None]
    session.execute(
        update(Participant)
        .where(Participant.id.in_(rows), Participant.language != language)
        .values(language=language)
    )
    screens_changed(session, who.workshop_id, who.parent_id)


@dataclass(frozen=True, slots=True)
class PhonePage:
    """A person's page of the present step. `stamp` changes when phones must show it anew.

    `elsewhere`: the code of the workshop where this person is now: their group, or the plenary.
    `onward`: this is a result or the workshop's last page, and anybody may read what becomes of it.
    """

    room: Room
    own: OwnPage
    stamp: str
    news: int
    waits: bool  # there is nothing to type or tap, so the page may reload by itself
    draft: Draft  # what they were writing and have not sent
    me: str  # the same for all pages of this person in this workshop, and says nothing else
    elsewhere: str | None
    data: Any
    onward: bool


def phone_page(session: Session, who: Guest) -> PhonePage:
    """What this person's phone shows now, all of it as of one moment."""
    here = room(session, who.workshop_id)
    own = kind_of(here.step.kind).phone
    return PhonePage(
        here,
        own,
        _stamp(session, here),
        kind_of(here.step.kind).news(session, here),
        here.step.state in own.waits,
        draft_of(session, who),
        f"{zlib.crc32(f'{who.code}/{who.id}'.encode()):08x}",
        elsewhere(session, here, who),
        own.read(session, here, who),
        here.followed and _leads_onward(here),
    )


def _leads_onward(here: Room) -> bool:
    """Whether the room looks back here: not while people still vote or rate."""
    if here.step.kind == "results":
        return True
    over = here.step.state == "closed" or kind_of(here.step.kind).first_state == "open"
    return over and here.plenary is None and here.step == here.steps[-1]


@dataclass(frozen=True, slots=True)
class PhoneFrame:
    """What all phones follow: when the step must be shown anew, and when a part of it has news."""

    room: Room
    own: OwnPage
    stamp: str
    news: int


def phone_frame(session: Session, workshop_id: int) -> PhoneFrame:
    """The room's step, its state and version: the same for all phones."""
    here = room(session, workshop_id)
    kind = kind_of(here.step.kind)
    return PhoneFrame(here, kind.phone, _stamp(session, here), kind.news(session, here))


def _stamp(session: Session, here: Room) -> str:
    """In a group it also says where the plenary is, for phones follow that."""
    version = kind_of(here.step.kind).version(session, here)
    now = f"{here.step.id}.{here.step.state}.{version}"
    if here.plenary is None:
        return now
    if not here.plenary.meets:
        return f"plenary.{here.plenary.step_id}.{now}"
    return f"{now}.{here.plenary.mark}"
