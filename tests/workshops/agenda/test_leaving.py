"""What a moderator is asked before the room leaves its step, and what happens to the timer."""

import datetime as dt

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.database.base import utc_now
from app.refused import Refused
from tests.builders import Cast, a_guest, a_workshop, dots, guests
from workshops.agenda.editing import move_step, remove_step
from workshops.agenda.leaving import leaving
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to
from workshops.agenda.timekeeping import (
    add_minute,
    continue_timer,
    pause_timer,
    start_timer,
    stop_timer,
)
from workshops.journal.services import Actor, act, newest, undo
from workshops.measures.unfinished import writing
from workshops.models import Participant

NOW = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)


def a_writer(session: Session, cast: Cast, *, ago: float = 5, text: str = "Mehr Bä") -> None:
    guest = a_guest(session, cast)
    at = utc_now() - dt.timedelta(seconds=ago)
    session.execute(
        update(Participant)
        .where(Participant.id == guest.id)
        .values(draft={"text": text}, draft_at=at)
    )


def test_people_in_mid_sentence_are_counted_and_not_named(session: Session) -> None:
    cast = a_workshop(session, "collect")
    for _ in range(3):
        a_writer(session, cast)
    a_writer(session, cast, ago=90)
    a_writer(session, cast, text="")
    guests(session, cast, 4)
    [warning] = leaving(session, cast.id, 2).warnings
    assert (warning.num, warning.params) == (3, {})


def test_a_draft_counts_for_a_minute(session: Session) -> None:
    cast = a_workshop(session, "collect")
    a_writer(session, cast, ago=0)
    now = utc_now()
    assert writing(session, cast.id, now) == 1
    assert writing(session, cast.id, now + dt.timedelta(seconds=61)) == 0


def test_an_empty_room_is_left_without_a_question(session: Session) -> None:
    cast = a_workshop(session, "collect")
    asked = leaving(session, cast.id, 2)
    assert (asked.warnings, asked.open) == ((), ())


def test_staying_where_one_is_is_no_leaving(session: Session) -> None:
    cast = a_workshop(session, "collect")
    a_writer(session, cast)
    assert leaving(session, cast.id, 1).warnings == ()


def test_an_open_vote_says_how_many_have_dots_left(session: Session) -> None:
    cast = a_workshop(session, "vote", fields=1, measures=4, allowance=2, most=2)
    for guest in guests(session, cast, 5)[:2]:
        dots(session, cast, guest, {cast.measures[0]: 2})
    asked = leaving(session, cast.id, 3)
    assert [(w.num, w.params["people"]) for w in asked.warnings] == [(3, 5)]
    assert len(asked.open) == 1
    assert leaving(session, cast.id, 0).open == (), "going back leaves the vote open"
    assert leaving(session, cast.id, 0).warnings == asked.warnings


def test_a_closed_vote_is_left_without_a_question(session: Session) -> None:
    cast = a_workshop(session, "vote")
    guests(session, cast, 2)
    close_step(session, cast.id, cast.vote)
    asked = leaving(session, cast.id, 3)
    assert (asked.warnings, asked.open) == ((), ())


def test_one_click_closes_the_vote_and_goes_on(session: Session) -> None:
    cast = a_workshop(session, "vote")
    with pytest.raises(Refused):
        go_to(session, cast.id, 3)
    go_to(session, cast.id, 3, close=True)
    here = room(session, cast.id)
    assert (here.step.kind, here.steps[2].state) == ("results", "closed")


def test_a_vote_that_was_left_open_is_closed_on_the_way_past_it(session: Session) -> None:
    cast = a_workshop(session, "vote")
    go_to(session, cast.id, 0)
    assert len(leaving(session, cast.id, 3).open) == 1
    go_to(session, cast.id, 3, close=True)
    assert room(session, cast.id).steps[2].state == "closed"


def test_a_button_means_its_step_also_after_the_agenda_was_changed(session: Session) -> None:
    cast = a_workshop(session, "arrive")
    move_step(session, cast.id, cast.steps["results"], 1)
    assert leaving(session, cast.id, 1, cast.steps["collect"]).to == cast.steps["collect"]
    go_to(session, cast.id, 1, step_id=cast.steps["collect"])
    assert room(session, cast.id).step.kind == "collect"
    remove_step(session, cast.id, cast.vote)
    with pytest.raises(Refused, match="taken out"):
        go_to(session, cast.id, 3, step_id=cast.vote)


def test_closing_and_going_on_is_one_action_and_undone_as_one(session: Session) -> None:
    cast = a_workshop(session, "vote")
    act(session, Actor("Anna"), go_to, cast.id, 3, close=True)
    last = newest(session, cast.id)
    assert last is not None
    undo(session, cast.id, last, by=Actor("Ben"))
    session.expire_all()
    here = room(session, cast.id)
    assert (here.step.kind, here.step.state) == ("vote", "open")
    assert newest(session, cast.id) is None


def test_the_timer_is_started_held_lengthened_and_taken_away(session: Session) -> None:
    cast = a_workshop(session, "collect")
    session.info["topics"] = {}
    start_timer(session, cast.id, 10, now=NOW)
    assert room(session, cast.id).timer.ends_at == NOW + dt.timedelta(minutes=10)
    assert set(session.info["topics"]) == {f"phones:{cast.id}", f"screens:{cast.id}"}
    pause_timer(session, cast.id, now=NOW + dt.timedelta(minutes=4))
    assert room(session, cast.id).timer.left == 360
    for _ in range(2):  # the same button, pressed twice
        add_minute(session, cast.id, "p360", now=NOW)
    continue_timer(session, cast.id, now=NOW)
    assert room(session, cast.id).timer.ends_at == NOW + dt.timedelta(minutes=7)
    stop_timer(session, cast.id)
    assert not room(session, cast.id).timer


def test_at_zero_nothing_closes_and_nobody_is_locked_out(session: Session) -> None:
    cast = a_workshop(session, "vote")
    start_timer(session, cast.id, 1, now=NOW - dt.timedelta(hours=1))
    here = room(session, cast.id)
    assert (here.timer.seconds(NOW), here.step.state) == (0, "open")


def test_the_timer_goes_with_the_step_it_was_started_in(session: Session) -> None:
    cast = a_workshop(session, "collect")
    start_timer(session, cast.id, 10, now=NOW)
    go_to(session, cast.id, 1)
    assert room(session, cast.id).timer, "the room is there already"
    act(session, Actor("Anna"), go_to, cast.id, 2)
    assert not room(session, cast.id).timer
    last = newest(session, cast.id)
    assert last is not None
    undo(session, cast.id, last, by=Actor("Anna"))
    session.expire_all()
    assert room(session, cast.id).timer.ends_at == NOW + dt.timedelta(minutes=10)
