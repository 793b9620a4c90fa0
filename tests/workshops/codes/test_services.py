"""Cards: made, opened on any device, blocked, replaced, required."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.refused import Missing, Refused
from tests.builders import NOW, Cast, a_guest, a_workshop, dots
from workshops.agenda.room import room
from workshops.agenda.services import close_step
from workshops.codes.opening import card_page, open_card
from workshops.codes.reads import cards_of, sheet_of
from workshops.codes.rules import MOST, code_of, digest_of
from workshops.codes.services import (
    block_card,
    make_cards,
    replace_card,
    require_cards,
    unblock_card,
)
from workshops.dots.counting import count
from workshops.dots.placing import place_dots
from workshops.journal.services import Actor, act, journal, newest, undo
from workshops.models import Device, Dots, Participant, PersonalCode, Workshop
from workshops.participants.guest import Guest
from workshops.participants.services import guest_of, is_blocked, join

SECRET = "only for tests, and long enough for one"
ANNA = Actor("Anna")


def cards(session: Session, cast: Cast, count: int = 3) -> range:
    return act(session, ANNA, make_cards, cast.id, count, secret=SECRET, now=NOW)


def code(session: Session, cast: Cast, number: int = 1) -> str:
    query = select(PersonalCode.salt).where(
        PersonalCode.workshop_id == cast.id, PersonalCode.number == number
    )
    return code_of(SECRET, cast.id, number, session.scalars(query).one())


def opened(
    session: Session, cast: Cast, key: str, *, number: int = 1, before: str | None = None
) -> str:
    digest = digest_of(SECRET, code(session, cast, number))
    return open_card(session, digest, key=key, before=before, language="de", now=NOW)


def who(session: Session, cast: Cast, key: str) -> Guest:
    found = guest_of(session, cast.code, key)
    assert found
    return found


def undo_last(session: Session, cast: Cast) -> None:
    last = newest(session, cast.id)
    assert last is not None
    undo(session, cast.id, last, by=ANNA)
    session.expire_all()


def placed(session: Session, guest: Guest) -> dict[int, int]:
    rows = session.execute(
        select(Dots.measure_id, Dots.count).where(Dots.participant_id == guest.id)
    )
    return {row[0]: row[1] for row in rows}


def test_cards_are_numbered_and_printed_with_codes_that_can_be_made_again(
    session: Session,
) -> None:
    cast = a_workshop(session)
    assert list(cards(session, cast, 3)) == [1, 2, 3]
    assert list(cards(session, cast, 2)) == [4, 5]
    sheet = sheet_of(session, cast.id, range(1, 6), SECRET)
    assert len(set(sheet.codes.values())) == 5
    assert sheet == sheet_of(session, cast.id, range(1, 6), SECRET)
    assert {line.state for line in cards_of(session, cast.id).cards} == {"new"}
    stored = session.execute(select(PersonalCode.salt, PersonalCode.digest)).all()
    assert not any(code in str(stored) for code in sheet.codes.values())


def test_there_is_an_end_to_cards(session: Session) -> None:
    with pytest.raises(Refused):
        make_cards(session, a_workshop(session).id, MOST + 1, secret=SECRET, now=NOW)


def test_a_card_on_two_devices_is_one_person_with_one_ballot(session: Session) -> None:
    cast = a_workshop(session, "vote", allowance=2)
    cards(session, cast)
    assert opened(session, cast, "phone") == "join"
    assert opened(session, cast, "tablet") == "resume"
    phone, tablet = who(session, cast, "phone"), who(session, cast, "tablet")
    assert phone == tablet
    one, other = cast.measures[:2]
    place_dots(session, phone, measure_id=one, count=1)
    place_dots(session, tablet, measure_id=other, count=1)
    with pytest.raises(Refused):
        place_dots(session, phone, measure_id=one, count=2)
    assert placed(session, tablet) == {one: 1, other: 1}
    assert cards_of(session, cast.id).count("used") == 1


def test_opening_a_card_again_on_the_same_device_changes_nothing(session: Session) -> None:
    cast = a_workshop(session)
    cards(session, cast)
    opened(session, cast, "phone")
    assert opened(session, cast, "another", before="phone") == "same"
    assert session.scalar(select(func.count()).select_from(Device)) == 0
    assert guest_of(session, cast.code, "another") is None


async def test_a_card_that_is_opened_twice_at_once_is_one_person(ledger: Ledger) -> None:
    cast = ledger.write_now(a_workshop)
    ledger.write_now(cards, cast)
    await asyncio.gather(*(ledger.write(opened, cast, f"device {n}") for n in range(8)))
    assert len({ledger.read_now(who, cast, f"device {n}").id for n in range(8)}) == 1
    count = select(func.count()).select_from(Participant)
    assert ledger.read_now(lambda session: session.scalar(count)) == 1


def test_who_has_joined_without_a_card_keeps_everything_with_a_new_one(session: Session) -> None:
    cast = a_workshop(session, "vote")
    cards(session, cast)
    guest = a_guest(session, cast, key="phone")
    dots(session, cast, guest, {cast.measures[0]: 2})
    assert opened(session, cast, "phone with card", before="phone") == "adopt"
    assert who(session, cast, "phone with card").id == guest.id == who(session, cast, "phone").id
    assert opened(session, cast, "tablet") == "resume"
    assert placed(session, who(session, cast, "tablet")) == {cast.measures[0]: 2}


def test_nobody_votes_twice_by_opening_a_used_card_where_they_joined_without(
    session: Session,
) -> None:
    cast = a_workshop(session, "vote")
    cards(session, cast)
    opened(session, cast, "phone")
    place_dots(session, who(session, cast, "phone"), measure_id=cast.measures[0], count=1)
    other = a_guest(session, cast, key="tablet")
    place_dots(session, other, measure_id=cast.measures[1], count=2)
    assert opened(session, cast, "tablet with card", before="tablet") == "switch"
    assert placed(session, other) == {}
    with pytest.raises(Refused):
        place_dots(session, other, measure_id=cast.measures[1], count=1)
    assert placed(session, who(session, cast, "tablet with card")) == {cast.measures[0]: 1}


def test_what_was_counted_in_a_closed_vote_stays_when_a_person_switches(session: Session) -> None:
    cast = a_workshop(session, "vote", state="closed")
    cards(session, cast)
    opened(session, cast, "phone")
    other = a_guest(session, cast, key="tablet")
    dots(session, cast, other, {cast.measures[0]: 1})
    opened(session, cast, "tablet with card", before="tablet")
    assert placed(session, other) == {cast.measures[0]: 1}


def test_a_second_card_in_one_browser_is_a_second_person(session: Session) -> None:
    cast = a_workshop(session)
    cards(session, cast)
    opened(session, cast, "first")
    assert opened(session, cast, "second", number=2, before="first") == "exchange"
    assert who(session, cast, "first") != who(session, cast, "second")


def test_a_blocked_card_opens_nothing_and_its_person_can_do_nothing(session: Session) -> None:
    cast = a_workshop(session, "vote")
    cards(session, cast)
    opened(session, cast, "phone")
    person = who(session, cast, "phone")
    place_dots(session, person, measure_id=cast.measures[0], count=1)
    act(session, ANNA, block_card, cast.id, 1, now=NOW)
    assert guest_of(session, cast.code, "phone") is None
    assert is_blocked(session, cast.code, "phone")
    with pytest.raises(Refused):
        place_dots(session, person, measure_id=cast.measures[0], count=2)
    with pytest.raises(Refused):
        opened(session, cast, "tablet")
    with pytest.raises(Refused):
        join(session, cast.code, key="phone", language="de", now=NOW)
    assert placed(session, person) == {cast.measures[0]: 1}
    with pytest.raises(Missing):
        sheet_of(session, cast.id, range(1, 2), SECRET)


def test_what_was_placed_with_a_card_counts_also_when_it_is_blocked(session: Session) -> None:
    """Or who blocks a card, and makes it valid again, sees in the result what it was."""
    cast = a_workshop(session, "vote")
    cards(session, cast)
    opened(session, cast, "phone")
    place_dots(session, who(session, cast, "phone"), measure_id=cast.measures[0], count=2)
    close_step(session, cast.id, cast.vote)
    step = room(session, cast.id).step
    before = count(session, step)
    act(session, ANNA, block_card, cast.id, 1, now=NOW)
    assert count(session, step) == before
    assert before
    assert before.voters == 1


def test_blocking_is_undone_and_taken_back(session: Session) -> None:
    cast = a_workshop(session)
    cards(session, cast)
    opened(session, cast, "phone")
    act(session, ANNA, block_card, cast.id, 1, now=NOW)
    undo_last(session, cast)
    assert who(session, cast, "phone")
    act(session, ANNA, block_card, cast.id, 1, now=NOW)
    act(session, ANNA, unblock_card, cast.id, 1)
    assert who(session, cast, "phone")
    assert journal(session, cast.id)[0].what.text == "Card %(number)d is valid again"


def test_a_replaced_card_is_the_same_person_and_the_old_devices_are_out(session: Session) -> None:
    cast = a_workshop(session, "vote")
    cards(session, cast)
    opened(session, cast, "lost phone")
    opened(session, cast, "tablet")
    person = who(session, cast, "tablet")
    place_dots(session, person, measure_id=cast.measures[0], count=1)
    lost = digest_of(SECRET, code(session, cast))
    act(session, ANNA, replace_card, cast.id, 1, secret=SECRET)
    assert guest_of(session, cast.code, "lost phone") is None
    assert guest_of(session, cast.code, "tablet") is None
    with pytest.raises(Missing):
        card_page(session, lost, lambda code: None)
    assert opened(session, cast, "new phone") == "resume"
    assert who(session, cast, "new phone") == person


def test_replacing_is_undone_with_the_old_card_and_its_devices(session: Session) -> None:
    cast = a_workshop(session)
    cards(session, cast)
    opened(session, cast, "phone")
    opened(session, cast, "tablet")
    before = code(session, cast), who(session, cast, "phone"), who(session, cast, "tablet")
    act(session, ANNA, replace_card, cast.id, 1, secret=SECRET)
    undo_last(session, cast)
    assert before == (
        code(session, cast),
        who(session, cast, "phone"),
        who(session, cast, "tablet"),
    )


def test_cards_whose_making_was_undone_open_nothing(session: Session) -> None:
    cast = a_workshop(session)
    cards(session, cast)
    undo_last(session, cast)
    with pytest.raises(Refused):
        opened(session, cast, "phone")


def test_where_cards_are_required_nobody_joins_without_one_and_who_was_in_stays(
    session: Session,
) -> None:
    cast = a_workshop(session)
    cards(session, cast)
    early = join(session, cast.code, key="early", language="de", now=NOW)
    act(session, ANNA, require_cards, cast.id, True)
    with pytest.raises(Refused):
        join(session, cast.code, key="late", language="de", now=NOW)
    assert join(session, cast.code, key="early", language="de", now=NOW) == early
    assert opened(session, cast, "late") == "join"
    assert cards_of(session, cast.id).without == 1


def test_a_group_has_no_cards_of_its_own(session: Session) -> None:
    cast = a_workshop(session)
    group = a_workshop(session)
    session.get_one(Workshop, group.id).parent_id = cast.id
    session.flush()
    with pytest.raises(Missing):
        make_cards(session, group.id, 1, secret=SECRET, now=NOW)
    with pytest.raises(Missing):
        cards_of(session, group.id)
