"""Whatever people and moderators do, everybody is in at most one group and counted once."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.refused import Missing, Refused
from tests.builders import NOW, a_guest, guests
from tests.workshops.groups.cast import Family, a_family
from workshops.agenda.room import people, room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.dots.placing import place_dots
from workshops.groups.board import board, sizes
from workshops.groups.reads import groups_of, is_in_group, seat_of
from workshops.groups.results import group_results
from workshops.groups.running import assign_rest, bring_groups, let_choose
from workshops.groups.seats import choose_group, enter_group
from workshops.groups.services import remove_group, return_group
from workshops.journal.services import Actor, act, newest, undo
from workshops.models import Dots, Participant, Step, Workshop
from workshops.participants.guest import Guest

ANNA = Actor("Anna")
PEOPLE, GROUPS = 6, 3


@dataclass
class Evening:
    family: Family
    people: list[Guest]


@contextmanager
def an_evening(ledger: Ledger) -> Iterator[tuple[Session, Evening]]:
    """In a transaction of its own that is rolled back: each example begins anew."""
    with Session(ledger._writing, expire_on_commit=False) as session:
        family = a_family(session, fields=GROUPS, measures=6)
        yield session, Evening(family, guests(session, family.plenary, PEOPLE))
        session.rollback()


who, where = st.integers(0, PEOPLE - 1), st.integers(0, GROUPS - 1)
MOVES = st.one_of(
    st.tuples(st.just("choose"), who, where),
    st.tuples(st.just("enter"), who, where),
    st.tuples(st.just("dot"), who, where),
    st.tuples(st.just("join"), who, where),
    st.tuples(st.just("assign"), who, where),
    st.tuples(st.just("remove"), who, where),
    st.tuples(st.just("return"), who, where),
    st.tuples(st.just("vote"), who, where),
    st.tuples(st.just("close"), who, where),
    st.tuples(st.just("away"), who, where),
    st.tuples(st.just("back"), who, where),
    st.tuples(st.just("choice"), who, where),
    st.tuples(st.just("together"), who, where),
    st.tuples(st.just("undo"), who, where),
)


def move(session: Session, evening: Evening, what: str, person: int, place: int) -> None:
    plenary, group = evening.family.plenary, evening.family.groups[place]
    one = evening.people[person]
    if what == "choose":
        choose_group(session, one, group.id, now=NOW, door=person % 2 == 0)
    elif what == "enter":
        enter_group(session, one, group.code, now=NOW)
    elif what == "join":
        evening.people.append(a_guest(session, plenary))
    elif what == "dot":
        seat = seat_of(session, one, group.code)
        if seat:
            place_dots(session, seat, measure_id=group.measures[0], count=person % 2 + 1)
    elif what == "vote":
        position = next(s.position for s in room(session, group.id).steps if s.kind == "vote")
        act(session, ANNA, go_to, group.id, position)
        act(session, ANNA, open_step, group.id, group.vote)
    elif what == "close":
        act(session, ANNA, close_step, group.id, group.vote)
    elif what == "undo":
        last = newest(session, plenary.id)
        if last is not None:
            undo(session, plenary.id, last, by=ANNA)
    else:
        calls: dict[str, tuple[Any, ...]] = {
            "assign": (assign_rest,),
            "remove": (remove_group, group.id),
            "return": (return_group, group.id),
            "away": (go_to, 0),
            "back": (go_to, 2),
            "choice": (let_choose, person % 2 == 0),
            "together": (bring_groups, "collect"),
        }
        verb, *rest = calls[what]
        act(session, ANNA, verb, plenary.id, *rest)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, max_size=25))
def test_everybody_is_in_at_most_one_group_and_counted_once(
    ledger: Ledger, moves: list[tuple[str, int, int]]
) -> None:
    with an_evening(ledger) as (session, evening):
        for what, person, place in moves:
            with suppress(Refused, Missing), session.begin_nested():
                move(session, evening, what, person, place)
            session.expire_all()
        check(session, evening)


def check(session: Session, evening: Evening) -> None:
    plenary = room(session, evening.family.plenary.id)
    standing = groups_of(session, plenary.id)
    for one in evening.people:
        assert sum(is_in_group(session, one.id, id) for id in standing) <= 1
        seats = [g for g in evening.family.groups if seat_of(session, one, g.code)]
        assert len(seats) <= 1
    shown = sizes(session, plenary)
    assert sum(one.people for one in shown.groups) + shown.without == len(evening.people)
    assert plenary.people == len(evening.people)
    assert [one.people for one in shown.groups] == [people(session, id) for id in standing]
    assert board(session, plenary).without == shown.without
    every_seat_stands_for_one_person(session)
    dots_lie_where_their_voter_sits(session)
    tallies_are_what_a_recount_says(session, evening)


def every_seat_stands_for_one_person(session: Session) -> None:
    twice = session.execute(
        select(Participant.workshop_id, Participant.person_id)
        .where(Participant.person_id.is_not(None))
        .group_by(Participant.workshop_id, Participant.person_id)
        .having(func.count() > 1)
    )
    assert twice.all() == []


def dots_lie_where_their_voter_sits(session: Session) -> None:
    strays = session.execute(
        select(Dots.participant_id)
        .join(Step, Step.id == Dots.step_id)
        .join(Participant, Participant.id == Dots.participant_id)
        .where(Participant.workshop_id != Step.workshop_id)
    )
    assert strays.all() == []


def tallies_are_what_a_recount_says(session: Session, evening: Evening) -> None:
    for result in group_results(session, room(session, evening.family.plenary.id)):
        step = select(Step.id).where(Step.workshop_id == result.name.id, Step.state == "closed")
        dots, voters = session.execute(
            select(
                func.coalesce(func.sum(Dots.count), 0), func.count(Dots.participant_id.distinct())
            ).where(Dots.step_id.in_(step))
        ).one()
        assert result.voters == (voters if result.closed else 0)
        assert result.dots == (dots if result.closed and not result.withheld else 0)
        assert result.people >= result.voters
        assert session.get_one(Workshop, result.name.id).removed_at is None
