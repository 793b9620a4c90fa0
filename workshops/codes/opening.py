"""Opening a card: a browser becomes the person whom the card is for."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from app.database.ledger import changed
from app.refused import Missing, Refused
from workshops.agenda.room import family_changed, screens_changed
from workshops.models import Device, Dots, Participant, PersonalCode, Rating, Step, Workshop
from workshops.participants.guest import identities_topic
from workshops.participants.services import BLOCKED, person_with

JOIN, RESUME, SAME = "join", "resume", "same"
ADOPT, SWITCH, EXCHANGE = "adopt", "switch", "exchange"
BLOCKED_CARD = "blocked"


@dataclass(frozen=True, slots=True)
class CardPage:
    """What opening the card would do in this browser.

    JOIN: the card is new, and so is the person. RESUME: it was opened elsewhere before. SAME: it
    is open here already. ADOPT: this browser has joined without a card, and the card is new.
    SWITCH: it has joined without a card, and the card is somebody already. EXCHANGE: another
    card is open here. BLOCKED_CARD: it opens nothing.
    """

    code: str  # of the workshop
    title: str
    languages: tuple[str, ...]
    outcome: str


def card_page(session: Session, digest: str, key_in: Callable[[str], str | None]) -> CardPage:
    """`key_in` gives this browser's key in the workshop with a code, None where it has none.

    Raises:
        Missing: there is no such card.
    """
    row = session.execute(
        select(Workshop.code, Workshop.title, Workshop.languages, PersonalCode)
        .join(Workshop, Workshop.id == PersonalCode.workshop_id)
        .where(PersonalCode.digest == digest, Workshop.removed_at.is_(None))
    ).one_or_none()
    if row is None:
        raise Missing
    outcome = _outcome(row.PersonalCode, _here(session, row.code, key_in(row.code)))
    return CardPage(row.code, row.title, tuple(row.languages), outcome)


def open_card(
    session: Session,
    digest: str,
    *,
    key: str,
    before: str | None,
    language: str,
    now: dt.datetime,
) -> str:
    """This browser becomes the person of the card; returns what that meant (see `CardPage`).

    `key` is new, and becomes one more browser of the person. `before` is the key of who this
    browser was until now. Opening a card again changes nothing. Where somebody has joined without
    a card and the card is another person already, their open ballots are emptied: one person
    votes once. What they have proposed, and what is counted in closed votes, stays.

    Raises:
        Missing: there is no such card. Refused: it was blocked.
    """
    workshop = session.execute(
        select(Workshop.id, Workshop.code)
        .join(PersonalCode, PersonalCode.workshop_id == Workshop.id)
        .where(PersonalCode.digest == digest, Workshop.removed_at.is_(None))
        .with_for_update(of=Workshop, key_share=True)
    ).one_or_none()
    card = session.scalars(
        select(PersonalCode).where(PersonalCode.digest == digest).with_for_update()
    ).one_or_none()
    if workshop is None or card is None:
        raise Missing
    here = _here(session, workshop.code, before)
    outcome = _outcome(card, here)
    if outcome == BLOCKED_CARD:
        raise Refused(BLOCKED, 403)
    if outcome == SAME:
        return outcome
    if outcome == SWITCH and here is not None:
        _take_back(session, here, now)
    if outcome == ADOPT and here is not None:
        card.participant_id = here.id
        session.execute(update(Participant).where(Participant.id == here.id).values(origin="code"))
    if card.participant_id is None:
        card.participant_id = _new_person(session, card, key, language, now)
    else:
        session.add(Device(workshop_id=workshop.id, key=key, participant_id=card.participant_id))
    session.flush()
    screens_changed(session, workshop.id)
    return outcome


def _here(session: Session, code: str, key: str | None) -> Participant | None:
    """Who this browser is at present; nobody if their card was blocked."""
    found = person_with(session, code, key) if key else None
    person = session.get(Participant, found.id) if found else None
    return person if person and person.revoked_at is None else None


def _outcome(card: PersonalCode, here: Participant | None) -> str:
    if card.revoked_at is not None:
        return BLOCKED_CARD
    if here is None:
        return JOIN if card.participant_id is None else RESUME
    if here.id == card.participant_id:
        return SAME
    if here.origin == "code":
        return EXCHANGE
    return ADOPT if card.participant_id is None else SWITCH


def _new_person(
    session: Session, card: PersonalCode, key: str, language: str, now: dt.datetime
) -> int:
    last = select(func.max(Participant.number)).where(Participant.workshop_id == card.workshop_id)
    person = Participant(
        workshop_id=card.workshop_id,
        key=key,
        number=(session.scalar(last) or 0) + 1,
        language=language,
        draft=None,
        joined_at=now,
        origin="code",
    )
    session.add(person)
    session.flush()
    return person.id


def _take_back(session: Session, person: Participant, now: dt.datetime) -> None:
    """Who goes on as somebody else takes their marks out of all that is still open."""
    own = select(Participant.id).where(
        or_(Participant.id == person.id, Participant.person_id == person.id)
    )
    people = session.scalars(own).all()
    # First, so that no dot is placed meanwhile: who places one locks this row (PostgreSQL).
    session.execute(update(Participant).where(Participant.id.in_(people)).values(revoked_at=now))
    still_open = select(Step.id).where(Step.state != "closed")  # or its opening was undone
    session.execute(
        delete(Dots).where(Dots.participant_id.in_(people), Dots.step_id.in_(still_open))
    )
    session.execute(
        delete(Rating).where(Rating.participant_id.in_(people), Rating.step_id.in_(still_open))
    )
    changed(session, identities_topic(person.workshop_id))
    family_changed(session, person.workshop_id)
