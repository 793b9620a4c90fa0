"""Placing dots, opening, closing, hiding: on SQLite and on PostgreSQL."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.refused import Missing, Refused
from tests.builders import NOW, Cast, ConceptCast, a_guest, a_measure, a_workshop, dots, guests
from workshops.agenda.room import RoomStep, room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.dots.counting import tally
from workshops.dots.placing import place_dots
from workshops.dots.reads import ballot_of, standing
from workshops.dots.services import rule_of, set_rule
from workshops.dots.turnout import turnout_of
from workshops.measures.services import approve, hide, propose
from workshops.models import BallotLine, Dots
from workshops.participants.guest import Guest


def placed(session: Session, cast: Cast, guest: Guest) -> dict[int, int]:
    rows = session.execute(
        select(Dots.measure_id, Dots.count).where(
            Dots.participant_id == guest.id, Dots.step_id == cast.vote
        )
    )
    return {row[0]: row[1] for row in rows}


def on_ballot(session: Session, cast: Cast) -> set[int]:
    query = select(BallotLine.measure_id).where(BallotLine.step_id == cast.vote)
    return set(session.scalars(query))


def counted(session: Session, cast: Cast) -> dict[int, tuple[int, int]]:
    """Measure -> dots and voters, as the closed vote tells them."""
    tallies = tally(session, the_vote(session, cast))
    assert tallies is not None
    return {t.measure_id: (t.dots, t.voters) for t in tallies}


def the_vote(session: Session, cast: Cast) -> RoomStep:
    return next(s for s in room(session, cast.id).steps if s.kind == "vote")


# Placing


def test_a_dot_is_stored_and_the_answer_says_what_is_left(session):
    cast = a_workshop(session, "vote", measures=6, allowance=3)
    guest = a_guest(session, cast)
    answer = place_dots(session, guest, measure_id=cast.measures[0], count=2)
    assert (answer.count, answer.left, answer.allowance) == (2, 1, 3)
    assert answer.pool == answer.field_id == cast.fields[0]
    assert answer.texts == {"de": "Maßnahme 1"}
    assert placed(session, cast, guest) == {cast.measures[0]: 2}


def test_a_retried_request_counts_once(session):
    cast = a_workshop(session, "vote")
    guest = a_guest(session, cast)
    first = place_dots(session, guest, measure_id=cast.measures[0], count=1)
    assert place_dots(session, guest, measure_id=cast.measures[0], count=1) == first
    assert placed(session, cast, guest) == {cast.measures[0]: 1}


def test_a_late_retry_sets_the_number_it_carries_and_no_more(session):
    cast = a_workshop(session, "vote")
    guest = a_guest(session, cast)
    for count in (1, 2, 1, 0, 0):
        place_dots(session, guest, measure_id=cast.measures[0], count=count)
    assert placed(session, cast, guest) == {}


def test_a_dot_too_many_is_refused_and_changes_nothing(session):
    cast = a_workshop(session, "vote", measures=6, fields=1, allowance=3)
    guest = a_guest(session, cast)
    place_dots(session, guest, measure_id=cast.measures[0], count=2)
    place_dots(session, guest, measure_id=cast.measures[1], count=1)
    with pytest.raises(Refused):
        place_dots(session, guest, measure_id=cast.measures[2], count=1)
    assert placed(session, cast, guest) == {cast.measures[0]: 2, cast.measures[1]: 1}


def test_a_measure_of_another_workshop_takes_no_dot(session):
    cast, other = a_workshop(session, "vote"), a_workshop(session, "vote")
    with pytest.raises(Missing):
        place_dots(session, a_guest(session, cast), measure_id=other.measures[0], count=1)


def test_a_participant_who_is_gone_places_nothing(session):
    cast = a_workshop(session, "vote")
    with pytest.raises(Missing):
        place_dots(
            session, Guest(999_999, cast.id, cast.code), measure_id=cast.measures[0], count=1
        )


@pytest.mark.parametrize("step", ["arrive", "collect", "results"])
def test_in_another_step_no_dot_is_placed(session, step):
    cast = a_workshop(session, step)
    with pytest.raises(Refused):
        place_dots(session, a_guest(session, cast), measure_id=cast.measures[0], count=1)


@pytest.mark.parametrize("state", ["waiting", "closed"])
def test_a_vote_that_is_not_open_takes_no_dot(session, state):
    cast = a_workshop(session, "vote", state=state)
    with pytest.raises(Refused):
        place_dots(session, a_guest(session, cast), measure_id=cast.measures[0], count=1)


def test_console_and_projector_hear_of_a_dot_and_phones_do_not(session):
    cast = a_workshop(session, "vote")
    guest = a_guest(session, cast)
    session.info["topics"] = {}
    place_dots(session, guest, measure_id=cast.measures[0], count=1)
    assert set(session.info["topics"]) == {f"screens:{cast.id}"}
    session.info["topics"] = {}
    place_dots(session, guest, measure_id=cast.measures[0], count=1)
    assert session.info["topics"] == {}, "a retry is no news"


# Many at once


def spread(cast: Cast, requests: int) -> list[tuple[int, int]]:
    """One dot on each measure in turn: all of them different requests."""
    return [(cast.measures[n % len(cast.measures)], 1) for n in range(requests)]


async def all_at_once(ledger: Ledger, guest: Guest, wanted: list[tuple[int, int]]) -> Counter[str]:
    async def one(measure_id: int, count: int) -> str:
        try:
            await ledger.write(place_dots, guest, measure_id=measure_id, count=count)
        except Refused:
            return "refused"
        return "placed"

    return Counter(await asyncio.gather(*(one(*want) for want in wanted)))


async def test_twenty_requests_at_once_with_two_dots_left_place_exactly_two(ledger):
    cast = ledger.write_now(a_workshop, "vote", measures=22, fields=1, allowance=4, most=2)
    guest = ledger.write_now(a_guest, cast)
    ledger.write_now(dots, cast, guest, {cast.measures[20]: 2})
    answers = await all_at_once(ledger, guest, spread(cast, 20))
    assert answers == {"placed": 2, "refused": 18}
    assert sum(ledger.read_now(placed, cast, guest).values()) == 4


async def test_two_tabs_that_tap_the_same_measure_place_what_one_of_them_said(ledger):
    cast = ledger.write_now(a_workshop, "vote", measures=4, fields=1, allowance=3, most=3)
    guest = ledger.write_now(a_guest, cast)
    wanted = [(cast.measures[0], 1 + n % 3) for n in range(12)]
    answers = await all_at_once(ledger, guest, wanted)
    assert answers == {"placed": 12}
    assert ledger.read_now(placed, cast, guest)[cast.measures[0]] in (1, 2, 3)


async def test_a_room_that_votes_at_once_loses_no_dot(ledger):
    cast = ledger.write_now(a_workshop, "vote", measures=6, fields=1, allowance=3)
    room_full = ledger.write_now(guests, cast, 15)
    answers = await asyncio.gather(
        *(all_at_once(ledger, guest, spread(cast, 6)) for guest in room_full)
    )
    assert all(answer == {"placed": 3, "refused": 3} for answer in answers)
    ledger.write_now(close_step, cast.id, cast.vote)
    assert sum(dots for dots, _ in ledger.read_now(counted, cast).values()) == 45


async def test_a_dot_and_the_closing_at_once_agree_whether_it_counts(ledger):
    cast = ledger.write_now(a_workshop, "vote", measures=30, fields=1, allowance=10)
    room_full = ledger.write_now(guests, cast, 8)
    *answers, _ = await asyncio.gather(
        *(all_at_once(ledger, guest, spread(cast, 3)) for guest in room_full),
        ledger.write(close_step, cast.id, cast.vote),
    )
    told = sum(dots for dots, _ in ledger.read_now(counted, cast).values())
    assert told == sum(answer["placed"] for answer in answers)


# Opening, closing, going back


def test_opening_fixes_the_proposed_allowance(session):
    cast = a_workshop(session, "vote", measures=24, fields=2)
    assert rule_of(session, the_vote(session, cast)).allowance == 4
    for n in range(20):
        a_measure(session, cast.one_field, f"Später {n}")
    assert rule_of(session, the_vote(session, cast)).allowance == 4


def test_a_vote_on_nothing_is_not_opened(session):
    cast = a_workshop(session, "vote", state="waiting", measures=0)
    with pytest.raises(Refused, match="no measure"):
        open_step(session, cast.id, cast.vote)


def test_closing_and_opening_again_loses_nothing(session):
    cast = a_workshop(session, "vote")
    guest = a_guest(session, cast)
    place_dots(session, guest, measure_id=cast.measures[0], count=2)
    close_step(session, cast.id, cast.vote)
    close_step(session, cast.id, cast.vote)
    open_step(session, cast.id, cast.vote)
    open_step(session, cast.id, cast.vote)
    assert placed(session, cast, guest) == {cast.measures[0]: 2}
    place_dots(session, guest, measure_id=cast.measures[1], count=1)


def test_going_back_and_forward_loses_nothing(session):
    cast = a_workshop(session, "vote")
    guest = a_guest(session, cast)
    place_dots(session, guest, measure_id=cast.measures[0], count=1)
    for position in (1, 0, 2):
        go_to(session, cast.id, position)
    assert ballot_of(session, room(session, cast.id), guest).placed[0][1].count == 1


def test_the_counts_are_told_only_when_the_vote_is_closed(session):
    cast = a_workshop(session, "vote")
    guest = a_guest(session, cast)
    place_dots(session, guest, measure_id=cast.measures[0], count=2)
    assert tally(session, the_vote(session, cast)) is None
    close_step(session, cast.id, cast.vote)
    assert counted(session, cast)[cast.measures[0]] == (2, 1)
    open_step(session, cast.id, cast.vote)
    assert tally(session, the_vote(session, cast)) is None


def test_a_rule_is_changed_until_the_vote_begins(session):
    cast = a_workshop(session, "vote", state="waiting")
    set_rule(session, cast.id, cast.vote, scope="step", allowance=7, most=1)
    assert rule_of(session, the_vote(session, cast)).allowance == 7
    open_step(session, cast.id, cast.vote)
    with pytest.raises(Refused):
        set_rule(session, cast.id, cast.vote, scope="field", allowance=2, most=1)
    close_step(session, cast.id, cast.vote)
    with pytest.raises(Refused):
        set_rule(session, cast.id, cast.vote, scope="field", allowance=2, most=1)


def test_the_rule_of_another_workshop_cannot_be_changed(session):
    cast, other = a_workshop(session, "vote", state="waiting"), a_workshop(session)
    with pytest.raises(Missing):
        set_rule(session, other.id, cast.vote, scope="step", allowance=1, most=1)


def test_a_step_that_is_no_vote_has_no_rule(session):
    cast = a_workshop(session)
    with pytest.raises(Missing):
        set_rule(session, cast.id, cast.steps["collect"], scope="step", allowance=1, most=1)


# Measures that leave the ballot and come back


def a_proposal(session: Session, cast: Cast, text: str = "Ein Vorschlag") -> int:
    author = a_guest(session, cast)
    return a_measure(session, cast.one_field, text, workshop_id=cast.id, participant_id=author.id)


def a_vote_on_a_proposal(session: Session, *, allowance: int) -> tuple[Cast, int]:
    cast = a_workshop(session, "vote", state="waiting", fields=1, measures=4, allowance=allowance)
    proposal = a_proposal(session, cast)
    open_step(session, cast.id, cast.vote)
    return cast, proposal


def test_a_hidden_measure_gives_its_dots_back(session):
    cast, proposal = a_vote_on_a_proposal(session, allowance=2)
    guest = a_guest(session, cast)
    place_dots(session, guest, measure_id=proposal, count=2)
    hide(session, cast.id, proposal)
    assert place_dots(session, guest, measure_id=cast.measures[0], count=2).left == 0
    with pytest.raises(Refused, match="Your dots are back"):
        place_dots(session, guest, measure_id=proposal, count=1)


def test_a_measure_that_comes_back_brings_its_dots(session):
    cast, proposal = a_vote_on_a_proposal(session, allowance=2)
    guest = a_guest(session, cast)
    place_dots(session, guest, measure_id=proposal, count=2)
    hide(session, cast.id, proposal)
    approve(session, cast.id, proposal)
    assert placed(session, cast, guest) == {proposal: 2}


@pytest.mark.parametrize(("elsewhere", "back"), [(0, 2), (1, 1), (2, 0)])
def test_dots_placed_elsewhere_meanwhile_stay_there(session, elsewhere, back):
    cast, proposal = a_vote_on_a_proposal(session, allowance=2)
    guest = a_guest(session, cast)
    place_dots(session, guest, measure_id=proposal, count=2)
    hide(session, cast.id, proposal)
    place_dots(session, guest, measure_id=cast.measures[0], count=elsewhere)
    approve(session, cast.id, proposal)
    expected = {cast.measures[0]: elsewhere, proposal: back}
    assert placed(session, cast, guest) == {m: n for m, n in expected.items() if n}


def test_a_measure_brought_back_after_the_vote_has_its_dots_as_far_as_they_fit(session):
    cast, proposal = a_vote_on_a_proposal(session, allowance=2)
    guest = a_guest(session, cast)
    place_dots(session, guest, measure_id=proposal, count=2)
    hide(session, cast.id, proposal)
    place_dots(session, guest, measure_id=cast.measures[0], count=1)
    close_step(session, cast.id, cast.vote)
    approve(session, cast.id, proposal)
    after = counted(session, cast)
    assert after[cast.measures[0]] == after[proposal] == (1, 1)


def test_a_proposal_approved_during_the_vote_comes_onto_the_ballot(session):
    cast = a_workshop(session, "vote", approve_first=True)
    author = a_guest(session, cast)
    go_to(session, cast.id, 1)
    own = propose(
        session, author, field_id=cast.one_field, text="Noch etwas", language="de", now=NOW
    )
    go_to(session, cast.id, 2)
    with pytest.raises(Missing):
        place_dots(session, author, measure_id=own.id, count=1)
    approve(session, cast.id, own.id)
    assert place_dots(session, author, measure_id=own.id, count=1).count == 1


def test_a_proposal_of_one_workshop_does_not_grow_the_open_ballot_of_another(session):
    cast = a_workshop(session, "vote")
    there = ConceptCast(cast.concept_id, cast.concept_name, cast.fields, cast.measures)
    other = a_workshop(session, "vote", concept=there)
    before = on_ballot(session, other)
    proposal = a_measure(session, cast.one_field, state="proposed", workshop_id=cast.id)
    approve(session, cast.id, proposal)
    assert proposal in on_ballot(session, cast)
    assert on_ballot(session, other) == before


async def test_a_proposal_approved_while_the_vote_opens_is_on_the_ballot(ledger):
    for _ in range(5):
        cast = ledger.write_now(a_workshop, "vote", state="waiting")
        proposal = ledger.write_now(
            a_measure, cast.one_field, state="proposed", workshop_id=cast.id
        )
        await asyncio.gather(
            ledger.write(approve, cast.id, proposal),
            ledger.write(open_step, cast.id, cast.vote),
        )
        assert proposal in ledger.read_now(on_ballot, cast)


async def test_dots_and_a_measure_that_comes_and_goes_keep_within_the_allowance(ledger):
    cast, proposal = ledger.write_now(a_vote_on_a_proposal, allowance=2)
    room_full = ledger.write_now(guests, cast, 6)
    for guest in room_full:
        ledger.write_now(place_dots, guest, measure_id=proposal, count=2)

    async def come_and_go() -> None:
        for _ in range(4):
            await ledger.write(hide, cast.id, proposal)
            await ledger.write(approve, cast.id, proposal)

    await asyncio.gather(
        come_and_go(), *(all_at_once(ledger, guest, spread(cast, 8)) for guest in room_full)
    )
    for guest in room_full:
        assert sum(ledger.read_now(placed, cast, guest).values()) <= 2


# Reading


def test_a_ballot_shows_every_field_with_what_is_left_in_it(session):
    cast = a_workshop(session, "vote", measures=6, fields=2, allowance=3)
    guest = a_guest(session, cast)
    place_dots(session, guest, measure_id=cast.measures[0], count=2)
    page = ballot_of(session, room(session, cast.id), guest)
    assert [(part.field.id, part.left, len(part.measures)) for part in page.fields] == [
        (cast.fields[0], 1, 3),
        (cast.fields[1], 3, 3),
    ]


def test_a_step_wide_ballot_has_one_stock(session):
    cast = a_workshop(session, "vote", scope="step", allowance=5)
    guest = a_guest(session, cast)
    place_dots(session, guest, measure_id=cast.measures[0], count=2)
    page = ballot_of(session, room(session, cast.id), guest)
    assert page.left == 3
    assert {part.left for part in page.fields} == {3}


def test_a_ballot_shows_only_ones_own_dots(session):
    cast = a_workshop(session, "vote")
    me, other = a_guest(session, cast), a_guest(session, cast)
    place_dots(session, other, measure_id=cast.measures[0], count=2)
    assert ballot_of(session, room(session, cast.id), me).placed == ()


def test_turnout_tells_how_many_are_done_and_nothing_about_measures(session):
    cast = a_workshop(session, "vote", measures=6, fields=2, allowance=2)
    done, begun, *_ = guests(session, cast, 4)
    for measure_id in (cast.measures[0], cast.measures[3]):
        place_dots(session, done, measure_id=measure_id, count=2)
    place_dots(session, begun, measure_id=cast.measures[0], count=1)
    page = turnout_of(session, room(session, cast.id))
    assert page.turnout
    assert (page.turnout.all, page.turnout.some, page.turnout.none) == (1, 1, 2)
    assert [(f.turnout.all, f.turnout.some, f.turnout.none) for f in page.fields] == [
        (1, 1, 2),
        (1, 0, 3),
    ]


def test_the_turnout_of_a_single_measure_is_not_told_before_the_vote_is_closed(session):
    cast = a_workshop(session, "vote", measures=3, fields=2)  # one field has one measure
    place_dots(session, a_guest(session, cast), measure_id=cast.measures[0], count=2)
    page = turnout_of(session, room(session, cast.id))
    assert [part.measures for part in page.fields] == [2]
    close_step(session, cast.id, cast.vote)
    page = turnout_of(session, room(session, cast.id))
    assert sorted(part.measures for part in page.fields) == [1, 2]


def test_where_a_refused_dot_stands_is_told_truthfully(session):
    cast, proposal = a_vote_on_a_proposal(session, allowance=2)
    guest = a_guest(session, cast)
    place_dots(session, guest, measure_id=proposal, count=1)
    now = standing(session, guest, proposal)
    assert (now.placed.count, now.placed.left, now.open) == (1, 1, True)
    hide(session, cast.id, proposal)
    now = standing(session, guest, proposal)
    assert (now.placed.count, now.placed.left, now.open) == (0, 2, False)
    approve(session, cast.id, proposal)
    close_step(session, cast.id, cast.vote)
    now = standing(session, guest, proposal)
    assert (now.placed.count, now.placed.left, now.open) == (1, 1, False)
    with pytest.raises(Missing):
        standing(session, a_guest(session, a_workshop(session)), proposal)


def test_an_approval_brings_its_own_measure_onto_the_open_ballot_and_no_other(session):
    cast = a_workshop(session, "vote")
    idea = a_measure(session, cast.one_field, workshop_id=cast.id, state="proposed")
    late = a_measure(session, cast.one_field)  # by the office, after the opening
    approve(session, cast.id, idea)
    assert on_ballot(session, cast) == {*cast.measures, idea}
    close_step(session, cast.id, cast.vote)
    open_step(session, cast.id, cast.vote)
    assert late in on_ballot(session, cast)


def test_a_dot_that_comes_late_is_not_placed_in_the_next_vote(session):
    cast = a_workshop(session, "vote", measures=2, fields=1, allowance=3)
    who = a_guest(session, cast)
    with pytest.raises(Refused, match="another step"):
        place_dots(session, who, measure_id=cast.measures[0], count=1, step_id=cast.vote + 1)
    place_dots(session, who, measure_id=cast.measures[0], count=1, step_id=cast.vote)
