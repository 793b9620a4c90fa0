"""People without a phone in the city of all pages: ballots on paper, and cards."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import utc_now
from tests.builders import Cast
from workshops.codes.opening import open_card
from workshops.codes.rules import code_of, shown
from workshops.codes.services import block_card, make_cards, require_cards
from workshops.models import PersonalCode
from workshops.paper.services import enter_ballot, prepare_ballots


def without_phones(session: Session, secret: str, voting: Cast, arriving: Cast) -> str:
    """Ballots 1, 2 and 4 of an open vote, and cards that are required where people arrive.

    Returns the code of a card that nobody has used.
    """
    now = utc_now()
    prepare_ballots(session, voting.id, voting.vote, last=20)
    for number, marks in ((1, {1: 2, 2: 1}), (2, {1: 1}), (4, None)):
        enter_ballot(
            session,
            voting.id,
            voting.vote,
            number=number,
            marks=marks,
            replaces=False,
            now=now,
        )
    make_cards(session, arriving.id, 6, secret=secret, now=now)
    cards = session.execute(
        select(PersonalCode.number, PersonalCode.salt, PersonalCode.digest)
        .where(PersonalCode.workshop_id == arriving.id)
        .order_by(PersonalCode.number)
    ).all()
    open_card(session, cards[1].digest, key="a phone", before=None, language="de", now=now)
    block_card(session, arriving.id, 3, now=now)
    require_cards(session, arriving.id, True)
    return shown(code_of(secret, arriving.id, cards[0].number, cards[0].salt))
