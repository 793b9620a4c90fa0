"""Rating, opening, weighing, undoing: on SQLite and on PostgreSQL."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.refused import Missing, Refused
from tests.builders import NOW, a_guest, a_node, a_workshop, guests
from tests.workshops.ratings.rooms import Steering, a_rating, ratings
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.journal.services import Actor, act, newest, undo
from workshops.journal.state import state_of
from workshops.models import Concept, Criterion, Node, Participant, RatedGoal, Rating
from workshops.participants.guest import Guest
from workshops.ratings.criteria import active_criteria, add_criterion, set_criterion, weigh
from workshops.ratings.goals import candidates
from workshops.ratings.reads import OwnRatings, own_ratings, rating_page, rating_version
from workshops.ratings.results import Result
from workshops.ratings.rules import PRESETS
from workshops.ratings.services import rate

ANNA = Actor("Anna")


def stored(session: Session, guest: Guest) -> dict[tuple[int, int], int]:
    rows = session.execute(
        select(Rating.node_id, Rating.criterion_id, Rating.value).where(
            Rating.participant_id == guest.id
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}


def result(session: Session, steering: Steering) -> Result:
    session.expire_all()
    found = rating_page(session, room(session, steering.id)).result
    assert found is not None
    return found


def order(session: Session, steering: Steering) -> list[tuple[int, int | None, float | None]]:
    return [(row.goal.id, row.rank, row.total) for row in result(session, steering).rows]


def own(session: Session, steering: Steering, guest: Guest) -> OwnRatings:
    return own_ratings(session, room(session, steering.id), guest)


# What is rated


def test_the_upper_goals_below_the_fields_are_rated_and_a_field_without_any_itself(session):
    steering = a_rating(session, "waiting", goals=4)
    assert candidates(session, steering.id) == list(steering.goals)
    page = rating_page(session, room(session, steering.id))
    assert [goal.id for goal in page.goals] == list(steering.goals)
    assert [goal.is_field for goal in page.goals] == [False, False, False, True]
    assert [goal.mark for goal in page.goals] == ["1", "2", "3", "–"]


def test_goals_bear_the_numbers_of_the_scheme_else_their_place_in_the_step(session: Session):
    steering = a_rating(session, "waiting", goals=2)

    def marks(scheme: str) -> list[str]:
        concept = Concept.name == steering.cast.concept_name
        session.execute(update(Concept).where(concept).values(scheme=scheme))
        page = rating_page(session, room(session, steering.id))
        return [goal.mark for goal in page.goals]

    assert marks("wetzlar") == ["8.1", "9"]
    assert marks("leitfaden") == ["1", "2"]


def test_goals_stand_in_the_order_of_the_concept_for_everybody(session):
    steering = a_rating(session, goals=4)
    for guest in guests(session, steering.cast, 3):
        assert [goal.id for goal in own(session, steering, guest).goals] == list(steering.goals)


def test_the_list_is_fixed_when_the_rating_opens(session):
    steering = a_rating(session)
    a_node(session, steering.cast.concept_id, "Später", parent_id=steering.cast.fields[0], level=1)
    close_step(session, steering.id, steering.step)
    open_step(session, steering.id, steering.step)
    page = rating_page(session, room(session, steering.id))
    assert [goal.id for goal in page.goals] == list(steering.goals)


def test_a_goal_that_leaves_the_concept_is_neither_shown_nor_counted(session):
    steering = a_rating(session)
    guest = a_guest(session, steering.cast)
    ratings(session, steering, guest, {goal: [5, 5, 5, 5] for goal in steering.goals})
    session.get_one(Node, steering.goals[0]).deleted_at = NOW
    session.flush()
    page = rating_page(session, room(session, steering.id))
    assert [goal.id for goal in page.goals] == list(steering.goals[1:])
    assert (page.turnout.all, page.turnout.some) == (1, 0)
    with pytest.raises(Missing):
        rate(session, guest, node_id=steering.goals[0], values={steering.criteria[0]: 1})


def test_the_four_criteria_are_there_with_equal_weights(session):
    steering = a_rating(session, "waiting")
    found = active_criteria(session, steering.step)
    assert [one.preset for one in found] == list(PRESETS)
    assert {one.weight for one in found} == {1}


# Rating


def test_an_answer_is_stored_and_no_opinion_is_one(session):
    steering = a_rating(session)
    guest = a_guest(session, steering.cast)
    goal, (first, second, *_) = steering.goals[0], steering.criteria
    rate(session, guest, node_id=goal, values={first: 4})
    rate(session, guest, node_id=goal, values={second: 0})
    assert stored(session, guest) == {(goal, first): 4, (goal, second): 0}
    page = own(session, steering, guest)
    assert page.mine == {goal: {first: 4, second: 0}}
    assert page.answered(page.goals[0]) == 2
    assert page.next == goal


def test_values_are_absolute_so_a_retried_request_changes_nothing(session):
    steering = a_rating(session)
    guest = a_guest(session, steering.cast)
    goal, criterion = steering.goals[0], steering.criteria[0]
    for value in (3, 3, 5, 0, 2, 2):
        rate(session, guest, node_id=goal, values={criterion: value})
    assert stored(session, guest) == {(goal, criterion): 2}


def test_a_whole_goal_is_rated_at_once(session):
    steering = a_rating(session)
    guest = a_guest(session, steering.cast)
    said = dict(zip(steering.criteria, (1, 2, 0, 5), strict=True))
    rate(session, guest, node_id=steering.goals[1], values=said)
    assert own(session, steering, guest).mine == {steering.goals[1]: said}


@pytest.mark.parametrize("state", ["waiting", "closed"])
def test_a_rating_that_is_not_open_takes_nothing(session, state):
    steering = a_rating(session, state)
    guest = a_guest(session, steering.cast)
    with pytest.raises((Refused, Missing)):
        rate(session, guest, node_id=steering.goals[0], values={steering.criteria[0]: 1})
    assert stored(session, guest) == {}


def test_in_another_step_nothing_is_rated(session):
    steering = a_rating(session)
    go_to(session, steering.id, 1)
    with pytest.raises(Refused, match="another step"):
        rate(
            session,
            a_guest(session, steering.cast),
            node_id=steering.goals[0],
            values={steering.criteria[0]: 1},
        )


@pytest.mark.parametrize("value", [-1, 6])
def test_a_value_off_the_scale_is_refused(session, value):
    steering = a_rating(session)
    guest = a_guest(session, steering.cast)
    with pytest.raises(Refused):
        rate(session, guest, node_id=steering.goals[0], values={steering.criteria[0]: value})


def test_goals_and_criteria_of_another_rating_take_nothing(session):
    steering, other = a_rating(session), a_rating(session)
    guest = a_guest(session, steering.cast)
    for node_id, criterion in (
        (other.goals[0], steering.criteria[0]),
        (steering.goals[0], other.criteria[0]),
    ):
        with pytest.raises(Missing):
            rate(session, guest, node_id=node_id, values={criterion: 3})
    assert stored(session, guest) == {}


def test_who_is_gone_or_blocked_rates_nothing(session):
    steering = a_rating(session)
    values = {steering.criteria[0]: 3}
    nobody = Guest(999_999, steering.id, steering.code)
    with pytest.raises(Missing):
        rate(session, nobody, node_id=steering.goals[0], values=values)
    guest = a_guest(session, steering.cast)
    rate(session, guest, node_id=steering.goals[0], values=values)
    session.get_one(Participant, guest.id).revoked_at = NOW
    session.flush()
    with pytest.raises(Refused):
        rate(session, guest, node_id=steering.goals[0], values=values)
    close_step(session, steering.id, steering.step)
    assert result(session, steering).raters == 0


def test_console_and_projector_hear_of_an_answer_not_of_another_value(session):
    steering = a_rating(session)
    guest = a_guest(session, steering.cast)
    session.info["topics"] = {}
    rate(session, guest, node_id=steering.goals[0], values={steering.criteria[0]: 1})
    assert set(session.info["topics"]) == {f"screens:{steering.id}"}
    session.info["topics"] = {}
    rate(session, guest, node_id=steering.goals[0], values={steering.criteria[0]: 5})
    assert session.info["topics"] == {}


# Turnout and result


def test_the_turnout_tells_all_some_and_none(session):
    steering = a_rating(session)
    whole, part, _ = guests(session, steering.cast, 3)
    ratings(session, steering, whole, {goal: [0, 1, 2, 3] for goal in steering.goals})
    ratings(session, steering, part, {steering.goals[0]: [3]})
    found = rating_page(session, room(session, steering.id))
    assert (found.turnout.all, found.turnout.some, found.turnout.none) == (1, 1, 1)
    assert found.result is None


def test_the_table_has_means_spread_numbers_and_ranks(session):
    steering = a_rating(session, first=1)
    one, other = guests(session, steering.cast, 2)
    high, low, none = steering.goals
    ratings(session, steering, one, {high: [5, 4, 5, 0], low: [2, 2, 2, 2]})
    ratings(session, steering, other, {high: [3, 4, 5, 0], low: [2, 2, 2, 4]})
    close_step(session, steering.id, steering.step)
    found = result(session, steering)
    assert order(session, steering) == [(high, 1, 4.33), (low, 2, 2.25), (none, None, None)]
    figure = found.rows[0].figures[steering.criteria[0]]
    assert (figure.mean, figure.spread) == (Fraction(4), 1.0)
    assert (figure.ratings, figure.abstained) == (2, 0)
    unsaid = found.rows[0].figures[steering.criteria[3]]
    assert (unsaid.mean, unsaid.ratings, unsaid.abstained) == (None, 0, 2)
    assert [row.chosen for row in found.rows] == [True, False, False]
    assert (found.raters, found.people, found.few) == (2, 2, True)


def test_weights_change_the_table_afterwards_and_back(session):
    steering = a_rating(session)
    guest = a_guest(session, steering.cast)
    urgent, effective, _ = steering.goals
    ratings(session, steering, guest, {urgent: [5, 3, 1, 3], effective: [1, 3, 5, 3]})
    close_step(session, steering.id, steering.step)
    version = rating_version(session, room(session, steering.id))
    even = order(session, steering)
    assert [rank for _, rank, _ in even[:2]] == [1, 1]
    urgency, _, effect, _ = steering.criteria
    act(session, ANNA, weigh, steering.id, steering.step, weights={effect: 10}, first=1)
    heavy = order(session, steering)
    assert heavy[0][0] == effective
    assert [rank for _, rank, _ in heavy[:2]] == [1, 2]
    assert rating_version(session, room(session, steering.id)) != version
    last = newest(session, steering.id)
    assert last is not None
    undo(session, steering.id, last, by=ANNA)
    assert order(session, steering) == even
    assert rating_page(session, room(session, steering.id)).first == 5
    assert urgency


def test_nothing_at_all_cannot_be_weighed(session):
    steering = a_rating(session)
    weights = dict.fromkeys(steering.criteria, 0)
    with pytest.raises(Refused):
        weigh(session, steering.id, steering.step, weights=weights, first=5)
    other = a_rating(session)
    with pytest.raises(Missing):
        weigh(session, steering.id, steering.step, weights={other.criteria[0]: 3}, first=5)
    with pytest.raises(Missing):
        weigh(session, steering.id, other.step, weights={}, first=5)


# Criteria


def test_a_criterion_of_ones_own_is_added_taken_away_and_brought_back(session):
    steering = a_rating(session, "waiting")
    add_criterion(session, steering.id, steering.step, titles={"de": "Kosten", "ar": " "})
    added = active_criteria(session, steering.step)[-1]
    assert (added.titles, added.preset) == ({"de": "Kosten"}, None)
    set_criterion(session, steering.id, steering.step, steering.criteria[0], used=False)
    assert steering.criteria[0] not in [one.id for one in active_criteria(session, steering.step)]
    set_criterion(session, steering.id, steering.step, steering.criteria[0], used=True)
    assert active_criteria(session, steering.step)[-1].id == steering.criteria[0]


def test_an_open_rating_keeps_its_criteria(session):
    steering = a_rating(session)
    with pytest.raises(Refused):
        add_criterion(session, steering.id, steering.step, titles={"de": "Kosten"})
    with pytest.raises(Refused):
        set_criterion(session, steering.id, steering.step, steering.criteria[0], used=False)


def test_a_rating_without_criteria_or_goals_does_not_open(session):
    steering = a_rating(session, "waiting")
    for criterion in steering.criteria:
        set_criterion(session, steering.id, steering.step, criterion, used=False)
    with pytest.raises(Refused, match="criterion"):
        open_step(session, steering.id, steering.step)
    empty = a_rating(session, "waiting")
    for node in (*empty.goals, *empty.cast.fields):
        session.get_one(Node, node).deleted_at = NOW
    session.flush()
    with pytest.raises(Refused, match="goal"):
        open_step(session, empty.id, empty.step)


# Undo


def test_undoing_everything_returns_the_first_state_and_keeps_everybodys_ratings(session):
    steering = a_rating(session, "waiting")
    first = state_of(session, steering.id)
    people = guests(session, steering.cast, 2)
    act(session, ANNA, add_criterion, steering.id, steering.step, titles={"de": "Kosten"})
    act(session, ANNA, set_criterion, steering.id, steering.step, steering.criteria[3], used=False)
    act(session, ANNA, open_step, steering.id, steering.step)
    for guest in people:
        rate(session, guest, node_id=steering.goals[0], values={steering.criteria[0]: 4})
    act(session, ANNA, close_step, steering.id, steering.step)
    weights = {steering.criteria[0]: 7}
    act(session, ANNA, weigh, steering.id, steering.step, weights=weights, first=2)
    before = [stored(session, guest) for guest in people]
    while (last := newest(session, steering.id)) is not None:
        undo(session, steering.id, last, by=ANNA)
    session.expire_all()
    now = state_of(session, steering.id)
    assert {key: row for key, row in now.items() if key in first} == first
    rest = {key: row for key, row in now.items() if key not in first}
    assert {table for table, _ in rest} <= {"rated_goals", "criteria"}
    assert all(row.get("off") or row.get("position", 0) < 0 for row in rest.values())
    assert [stored(session, guest) for guest in people] == before
    open_step(session, steering.id, steering.step)
    assert own(session, steering, people[0]).mine == {steering.goals[0]: {steering.criteria[0]: 4}}


def test_an_opening_that_was_undone_takes_the_goals_as_they_are_at_the_next_one(session):
    steering = a_rating(session, "waiting")
    act(session, ANNA, open_step, steering.id, steering.step)
    last = newest(session, steering.id)
    assert last is not None
    undo(session, steering.id, last, by=ANNA)
    session.expire_all()
    assert all(session.scalars(select(RatedGoal.off).where(RatedGoal.step_id == steering.step)))
    more = a_node(
        session, steering.cast.concept_id, "Neu", parent_id=steering.cast.fields[0], level=1
    )
    open_step(session, steering.id, steering.step)
    page = rating_page(session, room(session, steering.id))
    assert more in [goal.id for goal in page.goals]


# Many at once


def test_twenty_answers_at_once_to_one_question_leave_one(ledger: Ledger) -> None:
    steering = ledger.write_now(a_rating)
    guest = ledger.write_now(a_guest, steering.cast)
    goal, criterion = steering.goals[0], steering.criteria[0]

    async def all_of_them() -> None:
        await asyncio.gather(
            *(ledger.write(rate, guest, node_id=goal, values={criterion: n % 6}) for n in range(20))
        )

    asyncio.run(all_of_them())
    assert len(ledger.read_now(stored, guest)) == 1


def test_nothing_is_rated_after_the_close_whatever_happens_at_once(ledger: Ledger) -> None:
    steering = ledger.write_now(a_rating)
    people = ledger.write_now(guests, steering.cast, 6)

    def say(guest: Guest) -> None:
        for goal in steering.goals:
            for criterion in steering.criteria:
                try:
                    ledger.write_now(rate, guest, node_id=goal, values={criterion: 3})
                except Refused:
                    return

    def close() -> tuple[int, int]:
        ledger.write_now(close_step, steering.id, steering.step)
        return ledger.read_now(_counted, steering)

    with ThreadPoolExecutor(7) as pool:
        running = [pool.submit(say, guest) for guest in people]
        closed = pool.submit(close)
        for one in running:
            one.result()
    assert closed.result() == ledger.read_now(_counted, steering)


def _counted(session: Session, steering: Steering) -> tuple[int, int]:
    """All ratings there are, and those in the table."""
    rows = session.scalars(select(Rating.value).where(Rating.step_id == steering.step)).all()
    figures = [one for row in result(session, steering).rows for one in row.figures.values()]
    return len(rows), sum(one.ratings + one.abstained for one in figures)


def test_a_workshop_that_rates_nothing_has_no_criteria(session):
    cast = a_workshop(session)
    assert not session.scalars(
        select(Criterion).where(Criterion.step_id.in_(cast.steps.values()))
    ).all()
