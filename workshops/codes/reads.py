"""What the moderator knows of the cards: which were used, never for what."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.documents.pdf import Words, said
from app.refused import Missing, say
from workshops.codes.rules import code_of
from workshops.models import Participant, PersonalCode, Workshop

SENTENCE = say("Only for you. It works in the whole workshop, on every device.")


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card in the list. `state`: "new", "used" or "blocked"."""

    number: int
    state: str
    opened: bool  # somebody is this card's person, blocked or not


@dataclass(frozen=True, slots=True)
class CardsPage:
    """`without`: how many have joined without a card."""

    code: str
    title: str
    required: bool
    cards: tuple[CardLine, ...]
    without: int

    def count(self, state: str) -> int:
        return sum(card.state == state for card in self.cards)


def cards_of(session: Session, workshop_id: int) -> CardsPage:
    """
    Raises:
        Missing: a group: its people have the cards of the workshop around it.
    """
    workshop = _workshop(session, workshop_id)
    rows = session.scalars(
        select(PersonalCode)
        .where(PersonalCode.workshop_id == workshop_id)
        .order_by(PersonalCode.number)
    )
    without = select(func.count()).where(
        Participant.workshop_id == workshop_id,
        Participant.origin == "phone",
        Participant.revoked_at.is_(None),
    )
    return CardsPage(
        workshop.code,
        workshop.title,
        workshop.codes_required,
        tuple(CardLine(row.number, _state(row), row.participant_id is not None) for row in rows),
        session.scalar(without) or 0,
    )


def _state(card: PersonalCode) -> str:
    if card.revoked_at is not None:
        return "blocked"
    return "new" if card.participant_id is None else "used"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: number -> code, and the words that stand on every card."""

    code: str
    title: str
    language: str
    sentences: tuple[Words, ...]
    codes: Mapping[int, str]


def sheet_of(session: Session, workshop_id: int, numbers: range, secret: str) -> Sheet:
    """The valid cards among these numbers.

    Raises:
        Missing: there is none.
    """
    workshop = _workshop(session, workshop_id)
    cards = session.scalars(
        select(PersonalCode)
        .where(
            PersonalCode.workshop_id == workshop_id,
            PersonalCode.number >= numbers.start,
            PersonalCode.number < numbers.stop,
            PersonalCode.revoked_at.is_(None),
        )
        .order_by(PersonalCode.number)
    )
    codes = {card.number: code_of(secret, workshop_id, card.number, card.salt) for card in cards}
    if not codes:
        raise Missing
    return Sheet(
        workshop.code,
        workshop.title,
        workshop.languages[0],
        tuple(said(SENTENCE, tag) for tag in workshop.languages),
        codes,
    )


def _workshop(session: Session, workshop_id: int) -> Workshop:
    workshop = session.get(Workshop, workshop_id)
    if workshop is None or workshop.parent_id is not None:
        raise Missing
    return workshop
