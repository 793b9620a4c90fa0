"""Moving the room, opening and closing: on SQLite and on PostgreSQL."""

import asyncio

import pytest

from app.refused import Missing, Refused
from tests.builders import a_guest, a_workshop
from workshops.agenda.room import room
from workshops.agenda.rules import check_move, in_the_way
from workshops.agenda.services import close_step, go_to, open_step


def test_the_room_goes_to_a_step_and_everybody_hears_of_it(session):
    cast = a_workshop(session)
    session.info["topics"] = {}
    go_to(session, cast.id, 1)
    assert room(session, cast.id).step.kind == "collect"
    assert set(session.info["topics"]) == {f"phones:{cast.id}", f"screens:{cast.id}"}


@pytest.mark.parametrize("position", [-1, 4, 99])
def test_there_is_no_step_beyond_the_agenda(session, position):
    cast = a_workshop(session)
    with pytest.raises(Refused):
        go_to(session, cast.id, position)
    assert room(session, cast.id).position == 0


def test_a_room_does_not_pass_an_open_vote_and_may_go_back_from_it(session):
    cast = a_workshop(session, "vote")
    with pytest.raises(Refused, match="still open"):
        go_to(session, cast.id, 3)
    go_to(session, cast.id, 1)
    with pytest.raises(Refused, match="still open"):
        go_to(session, cast.id, 3)
    go_to(session, cast.id, 2)
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)
    assert room(session, cast.id).step.kind == "results"


def test_a_vote_that_was_never_opened_may_be_passed(session):
    cast = a_workshop(session, "vote", state="waiting")
    go_to(session, cast.id, 3)
    assert room(session, cast.id).step.kind == "results"


def test_only_the_present_step_is_opened(session):
    cast = a_workshop(session, "collect")
    with pytest.raises(Refused, match="another step"):
        open_step(session, cast.id, cast.vote)


def test_what_was_not_opened_is_not_closed(session):
    cast = a_workshop(session, "vote", state="waiting")
    with pytest.raises(Refused):
        close_step(session, cast.id, cast.vote)


def test_a_step_of_another_workshop_is_neither_opened_nor_closed(session):
    cast, other = a_workshop(session, "vote"), a_workshop(session, "vote")
    for act in (open_step, close_step):
        with pytest.raises(Missing):
            act(session, cast.id, other.vote)


def test_a_step_that_nobody_opens_is_none_to_open(session):
    cast = a_workshop(session, "collect")
    for act in (open_step, close_step):
        with pytest.raises(Missing):
            act(session, cast.id, cast.steps["collect"])


async def test_two_moderators_who_open_at_once_open_once(ledger):
    cast = ledger.write_now(a_workshop, "vote", state="waiting")
    await asyncio.gather(*(ledger.write(open_step, cast.id, cast.vote) for _ in range(6)))
    assert ledger.read_now(room, cast.id).step.state == "open"


def test_a_room_knows_its_people_and_its_fields_in_order(session):
    cast = a_workshop(session, fields=9, measures=9)
    a_guest(session, cast)
    here = room(session, cast.id)
    assert here.people == 1
    assert [field.number for field in here.fields] == list(range(1, 10))
    assert here.fields[8].colour == 1, "more fields than colours begin again"
    assert here.fields[0].title("ar") == "Handlungsfeld 1", "no translation: as it was written"


def test_there_is_no_room_without_a_workshop(session):
    with pytest.raises(Missing):
        room(session, 999_999)


def test_the_rule_of_moving_needs_no_database():
    check_move(2, 3)
    assert in_the_way(1, ["", "open", ""]) == []
    assert in_the_way(2, ["", "open", ""]) == [1]
    with pytest.raises(Refused):
        check_move(3, 3)
