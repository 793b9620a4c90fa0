"""Cards with personal codes: made, blocked, replaced, required. All of it goes into the journal."""

import datetime as dt
import secrets
from collections.abc import Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.database.ledger import changed
from app.refused import Missing, Refused, say, say_n
from workshops.agenda.room import room_changed, screens_changed
from workshops.codes.rules import MOST, code_of, digest_of
from workshops.journal.services import did, noted
from workshops.models import Device, Participant, PersonalCode, Workshop
from workshops.participants.guest import identities_topic

SALT_BYTES = 8
NEW_KEY_BYTES = 24


def make_cards(
    session: Session, workshop_id: int, count: int, *, secret: str, now: dt.datetime
) -> range:
    """Make `count` further cards; returns their numbers.

    Raises:
        Missing: a group: its people have the cards of the workshop around it.
        Refused: there would be too many.
    """
    _alone(session, workshop_id)
    last = session.scalar(
        select(func.max(PersonalCode.number)).where(PersonalCode.workshop_id == workshop_id)
    )
    first = (last or 0) + 1
    if first + count - 1 > MOST:
        raise Refused(say("At most %(most)d cards can be made for one workshop.", most=MOST), 422)
    for number in range(first, first + count):
        card = PersonalCode(
            workshop_id=workshop_id,
            number=number,
            salt="",
            digest="",
            participant_id=None,
            created_at=now,
            revoked_at=None,
        )
        _give_code(session, card, secret)
        session.add(card)
    session.flush()
    did(session, say_n("%(num)d card was made", "%(num)d cards were made", count))
    return range(first, first + count)


def block_card(session: Session, workshop_id: int, number: int, *, now: dt.datetime) -> None:
    """The card opens nothing any more, and who has opened it can do nothing any more.

    Their dots and ideas stay: whoever took dots away by a card's number could read in the result
    whose they were. Blocking what is blocked changes nothing.

    Raises:
        Missing: no such card.
    """
    card = _card(session, workshop_id, number)
    if card.revoked_at is None:
        card.revoked_at = now
        _set_revoked(session, card, now)
    did(session, say("Card %(number)d was blocked", number=number))


def unblock_card(session: Session, workshop_id: int, number: int) -> None:
    """The card is valid again, and so are the browsers on which it was opened."""
    card = _card(session, workshop_id, number)
    if card.revoked_at is not None:
        card.revoked_at = None
        _set_revoked(session, card, None)
    did(session, say("Card %(number)d is valid again", number=number))


def replace_card(session: Session, workshop_id: int, number: int, *, secret: str) -> None:
    """A new code for the same person: the old card and the browsers that have opened it are out.

    Who opens the new card goes on with the dots and ideas of the old one.

    Raises:
        Missing: no such card.
    """
    card = _card(session, workshop_id, number)
    _give_code(session, card, secret)
    card.revoked_at = None
    _set_revoked(session, card, None)
    _sign_out(session, card)
    did(session, say("Card %(number)d was replaced by a new one", number=number))


def require_cards(session: Session, workshop_id: int, required: bool) -> None:
    """Whether only personal codes let people in. Who has joined before stays."""
    workshop = _alone(session, workshop_id)
    workshop.codes_required = required
    did(
        session,
        say("Only personal codes let people in")
        if required
        else say("Everybody may join without a personal code"),
    )
    session.flush()
    room_changed(session, workshop_id)


def _give_code(session: Session, card: PersonalCode, secret: str) -> None:
    """A code that nobody else has, and that this card has not had."""
    while True:
        salt = secrets.token_hex(SALT_BYTES)
        digest = digest_of(secret, code_of(secret, card.workshop_id, card.number, salt))
        known = select(PersonalCode.id).where(PersonalCode.digest == digest)
        if session.scalar(known) is None:
            card.salt, card.digest = salt, digest
            return


def _set_revoked(session: Session, card: PersonalCode, moment: dt.datetime | None) -> None:
    """For the person themself and for who they are in the groups."""
    for person in _people(session, card):
        if person.revoked_at != moment:
            _note(session, person, revoked_at=moment)
    _told(session, card.workshop_id)


def _sign_out(session: Session, card: PersonalCode) -> None:
    """Take the participant away from all browsers that have them."""
    own = session.get(Participant, card.participant_id) if card.participant_id else None
    if own is None:
        return
    for device in session.scalars(select(Device).where(Device.participant_id == own.id)):
        key = (device.workshop_id, device.key)
        before = {"workshop_id": key[0], "key": key[1], "participant_id": own.id}
        noted(session, "devices", key, before, None)
    session.execute(delete(Device).where(Device.participant_id == own.id))
    _note(session, own, key=f"card/{secrets.token_hex(NEW_KEY_BYTES)}")


def _people(session: Session, card: PersonalCode) -> Sequence[Participant]:
    if card.participant_id is None:
        return ()
    person = (Participant.id == card.participant_id) | (
        Participant.person_id == card.participant_id
    )
    return session.scalars(select(Participant).where(person).order_by(Participant.id)).all()


def _note(session: Session, person: Participant, **values: str | dt.datetime | None) -> None:
    """Change a participant, so that it can be undone."""
    before = {name: _plain(getattr(person, name)) for name in values}
    after = {name: _plain(value) for name, value in values.items()}
    noted(session, "participants", (person.id,), before, after)
    session.execute(update(Participant).where(Participant.id == person.id).values(values))


def _plain(value: str | dt.datetime | None) -> str | None:
    return value.isoformat() if isinstance(value, dt.datetime) else value


def _told(session: Session, workshop_id: int) -> None:
    session.flush()
    changed(session, identities_topic(workshop_id))
    screens_changed(session, workshop_id)


def _card(session: Session, workshop_id: int, number: int) -> PersonalCode:
    """The card, while nobody opens it."""
    _alone(session, workshop_id)
    card = session.scalars(
        select(PersonalCode)
        .where(PersonalCode.workshop_id == workshop_id, PersonalCode.number == number)
        .with_for_update()
    ).one_or_none()
    if card is None:
        raise Missing
    return card


def _alone(session: Session, workshop_id: int) -> Workshop:
    """The workshop, while nobody joins it."""
    workshop = session.scalars(
        select(Workshop)
        .where(Workshop.id == workshop_id, Workshop.parent_id.is_(None))
        .with_for_update(key_share=True)
    ).one_or_none()
    if workshop is None:
        raise Missing
    return workshop
