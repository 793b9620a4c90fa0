"""Practical ties of a vote, and the run-off that decides them."""

import pytest
from sqlalchemy.orm import Session

from app.refused import Missing, Refused
from tests.builders import Cast, a_workshop, dots, guests
from workshops.agenda.room import RoomStep, room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.dots.lines import ballot_fields
from workshops.dots.placing import place_dots
from workshops.dots.services import rule_of, set_first
from workshops.journal.services import Actor, act, newest, undo
from workshops.priorities.runoff import ALL_FIELDS, run_off
from workshops.priorities.services import results, results_for_moderator

ANNA = Actor("Anna")


def a_tie(session: Session, *, scope: str = "step") -> Cast:
    """One field: 9, 5, 4, 4 and 0 dots of 12 people, and the room looks at the result."""
    cast = a_workshop(
        session, "vote", measures=5, fields=1, scope=scope, allowance=4, most=4, title="Abend"
    )
    people = guests(session, cast, 12)
    for measure, count in zip(cast.measures, (9, 5, 4, 4), strict=False):
        for guest in people[:count]:
            dots(session, cast, guest, {measure: 1})
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)
    act(session, ANNA, set_first, cast.id, cast.vote, first=2)
    return cast


def present(session: Session, cast: Cast) -> RoomStep:
    return room(session, cast.id).step


def test_the_result_marks_who_is_practically_tied(session: Session) -> None:
    cast = a_tie(session)
    page = results(session, room(session, cast.id))
    assert page.cut is not None
    assert page.cut.band.tied == cast.measures[1:4]
    assert [row.tied for row in page.overall] == [False, True, True, False, False]
    assert page.cut.sentence is not None
    assert (page.cut.sentence.num, page.cut.sentence.params["first"]) == (1, 2)


def test_with_a_rule_per_field_each_field_is_cut(session: Session) -> None:
    cast = a_tie(session, scope="field")
    page = results(session, room(session, cast.id))
    assert page.cut is None
    assert page.fields[0].cut is not None
    assert page.fields[0].cut.band.tied == cast.measures[1:4]
    assert not any(row.tied for row in page.overall)


@pytest.mark.parametrize("scope", ["step", "field"])
def test_a_run_off_is_a_vote_among_them_and_the_room_goes_there(
    session: Session, scope: str
) -> None:
    cast = a_tie(session, scope=scope)
    field = ALL_FIELDS if scope == "step" else cast.one_field
    act(session, ANNA, run_off, cast.id, cast.vote, field_id=field)
    here = room(session, cast.id)
    assert [s.kind for s in here.steps] == [
        "arrive", "collect", "vote", "results", "vote", "results",
    ]  # fmt: skip
    assert here.position == 4
    rule = rule_of(session, here.step)
    assert (rule.scope, rule.allowance, rule.most) == ("step", 1, 1)
    open_step(session, cast.id, here.step.id)
    assert set(ballot_fields(session, here.step.id)) == set(cast.measures[1:4])


def run_it(session: Session, cast: Cast, votes: dict[int, int]) -> None:
    """The run-off, held: measure -> how many people choose it. The room looks at its result."""
    run_off(session, cast.id, cast.vote, field_id=ALL_FIELDS)
    step = present(session, cast)
    open_step(session, cast.id, step.id)
    for measure, count in votes.items():
        for guest in guests(session, cast, count):
            place_dots(session, guest, measure_id=measure, count=1)
    close_step(session, cast.id, step.id)
    go_to(session, cast.id, 5)


def test_the_result_of_a_run_off_says_which_has_won(session: Session) -> None:
    cast = a_tie(session)
    _, a, b, _, _ = cast.measures
    run_it(session, cast, {a: 2, b: 3})
    page = results(session, room(session, cast.id))
    assert page.is_runoff
    assert [row.measure_id for row in page.won] == [b]


def test_in_a_run_off_only_equal_dots_are_a_tie_and_it_can_be_run_again(session: Session) -> None:
    cast = a_tie(session)
    _, a, b, c, _ = cast.measures
    run_it(session, cast, {a: 3, b: 3, c: 2})
    page = results(session, room(session, cast.id))
    assert page.won == ()
    assert page.cut is not None
    assert page.cut.band.tied == (a, b)
    assert page.step is not None
    run_off(session, cast.id, page.step.id, field_id=ALL_FIELDS)
    assert present(session, cast).settings["measures"] == [a, b]


def test_a_run_off_nobody_voted_in_has_no_winner(session: Session) -> None:
    cast = a_tie(session)
    run_it(session, cast, {})
    assert results(session, room(session, cast.id)).won == ()


def test_a_double_click_begins_one_run_off(session: Session) -> None:
    cast = a_tie(session)
    first = run_off(session, cast.id, cast.vote, field_id=ALL_FIELDS)
    assert run_off(session, cast.id, cast.vote, field_id=ALL_FIELDS) == first
    assert len(room(session, cast.id).steps) == 6


def test_a_run_off_is_undone_in_one_click(session: Session) -> None:
    cast = a_tie(session)
    act(session, ANNA, run_off, cast.id, cast.vote, field_id=ALL_FIELDS)
    last = newest(session, cast.id)
    assert last is not None
    undo(session, cast.id, last, by=ANNA)
    here = room(session, cast.id)
    assert (len(here.steps), here.position) == (4, 3)


def test_where_nothing_is_tied_there_is_no_run_off(session: Session) -> None:
    cast = a_tie(session)
    set_first(session, cast.id, cast.vote, first=1)
    with pytest.raises(Refused, match="Nothing is tied"):
        run_off(session, cast.id, cast.vote, field_id=ALL_FIELDS)
    with pytest.raises(Refused):
        run_off(session, cast.id, cast.vote, field_id=999_999)


def test_an_open_vote_has_no_run_off(session: Session) -> None:
    cast = a_tie(session)
    go_to(session, cast.id, 2)
    open_step(session, cast.id, cast.vote)
    with pytest.raises(Refused):
        run_off(session, cast.id, cast.vote, field_id=ALL_FIELDS)


def test_a_vote_of_another_room_has_no_run_off_here(session: Session) -> None:
    cast, other = a_tie(session), a_workshop(session)
    with pytest.raises(Missing):
        run_off(session, other.id, cast.vote, field_id=ALL_FIELDS)


def test_every_vote_of_the_workshop_can_be_looked_at(session: Session) -> None:
    cast = a_tie(session)
    run_it(session, cast, {cast.measures[1]: 2})
    _, newest_page = results_for_moderator(session, cast.id)
    assert newest_page.is_runoff
    assert newest_page.step is not None
    assert [id for id, _ in newest_page.votes] == [cast.vote, newest_page.step.id]
    _, page = results_for_moderator(session, cast.id, cast.vote)
    assert page.dots == 22
    with pytest.raises(Missing):
        results_for_moderator(session, cast.id, cast.steps["collect"])
