"""Joining: on SQLite and on PostgreSQL."""

import asyncio

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Missing
from tests.builders import NOW, Cast, a_guest, a_measure, a_workshop
from workshops.agenda.services import close_step, go_to
from workshops.measures.services import approve, edit, hide
from workshops.models import Participant
from workshops.participants.services import choose_language, guest_of, join, phone_frame, welcome


def join_as(session: Session, cast: Cast, key: str):
    return join(session, cast.code, key=key, language="ar", now=NOW)


def numbers(session: Session, cast: Cast) -> list[int]:
    query = select(Participant.number).where(Participant.workshop_id == cast.id)
    return sorted(session.scalars(query))


def test_the_same_key_is_the_same_participant(session):
    cast = a_workshop(session)
    first = join_as(session, cast, "a" * 64)
    assert join_as(session, cast, "a" * 64) == first == guest_of(session, cast.code, "a" * 64)
    assert numbers(session, cast) == [1]


def test_people_are_numbered_in_the_order_they_arrive_in_each_workshop(session):
    cast, other = a_workshop(session), a_workshop(session)
    for key in ("a", "b", "c"):
        join_as(session, cast, key * 64)
        join_as(session, other, key * 64)
    assert numbers(session, cast) == numbers(session, other) == [1, 2, 3]


async def test_a_hall_that_joins_at_once_gets_in_with_a_number_each(ledger):
    cast = ledger.write_now(a_workshop)
    await asyncio.gather(*(ledger.write(join_as, cast, f"{n % 20:064}") for n in range(40)))
    assert ledger.read_now(numbers, cast) == list(range(1, 21))


def test_console_and_projector_hear_of_a_newcomer_and_phones_do_not(session):
    cast = a_workshop(session)
    session.info["topics"] = {}
    join_as(session, cast, "a" * 64)
    assert set(session.info["topics"]) == {f"screens:{cast.id}"}


def test_nobody_joins_a_workshop_that_does_not_exist(session):
    with pytest.raises(Missing):
        join(session, "NOSUCH", key="a" * 64, language="de", now=NOW)
    with pytest.raises(Missing):
        welcome(session, "NOSUCH")


def test_the_moderator_sees_the_language_that_was_chosen_last(session):
    cast = a_workshop(session)
    guest = a_guest(session, cast, language="de")
    choose_language(session, guest, "tr")
    query = select(Participant.language).where(Participant.id == guest.id)
    assert session.scalar(query) == "tr"


def test_the_stamp_changes_with_the_step_its_state_and_the_ballot(session):
    cast = a_workshop(session, "vote")
    idea = a_measure(session, cast.one_field, state="proposed", workshop_id=cast.id)
    seen = [phone_frame(session, cast.id).stamp]

    def now_it_is_another() -> None:
        seen.append(phone_frame(session, cast.id).stamp)
        assert seen.count(seen[-1]) == 1

    approve(session, cast.id, idea)
    now_it_is_another()
    edit(session, cast.id, idea, text="besser gesagt")
    now_it_is_another()
    close_step(session, cast.id, cast.vote)
    now_it_is_another()
    go_to(session, cast.id, 3)
    now_it_is_another()


def test_a_measure_that_left_and_came_back_gives_the_same_stamp(session):
    cast = a_workshop(session, "vote")
    idea = a_measure(session, cast.one_field, state="proposed", workshop_id=cast.id)
    approve(session, cast.id, idea)
    before = phone_frame(session, cast.id).stamp
    hide(session, cast.id, idea)
    assert phone_frame(session, cast.id).stamp != before
    approve(session, cast.id, idea)
    assert phone_frame(session, cast.id).stamp == before
