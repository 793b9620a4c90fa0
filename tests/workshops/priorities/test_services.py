from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.builders import Cast, a_guest, a_measure, a_workshop, dots, guests
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.measures.services import hide
from workshops.models import Measure
from workshops.priorities.services import (
    own_in_results,
    results,
    results_for_moderator,
)


def a_closed_vote(session: Session) -> Cast:
    """Three measures in each of two fields; six people, one of whom places nothing."""
    cast = a_workshop(session, "vote", measures=6, fields=2, allowance=3)
    first, second, third, fourth, *_ = cast.measures
    ballots = [
        {first: 2, second: 1, fourth: 2},
        {first: 1, second: 2, fourth: 1},
        {first: 1, third: 1},
        {second: 1},
        {fourth: 2},
    ]
    for guest, ballot in zip(guests(session, cast, 5), ballots, strict=True):
        dots(session, cast, guest, ballot)
    a_guest(session, cast)
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)
    return cast


def test_an_open_vote_has_no_result(session: Session) -> None:
    cast = a_workshop(session, "vote")
    dots(session, cast, a_guest(session, cast), {cast.measures[0]: 2})
    page = results(session, room(session, cast.id))
    assert (page.state, page.overall, page.fields, page.voters, page.dots) == ("open", (), (), 0, 0)


def test_a_vote_that_has_not_been_opened_has_no_result(session: Session) -> None:
    cast = a_workshop(session, "vote", state="waiting")
    assert results(session, room(session, cast.id)).state == "waiting"


def test_a_step_without_a_vote_before_it_has_no_result(session: Session) -> None:
    cast = a_workshop(session, "collect")
    page = results(session, room(session, cast.id))
    assert page.state == "none"
    assert page.step is None


def test_measures_are_ranked_in_their_field_with_their_voters(session: Session) -> None:
    cast = a_closed_vote(session)
    page = results(session, room(session, cast.id))
    first, second, third, fourth, *_ = cast.measures
    rows = [(r.measure_id, r.rank, r.dots, r.voters) for r in page.fields[0].rows]
    assert rows == [(first, 1, 4, 3), (second, 1, 4, 3), (third, 3, 1, 1)]
    top = page.fields[1].rows[0]
    assert (top.measure_id, top.rank, top.dots) == (fourth, 1, 5)


def test_all_fields_are_ranked_together(session: Session) -> None:
    cast = a_closed_vote(session)
    page = results(session, room(session, cast.id))
    assert [r.rank for r in page.overall] == [1, 2, 2, 4, 5, 5]
    assert page.overall[0].field.number == 2


def test_people_voters_dots_and_the_rule_are_stated(session: Session) -> None:
    cast = a_closed_vote(session)
    page = results(session, room(session, cast.id))
    assert (page.people, page.voters, page.dots, page.most) == (6, 5, 14, 5)
    assert page.sentence is not None
    assert page.sentence.num == 3


def test_a_measure_without_a_dot_is_listed_last(session: Session) -> None:
    cast = a_closed_vote(session)
    last = results(session, room(session, cast.id)).fields[1].rows[-1]
    assert (last.dots, last.voters) == (0, 0)


def test_a_hidden_measure_is_not_in_the_result(session: Session) -> None:
    cast = a_workshop(session, "collect")
    measure = a_measure(session, cast.one_field, workshop_id=cast.id)
    go_to(session, cast.id, 2)
    open_step(session, cast.id, cast.vote)
    dots(session, cast, a_guest(session, cast), {measure: 2})
    close_step(session, cast.id, cast.vote)
    hide(session, cast.id, measure)
    page = results(session, room(session, cast.id))
    assert measure not in {row.measure_id for row in page.overall}
    assert (page.voters, page.dots) == (0, 0)


def test_texts_are_read_in_the_readers_language_where_there_is_one(session: Session) -> None:
    cast = a_closed_vote(session)
    texts = {"de": "Sprachkurs", "ar": "دورة لغة"}
    session.execute(update(Measure).where(Measure.id == cast.measures[3]).values(texts=texts))
    row = results(session, room(session, cast.id)).overall[0]
    assert (row.text("ar"), row.text("tr")) == ("دورة لغة", "Sprachkurs")


def test_a_phone_sees_its_own_dots_beside_the_result(session: Session) -> None:
    cast = a_workshop(session, "vote")
    me, other = guests(session, cast, 2)
    dots(session, cast, me, {cast.measures[0]: 2})
    dots(session, cast, other, {cast.measures[1]: 1})
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)
    own = own_in_results(session, room(session, cast.id), me)
    assert own == {cast.measures[0]: 2}


def test_the_result_of_a_closed_vote_can_be_read_in_any_step(session: Session) -> None:
    cast = a_closed_vote(session)
    go_to(session, cast.id, 0)
    _, page = results_for_moderator(session, cast.id)
    assert page.closed


def test_a_room_without_fields_has_an_empty_result(session: Session) -> None:
    cast = a_workshop(session, "arrive", fields=0, measures=0)
    assert results_for_moderator(session, cast.id)[1].overall == ()
