"""Making groups, going into them, and undoing all of it; on both databases."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.refused import Missing, Refused
from tests.builders import NOW, a_guest, a_measure, a_workshop, guests
from tests.workshops.groups.cast import a_family, bring, member
from workshops.agenda.editing import insert_step
from workshops.agenda.room import people, room
from workshops.agenda.services import go_to, open_step
from workshops.dots.lines import ballot_fields
from workshops.dots.placing import place_dots
from workshops.groups.board import board, names, sizes
from workshops.groups.reads import elsewhere, groups_of, is_in_group, seat_of
from workshops.groups.running import assign_rest, bring_groups, let_choose
from workshops.groups.seats import choose_group, enter_group, join_group
from workshops.groups.services import (
    add_group,
    change_group,
    make_groups,
    remove_group,
    return_group,
)
from workshops.journal.services import Actor, act, newest, undo
from workshops.journal.state import state_of
from workshops.measures.candidates import measures_by_field
from workshops.measures.services import approve
from workshops.models import Participant, Workshop
from workshops.participants.services import phone_frame, phone_page
from workshops.reads import workshops

ANNA = Actor("Anna")


def undo_all(session: Session, workshop_id: int) -> None:
    while (last := newest(session, workshop_id)) is not None:
        undo(session, workshop_id, last, by=ANNA)
    session.expire_all()


# Making them


def test_one_group_for_each_field_is_made_in_one_click(session: Session) -> None:
    cast = a_workshop(session, titles=("Sprache", "Arbeit"), languages=("de", "ar"))
    make_groups(session, cast.id)
    found = names(session, room(session, cast.id))
    assert [(one.letter, one.title) for one in found] == [("A", "Sprache"), ("B", "Arbeit")]
    assert [one.fields[0].number for one in found] == [1, 2]
    group = room(session, found[1].id)
    assert [s.kind for s in group.steps][-2:] == ["vote", "results"]
    assert group.steps[0].kind == "collect"
    assert (group.languages, group.code != cast.code) == (("de", "ar"), True)
    assert [(f.id, f.number) for f in group.fields] == [(cast.fields[1], 2)]


def test_a_field_that_has_a_group_gets_no_second_one(session: Session) -> None:
    cast = a_workshop(session)
    add_group(session, cast.id, title="Ich", place="", node_ids=[cast.fields[0]])
    make_groups(session, cast.id)
    assert len(groups_of(session, cast.id)) == 2
    with pytest.raises(Refused):
        make_groups(session, cast.id)


def test_a_group_works_on_fields_of_its_workshop_only(session: Session) -> None:
    cast, other = a_workshop(session), a_workshop(session)
    for wrong in ([], [other.fields[0]]):
        with pytest.raises(Refused):
            add_group(session, cast.id, title="Falsch", place="", node_ids=wrong)


def test_a_group_starts_with_the_agenda_that_was_chosen(session: Session) -> None:
    cast = a_workshop(session)
    id = add_group(
        session, cast.id, title="A", place="", node_ids=cast.fields, template="field-group"
    )
    assert room(session, id).steps[0].kind == "arrive"


def test_a_group_has_no_groups(session: Session) -> None:
    family = a_family(session)
    with pytest.raises(Missing):
        make_groups(session, family.groups[0].id)


def test_a_group_that_is_removed_comes_back_with_its_people_and_its_work(session: Session) -> None:
    family = a_family(session)
    group = family.groups[0]
    person = a_guest(session, family.plenary)
    seat = member(session, person, group)
    idea = a_measure(session, group.one_field, workshop_id=group.id, participant_id=seat.id)
    remove_group(session, family.plenary.id, group.id)
    assert not is_in_group(session, person.id, group.id)
    assert seat_of(session, person, group.code) is None
    assert sizes(session, room(session, family.plenary.id)).without == 1
    assert elsewhere(session, room(session, group.id), seat) == family.plenary.code
    return_group(session, family.plenary.id, group.id)
    assert seat_of(session, person, group.code) == seat
    assert idea in measures_by_field(session, family.plenary.id)


def test_making_changing_and_removing_are_undone_in_order(session: Session) -> None:
    cast = a_workshop(session, "collect", fields=3)
    insert_step(session, cast.id, after=1, kind="groups")
    go_to(session, cast.id, 2)
    people_there = guests(session, cast, 7)
    first = state_of(session, cast.id)
    act(session, ANNA, make_groups, cast.id)
    group, other, _ = groups_of(session, cast.id)
    choose_group(session, people_there[0], group, now=NOW)
    act(
        session,
        ANNA,
        change_group,
        cast.id,
        group,
        title="Neu",
        place="Raum 2",
        node_ids=cast.fields[:2],
    )
    act(session, ANNA, remove_group, cast.id, other)
    act(session, ANNA, assign_rest, cast.id)
    act(session, ANNA, let_choose, cast.id, False)
    act(session, ANNA, bring_groups, cast.id, "results")
    act(session, ANNA, return_group, cast.id, other)
    changed = {id: room(session, id).position for id in groups_of(session, cast.id)}
    assert sum(changed.values()) > 0
    for _ in range(6):
        last = newest(session, cast.id)
        assert last is not None
        undo(session, cast.id, last, by=ANNA)
        session.expire_all()
    here = room(session, cast.id)
    assert [(one.name.title, one.people) for one in board(session, here).groups] == [
        ("Handlungsfeld 1", 1),  # who chose is where they were
        ("Handlungsfeld 2", 0),
        ("Handlungsfeld 3", 0),
    ]
    assert [line.position for line in board(session, here).groups] == [0, 0, 0]
    assert [len(one.fields) for one in names(session, here)] == [1, 1, 1]
    undo_all(session, cast.id)
    assert groups_of(session, cast.id) == []
    assert board(session, room(session, cast.id)).removed == ()
    removed = {key for key in state_of(session, cast.id) if key[0] == "workshops"}
    assert {k: v for k, v in state_of(session, cast.id).items() if k not in removed} == {
        k: v for k, v in first.items() if k not in removed
    }


def test_groups_stand_below_their_workshop_in_the_list(session: Session) -> None:
    older = a_workshop(session, title="Erst")
    family = a_family(session, title="Dann")
    lines = [(one.code, one.group) for one in workshops(session)]
    own = [family.plenary.code, *(group.code for group in family.groups)]
    assert lines == [(own[0], False), (own[1], True), (own[2], True), (older.code, False)]


# Going into them


def test_whoever_chooses_a_group_is_there_and_stays_who_they_are(session: Session) -> None:
    family = a_family(session)
    a, b = family.groups
    person = a_guest(session, family.plenary, language="tr")
    seat = member(session, person, a)
    assert seat.person_id == person.id
    assert seat.parent_id == family.plenary.id
    row = session.get_one(Participant, seat.id)
    assert (row.key, row.language) == (f"person/{person.id}", "tr")
    assert member(session, person, a) == seat
    other = member(session, person, b)
    assert seat_of(session, person, a.code) is None
    assert member(session, person, a) == seat != other
    assert (people(session, a.id), people(session, b.id)) == (1, 0)
    assert people(session, family.plenary.id) == 1


def test_nobody_chooses_while_the_room_is_elsewhere_or_the_moderator_decides(
    session: Session,
) -> None:
    family = a_family(session)
    person = a_guest(session, family.plenary)
    let_choose(session, family.plenary.id, False)
    with pytest.raises(Refused):
        member(session, person, family.groups[0])
    let_choose(session, family.plenary.id, True)
    go_to(session, family.plenary.id, 1)
    with pytest.raises(Refused):
        member(session, person, family.groups[0])


def test_a_group_of_another_workshop_is_not_there(session: Session) -> None:
    family, other = a_family(session), a_family(session)
    person = a_guest(session, family.plenary)
    with pytest.raises(Missing):
        member(session, person, other.groups[0])


def test_the_code_of_a_group_lets_in_whoever_has_none_at_any_time(session: Session) -> None:
    family = a_family(session)
    go_to(session, family.plenary.id, 0)
    group = family.groups[0]
    seat = join_group(session, group.code, key="k" * 64, language="ar", now=NOW)
    assert seat.workshop_id == group.id
    assert people(session, family.plenary.id) == 1
    again = join_group(session, group.code, key="k" * 64, language="ar", now=NOW)
    assert again == seat
    with pytest.raises(Refused):  # they have one, and it is not the time to change it
        join_group(session, family.groups[1].code, key="k" * 64, language="ar", now=NOW)


def test_who_has_dots_in_an_open_vote_stays_until_they_take_them_back(session: Session) -> None:
    family = a_family(session, step="vote")
    a, b = family.groups
    person = a_guest(session, family.plenary)
    seat = member(session, person, a)
    place_dots(session, seat, measure_id=a.measures[0], count=1)
    with pytest.raises(Refused):
        member(session, person, b)
    place_dots(session, seat, measure_id=a.measures[0], count=0)
    member(session, person, b)


def test_who_has_left_a_group_places_no_dots_there(session: Session) -> None:
    family = a_family(session, step="vote")
    a, b = family.groups
    person = a_guest(session, family.plenary)
    seat = member(session, person, a)
    there = member(session, person, b)
    with pytest.raises(Missing):
        place_dots(session, seat, measure_id=a.measures[0], count=1)
    with pytest.raises(Missing):  # the other group's measures are not on this one's ballot
        place_dots(session, there, measure_id=a.measures[0], count=1)
    place_dots(session, there, measure_id=b.measures[0], count=1)


def test_the_rest_are_assigned_evenly_and_enter_at_their_first_visit(session: Session) -> None:
    family = a_family(session)
    a, b = family.groups
    persons = guests(session, family.plenary, 5)
    member(session, persons[0], b)
    member(session, persons[1], b)
    assert assign_rest(session, family.plenary.id) == 3
    assert (people(session, a.id), people(session, b.id)) == (3, 2)
    assert assign_rest(session, family.plenary.id) == 0
    given = next(p for p in persons[2:] if is_in_group(session, p.id, a.id))
    seat = enter_group(session, given, a.code, now=NOW)
    assert seat is not None
    assert enter_group(session, given, a.code, now=NOW) == seat
    assert enter_group(session, given, b.code, now=NOW) is None


def test_an_assignment_is_undone_but_not_for_who_has_chosen_since(session: Session) -> None:
    family = a_family(session)
    a, b = family.groups
    persons = guests(session, family.plenary, 2)
    act(session, ANNA, assign_rest, family.plenary.id)
    moved = next(p for p in persons if is_in_group(session, p.id, a.id))
    member(session, moved, b)
    undo_all(session, family.plenary.id)
    assert [is_in_group(session, moved.id, g.id) for g in (a, b)] == [False, True]
    assert sizes(session, room(session, family.plenary.id)).without == 1


# Led there and back


def test_phones_are_led_into_their_group_and_back(session: Session) -> None:
    family = a_family(session)
    person = a_guest(session, family.plenary)
    assert phone_page(session, person).elsewhere is None
    seat = member(session, person, family.groups[0])
    assert phone_page(session, person).elsewhere == family.groups[0].code
    assert phone_page(session, seat).elsewhere is None
    working = phone_frame(session, seat.workshop_id).stamp
    go_to(session, family.plenary.id, 3)
    assert phone_frame(session, seat.workshop_id).stamp != working
    assert phone_page(session, seat).elsewhere == family.plenary.code
    assert phone_page(session, person).elsewhere is None
    go_to(session, family.plenary.id, 2)
    assert phone_frame(session, seat.workshop_id).stamp == working


def test_a_persons_choice_makes_no_other_phone_ask_anew(session: Session) -> None:
    family = a_family(session)
    persons = guests(session, family.plenary, 2)
    before = phone_frame(session, family.plenary.id).stamp
    member(session, persons[0], family.groups[0])
    assert phone_frame(session, family.plenary.id).stamp == before
    assign_rest(session, family.plenary.id)
    assert phone_frame(session, family.plenary.id).stamp != before


class Ear:
    """What a hub would hear."""

    def __init__(self) -> None:
        self.heard: set[str] = set()

    def announce(self, topics: Iterable[str]) -> None:
        self.heard |= set(topics)


def test_a_family_hears_of_each_other_and_siblings_do_not(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = ledger.write_now(a_family)
    ear = Ear()
    monkeypatch.setattr(ledger, "_hub", ear)
    ledger.write_now(go_to, family.plenary.id, 3)
    assert {f"phones:{g.id}" for g in family.groups} <= ear.heard
    ear.heard.clear()
    ledger.write_now(bring, family.groups[0], "results")
    assert f"screens:{family.plenary.id}" in ear.heard
    assert f"phones:{family.groups[1].id}" not in ear.heard


def test_a_dot_in_a_group_is_told_to_the_plenarys_console(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = ledger.write_now(a_family, step="vote")
    person = ledger.write_now(a_guest, family.plenary)
    seat = ledger.write_now(member, person, family.groups[0])
    ear = Ear()
    monkeypatch.setattr(ledger, "_hub", ear)
    ledger.write_now(place_dots, seat, measure_id=family.groups[0].measures[0], count=1)
    assert ear.heard == {f"screens:{family.groups[0].id}", f"screens:{family.plenary.id}"}


# Whose measures are before whom


def test_ideas_of_a_group_are_the_plenarys_at_once_and_not_its_siblings(session: Session) -> None:
    family = a_family(session, measures=2)
    a = family.groups[0]
    office = measures_by_field(session, a.id)
    shared = add_group(
        session, family.plenary.id, title="Beide", place="", node_ids=family.plenary.fields
    )
    idea = a_measure(session, a.one_field, workshop_id=a.id)
    plenary = a_measure(session, a.one_field, workshop_id=family.plenary.id)
    assert set(measures_by_field(session, a.id)) == {*office, idea, plenary}
    assert {idea, plenary} <= set(measures_by_field(session, family.plenary.id))
    assert idea not in measures_by_field(session, shared)
    assert plenary in measures_by_field(session, shared)
    bring(session, a, "results")  # a group at its end is still no room of others
    assert idea not in measures_by_field(session, shared)
    other = a_workshop(session)
    session.get_one(Workshop, other.id).concept_id = family.plenary.concept_id
    assert idea not in measures_by_field(session, other.id)


def test_an_idea_approved_in_a_group_comes_onto_the_plenarys_open_ballot(session: Session) -> None:
    family = a_family(session)
    a = family.groups[0]
    go_to(session, family.plenary.id, 3)
    open_step(session, family.plenary.id, family.plenary.vote)
    idea = a_measure(session, a.one_field, state="proposed", workshop_id=a.id)
    assert idea not in ballot_fields(session, family.plenary.vote)
    approve(session, a.id, idea)
    assert ballot_fields(session, family.plenary.vote)[idea] == a.one_field


# The board


def test_the_board_shows_where_each_group_is_in_numbers(session: Session) -> None:
    family = a_family(session)
    a, b = family.groups
    persons = guests(session, family.plenary, 4)
    seats = [member(session, p, a) for p in persons[:2]]
    bring(session, a, "vote")
    place_dots(session, seats[0], measure_id=a.measures[0], count=1)
    a_measure(session, b.one_field, workshop_id=b.id)
    shown = board(session, room(session, family.plenary.id))
    assert (shown.people, shown.without) == (4, 2)
    first, second = shown.groups
    assert (first.people, first.state, first.ideas) == (2, "open", None)
    assert first.turnout is not None
    assert (first.turnout.some, first.turnout.none) == (1, 1)
    assert (second.people, second.ideas, second.turnout) == (0, 1, None)
    assert "vote" in [stop.kind for stop in shown.stops]


def test_groups_are_not_brought_past_a_vote_that_is_open(session: Session) -> None:
    family = a_family(session)
    bring(session, family.groups[0], "vote")
    with pytest.raises(Refused):
        bring_groups(session, family.plenary.id, "results")
    bring_groups(session, family.plenary.id, "collect")
    assert {room(session, g.id).step.kind for g in family.groups} == {"collect"}


# At once


def test_two_taps_at_once_give_one_seat(ledger: Ledger) -> None:
    family = ledger.write_now(a_family)
    person = ledger.write_now(a_guest, family.plenary)

    def tap(index: int) -> int:
        group = family.groups[index % 2]
        return ledger.write_now(choose_group, person, group.id, now=NOW).workshop_id

    with ThreadPoolExecutor(8) as many:
        list(many.map(tap, range(16)))

    def rows(session: Session) -> tuple[int, int]:
        seats = session.scalar(select(func.count()).where(Participant.person_id == person.id))
        return seats or 0, sum(people(session, g.id) for g in family.groups)

    assert ledger.read_now(rows) == (2, 1)
