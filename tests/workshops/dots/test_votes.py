"""Several votes in one room: what stands on the ballot, who votes, and a rule that changes."""

from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import Missing, Refused
from tests.builders import NOW, Cast, a_guest, a_measure, a_workshop, dots, guests
from tests.workshops.groups.cast import a_family, member
from workshops.agenda.editing import insert_step
from workshops.agenda.room import RoomStep, room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.dots.counting import count
from workshops.dots.effects import Effect, effect_of
from workshops.dots.lines import ballot_fields
from workshops.dots.placing import place_dots
from workshops.dots.reads import ballot_of
from workshops.dots.scope import Scope
from workshops.dots.services import EVERYBODY, prepare_lines, rule_of, set_first, set_rule
from workshops.dots.turnout import turnout_of
from workshops.dots.unfinished import still_voting
from workshops.journal.services import Actor, act, newest, undo
from workshops.measures.services import approve, hide
from workshops.merging.services import merge, unmerge
from workshops.models import BallotLine, Dots, Measure, Participant, Step
from workshops.paper.services import enter_ballot
from workshops.participants.guest import Guest

ANNA = Actor("Anna")


def undo_newest(session: Session, cast: Cast) -> None:
    last = newest(session, cast.id)
    assert last is not None
    undo(session, cast.id, last, by=ANNA)


def step_of(session: Session, cast: Cast, step_id: int) -> RoomStep:
    return next(s for s in room(session, cast.id).steps if s.id == step_id)


def a_second_vote(session: Session, cast: Cast, ballot: Scope, **rule) -> int:
    """Behind the results of the first one; the room is in it, and it waits."""
    made = insert_step(session, cast.id, after=3, kind="vote", settings=ballot.settings())
    if rule:
        set_rule(session, cast.id, made, **rule)
    go_to(session, cast.id, 4)
    return made


def placed(session: Session, step_id: int, guest: Guest) -> dict[int, int]:
    query = select(Dots.measure_id, Dots.count).where(
        Dots.step_id == step_id, Dots.participant_id == guest.id
    )
    return {row[0]: row[1] for row in session.execute(query)}


def shown(session: Session, cast: Cast, guest: Guest) -> dict[int, int]:
    """What the person's phone shows."""
    page = ballot_of(session, room(session, cast.id), guest)
    return {measure.id: measure.count for _, measure in page.placed}


def told(session: Session, cast: Cast, guest: Guest) -> list[str]:
    return [m.text for m in ballot_of(session, room(session, cast.id), guest).changes]


# The ballot


def test_two_votes_have_their_own_ballots_rules_and_dots(session: Session) -> None:
    cast = a_workshop(session, "results", measures=6, fields=2)
    guest = a_guest(session, cast)
    second = a_second_vote(
        session, cast, Scope("fields", (cast.fields[1],)), scope="step", allowance=1, most=1
    )
    open_step(session, cast.id, second)
    assert list(ballot_fields(session, second)) == list(cast.measures[3:])
    place_dots(session, guest, measure_id=cast.measures[3], count=1)
    assert placed(session, cast.vote, guest) == {}
    with pytest.raises(Refused):
        place_dots(session, guest, measure_id=cast.measures[4], count=1)
    with pytest.raises(Missing):
        place_dots(session, guest, measure_id=cast.measures[0], count=1)


def test_the_best_ones_of_the_last_result_come_along_with_all_who_share_the_last_rank(
    session: Session,
) -> None:
    cast = a_workshop(session, "vote", measures=8, fields=2, allowance=10, most=3)
    guest = a_guest(session, cast)
    m = cast.measures
    dots(session, cast, guest, {m[0]: 3, m[1]: 1, m[2]: 1, m[4]: 2, m[5]: 1})
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)
    second = a_second_vote(session, cast, Scope("best", best=2))
    open_step(session, cast.id, second)
    assert set(ballot_fields(session, second)) == {m[0], m[1], m[2], m[4], m[5]}


def test_the_best_ones_of_groups_are_those_of_each_group(session: Session) -> None:
    family = a_family(session, fields=2, measures=6, step="vote")
    winners = []
    for group in family.groups:
        person = a_guest(session, family.plenary)
        own = member(session, person, group)
        dots(session, group, own, {group.measures[1]: 2})
        close_step(session, group.id, group.vote)
        winners.append(group.measures[1])
    vote = family.plenary.vote
    set_rule(
        session, family.plenary.id, vote, scope="step", allowance=2, most=1, ballot=Scope("best")
    )
    go_to(session, family.plenary.id, step_of(session, family.plenary, vote).position)
    open_step(session, family.plenary.id, vote)
    assert sorted(ballot_fields(session, vote)) == sorted(winners)


def test_chosen_measures_that_were_merged_are_on_the_ballot_as_what_they_became(
    session: Session,
) -> None:
    cast = a_workshop(session, "results", measures=4, fields=1)
    a, b, c, _ = cast.measures
    second = a_second_vote(session, cast, Scope("measures", measures=(a, c)))
    merge(session, cast.id, b, [a])
    open_step(session, cast.id, second)
    assert set(ballot_fields(session, second)) == {b, c}


def test_a_measure_approved_while_chosen_ones_are_voted_on_stays_off_the_ballot(
    session: Session,
) -> None:
    cast = a_workshop(session, "results", measures=4, fields=1)
    second = a_second_vote(session, cast, Scope("measures", measures=cast.measures[:2]))
    open_step(session, cast.id, second)
    late = a_measure(session, cast.one_field, state="proposed", workshop_id=cast.id)
    approve(session, cast.id, late)
    assert late not in ballot_fields(session, second)


def test_the_proposed_allowance_is_that_of_the_ballot(session: Session) -> None:
    cast = a_workshop(session, "results", measures=30, fields=2)
    second = a_second_vote(session, cast, Scope("measures", measures=cast.measures[:4]))
    assert rule_of(session, step_of(session, cast, cast.vote)).allowance == 5
    assert rule_of(session, step_of(session, cast, second)).allowance == 3


def test_a_ballot_takes_no_measure_or_field_of_another_room(session: Session) -> None:
    cast, other = a_workshop(session, "vote", state="waiting"), a_workshop(session)
    for scope in (
        Scope("fields", (other.one_field,)),
        Scope("measures", measures=(other.measures[0],)),
    ):
        with pytest.raises(Missing):
            set_rule(session, cast.id, cast.vote, scope="field", allowance=3, most=1, ballot=scope)


def test_lines_have_numbers_before_the_opening_and_keep_them(session: Session) -> None:
    cast = a_workshop(session, "vote", state="waiting", measures=4, fields=2)
    early = a_measure(session, cast.fields[0], "Früh", workshop_id=cast.id)
    order = [*cast.measures[:2], early, *cast.measures[2:]]
    step = step_of(session, cast, cast.vote)
    assert prepare_lines(session, step) == {m: n for n, m in enumerate(order, 1)}
    hide(session, cast.id, early)
    late = a_measure(session, cast.fields[0], "Spät", workshop_id=cast.id)
    open_step(session, cast.id, cast.vote)
    approve(session, cast.id, early)
    rows = session.execute(select(BallotLine.measure_id, BallotLine.number))
    numbers = {row[0]: row[1] for row in rows if row[0] in (*order, late)}
    assert numbers == {m: n for n, m in enumerate([*order, late], 1)}
    assert early in ballot_fields(session, cast.vote)


def test_an_undone_opening_loses_no_dot(session: Session) -> None:
    cast = a_workshop(session, "vote", state="waiting", measures=4, fields=1, allowance=3)
    guest = a_guest(session, cast)
    act(session, ANNA, open_step, cast.id, cast.vote)
    place_dots(session, guest, measure_id=cast.measures[0], count=2)
    undo_newest(session, cast)
    assert ballot_fields(session, cast.vote) == {}
    open_step(session, cast.id, cast.vote)
    assert shown(session, cast, guest) == {cast.measures[0]: 2}


# Who votes


def a_vote_of_one_group(session: Session) -> tuple[Cast, Guest, Guest]:
    """An open vote in the plenary for its first group: the cast, a member, and somebody else."""
    family = a_family(session, fields=2, measures=6)
    plenary, group = family.plenary, family.groups[0]
    one, other = guests(session, plenary, 2)
    member(session, one, group)
    set_rule(
        session, plenary.id, plenary.vote, scope="step", allowance=2, most=1, group_id=group.id
    )
    go_to(session, plenary.id, step_of(session, plenary, plenary.vote).position)
    open_step(session, plenary.id, plenary.vote)
    return plenary, one, other


def test_only_people_of_the_group_place_dots(session: Session) -> None:
    cast, one, other = a_vote_of_one_group(session)
    place_dots(session, one, measure_id=cast.measures[0], count=1)
    with pytest.raises(Refused, match="Only the group"):
        place_dots(session, other, measure_id=cast.measures[0], count=1)


def test_somebody_else_reads_whose_vote_it_is(session: Session) -> None:
    cast, one, other = a_vote_of_one_group(session)
    here = room(session, cast.id)
    assert ballot_of(session, here, one).group is None
    page = ballot_of(session, here, other)
    assert page.group
    assert page.fields == ()


def test_turnout_is_that_of_the_group(session: Session) -> None:
    cast, one, _ = a_vote_of_one_group(session)
    place_dots(session, one, measure_id=cast.measures[0], count=1)
    page = turnout_of(session, room(session, cast.id))
    assert page.turnout
    assert (page.turnout.people, page.turnout.some) == (1, 1)
    assert page.group


def test_who_votes_is_fixed_once_the_vote_is_open(session: Session) -> None:
    cast, *_ = a_vote_of_one_group(session)
    with pytest.raises(Refused, match="Who votes"):
        set_rule(
            session,
            cast.id,
            cast.vote,
            scope="step",
            allowance=2,
            most=1,
            group_id=EVERYBODY,
            seen=True,
        )


def test_a_group_of_another_room_cannot_vote(session: Session) -> None:
    family, cast = a_family(session), a_workshop(session, "vote", state="waiting")
    with pytest.raises(Missing):
        set_rule(
            session,
            cast.id,
            cast.vote,
            scope="step",
            allowance=2,
            most=1,
            group_id=family.groups[0].id,
        )


def test_dots_of_people_who_may_not_vote_any_more_wait_in_the_journal(session: Session) -> None:
    """The opening was undone, and the vote given to a group: undoing that brings them back."""
    family = a_family(session, fields=2, measures=6)
    cast, group = family.plenary, family.groups[0]
    guest = a_guest(session, cast)
    go_to(session, cast.id, step_of(session, cast, cast.vote).position)
    act(session, ANNA, open_step, cast.id, cast.vote)
    place_dots(session, guest, measure_id=cast.measures[0], count=1)
    undo_newest(session, cast)
    rule: dict[str, Any] = {"scope": "step", "allowance": 2, "most": 1}
    act(session, ANNA, set_rule, cast.id, cast.vote, **rule, group_id=group.id)
    act(session, ANNA, open_step, cast.id, cast.vote)
    assert placed(session, cast.vote, guest) == {}
    undo_newest(session, cast)
    assert placed(session, cast.vote, guest) == {cast.measures[0]: 1}


# Another rule while people vote


def change(session: Session, cast: Cast, **new) -> None:
    rule: dict[str, Any] = {"scope": "field", "allowance": 3, "most": 2, "seen": True} | new
    act(session, ANNA, set_rule, cast.id, cast.vote, **rule)


def effect(session: Session, cast: Cast, **new) -> Effect | None:
    rule: dict[str, Any] = {"scope": "field", "allowance": 3, "most": 2, "ballot": Scope()} | new
    return effect_of(session, cast.id, cast.vote, **rule)


def an_open_vote(session: Session) -> tuple[Cast, Guest, Guest]:
    """Two fields of three measures, three dots in each: one has placed all, one has placed two."""
    cast = a_workshop(session, "vote", measures=6, fields=2, allowance=3, most=2)
    full, some = guests(session, cast, 2)
    m = cast.measures
    for measure_id, n in {m[0]: 2, m[1]: 1, m[3]: 2, m[4]: 1}.items():
        place_dots(session, full, measure_id=measure_id, count=n)
    place_dots(session, some, measure_id=m[0], count=1)
    place_dots(session, some, measure_id=m[3], count=1)
    return cast, full, some


def test_the_moderator_sees_first_what_a_smaller_allowance_does(session: Session) -> None:
    cast, *_ = an_open_vote(session)
    with pytest.raises(Refused, match="See first"):
        change(session, cast, allowance=2, seen=False)
    assert effect(session, cast, allowance=2) == Effect(1, 2, 0, 0, 0, 0)
    assert effect(session, cast, allowance=9) == Effect(0, 0, 0, 0, 0, 0)
    assert effect(session, cast, most=1) == Effect(1, 2, 0, 0, 0, 0)


def test_hiding_a_measure_and_asking_again_tells_nothing_of_it(session: Session) -> None:
    cast, *_ = an_open_vote(session)
    leaving = Scope("fields", fields=(cast.fields[1],))
    assert effect(session, cast, ballot=leaving) == Effect(0, 0, 3, 0, 4, 2)
    session.get_one(Measure, cast.measures[0]).state = "hidden"
    session.flush()
    assert effect(session, cast, ballot=leaving) == Effect(0, 0, 2, 0, None, None)


def test_a_smaller_allowance_rewrites_nobodys_dots_and_everybody_concerned_is_told(
    session: Session,
) -> None:
    cast, full, some = an_open_vote(session)
    before = placed(session, cast.vote, full)
    change(session, cast, allowance=2)
    m = cast.measures
    assert placed(session, cast.vote, full) == before
    assert sum(shown(session, cast, full).values()) == 4
    assert shown(session, cast, some) == {m[0]: 1, m[3]: 1}
    assert "rule was changed" in told(session, cast, full)[0]
    assert told(session, cast, some) == []
    undo_newest(session, cast)
    assert shown(session, cast, full) == before
    assert told(session, cast, full) == []


def test_after_a_smaller_allowance_the_next_dot_is_judged_by_what_the_phone_shows(
    session: Session,
) -> None:
    cast, full, _ = an_open_vote(session)
    change(session, cast, allowance=2)
    m = cast.measures
    with pytest.raises(Refused, match="Take it back first"):
        place_dots(session, full, measure_id=m[2], count=1)
    assert place_dots(session, full, measure_id=m[1], count=0).left == 1
    assert place_dots(session, full, measure_id=m[2], count=1).left == 0
    assert {n: c for n, c in shown(session, cast, full).items() if n in m[:3]} == {m[0]: 1, m[2]: 1}


def test_whole_fields_that_leave_are_told_in_dots(session: Session) -> None:
    cast, *_ = an_open_vote(session)
    found = effect(session, cast, ballot=Scope("fields", (cast.fields[0],)))
    assert found == Effect(0, 0, 3, 0, 4, 2)


def test_of_single_measures_that_leave_no_dots_are_told(session: Session) -> None:
    cast, *_ = an_open_vote(session)
    for rest in (cast.measures[:5], cast.measures[1:], cast.measures[1:5]):
        found = effect(session, cast, ballot=Scope("measures", measures=rest))
        assert found is not None
        assert (found.freed, found.freed_people) == (None, None)


def test_no_preview_depends_on_where_the_dots_lie(session: Session) -> None:
    """Two people swap measures within a field: nothing that a preview says may change."""
    cast = a_workshop(session, "vote", measures=6, fields=2, allowance=3, most=2)
    guest = a_guest(session, cast)
    rules: list[dict[str, Any]] = [{"allowance": 1}, {"most": 1}, {"scope": "step", "allowance": 2}]
    ballots = [Scope("measures", measures=cast.measures[k:]) for k in range(1, 5)]

    def all_previews() -> list[Effect | None]:
        return [effect(session, cast, **r, ballot=b) for r in rules for b in (Scope(), *ballots)]

    place_dots(session, guest, measure_id=cast.measures[0], count=2)
    place_dots(session, guest, measure_id=cast.measures[1], count=1)
    before = all_previews()
    place_dots(session, guest, measure_id=cast.measures[0], count=0)
    place_dots(session, guest, measure_id=cast.measures[2], count=2)
    assert all_previews() == before


def test_a_smaller_ballot_lets_dots_rest_and_a_larger_one_brings_them_back(
    session: Session,
) -> None:
    cast, full, _ = an_open_vote(session)
    m = cast.measures
    change(session, cast, ballot=Scope("measures", measures=(*m[1:],)))
    assert m[0] not in shown(session, cast, full)
    assert "left the ballot" in told(session, cast, full)[0]
    place_dots(session, full, measure_id=m[2], count=1)
    assert told(session, cast, full), "one dot is still in hand"
    change(session, cast, ballot=Scope())
    assert shown(session, cast, full) == {m[0]: 1, m[1]: 1, m[2]: 1, m[3]: 2, m[4]: 1}
    undo_newest(session, cast)
    undo_newest(session, cast)
    assert placed(session, cast.vote, full)[m[0]] == 2


def test_a_ballot_without_any_measure_is_refused(session: Session) -> None:
    cast, *_ = an_open_vote(session)
    with pytest.raises(Refused, match="no measure"):
        change(session, cast, ballot=Scope("best"))


def test_the_rule_of_another_vote_stays(session: Session) -> None:
    cast, *_ = an_open_vote(session)
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)
    second = a_second_vote(session, cast, Scope(), scope="step", allowance=1, most=1)
    assert rule_of(session, step_of(session, cast, cast.vote)).allowance == 3
    assert rule_of(session, step_of(session, cast, second)).allowance == 1


def test_where_a_result_is_cut_is_kept_with_its_vote(session: Session) -> None:
    cast = a_workshop(session, "results")
    act(session, ANNA, set_first, cast.id, cast.vote, first=5)
    assert step_of(session, cast, cast.vote).settings["first"] == 5
    act(session, ANNA, set_first, cast.id, cast.vote, first=5)
    with pytest.raises(Missing):
        set_first(session, cast.id, cast.steps["collect"], first=1)


# Merged measures


def test_dots_on_merged_measures_are_summed_and_capped_for_each_person(session: Session) -> None:
    cast = a_workshop(session, "vote", measures=4, fields=1, allowance=4, most=2)
    both, one = guests(session, cast, 2)
    a, b, c, _ = cast.measures
    for guest, measure_id, n in ((both, a, 2), (both, b, 1), (one, a, 1)):
        place_dots(session, guest, measure_id=measure_id, count=n)
    act(session, ANNA, merge, cast.id, b, [a])
    assert shown(session, cast, both) == {b: 2}
    assert shown(session, cast, one) == {b: 1}
    assert "are now one" in told(session, cast, both)[0]
    assert place_dots(session, both, measure_id=c, count=2).left == 0
    close_step(session, cast.id, cast.vote)
    found = count(session, room(session, cast.id).step)
    assert found is not None
    tallies = {t.measure_id: (t.dots, t.voters, t.capped) for t in found.tallies if t.dots}
    assert tallies == {b: (3, 2, 1), c: (2, 1, 0)}
    assert (found.capped, found.capped_people) == (1, 1)


def test_taken_apart_again_everybody_has_what_still_fits(session: Session) -> None:
    cast = a_workshop(session, "vote", measures=4, fields=1, allowance=4, most=2)
    moved, stayed = guests(session, cast, 2)
    a, b, c, _ = cast.measures
    for guest in (moved, stayed):
        place_dots(session, guest, measure_id=a, count=2)
        place_dots(session, guest, measure_id=b, count=2)
    act(session, ANNA, merge, cast.id, b, [a])
    place_dots(session, moved, measure_id=c, count=1)
    act(session, ANNA, unmerge, cast.id, a)
    assert shown(session, cast, moved) == {a: 1, b: 2, c: 1}
    assert shown(session, cast, stayed) == {a: 2, b: 2}
    undo_newest(session, cast)
    assert placed(session, cast.vote, moved) == {a: 2, b: 2, c: 1}
    assert shown(session, cast, moved) == {b: 2, c: 1}


def test_a_dot_on_a_merged_measure_replaces_those_on_its_sources(session: Session) -> None:
    cast = a_workshop(session, "vote", measures=4, fields=1, allowance=4, most=2)
    guest = a_guest(session, cast)
    a, b, *_ = cast.measures
    place_dots(session, guest, measure_id=a, count=2)
    merge(session, cast.id, b, [a])
    with pytest.raises(Refused, match="part of another"):
        place_dots(session, guest, measure_id=a, count=1)
    assert place_dots(session, guest, measure_id=b, count=2).left == 2
    assert placed(session, cast.vote, guest) == {a: 2}, "a retry is no news"
    assert place_dots(session, guest, measure_id=b, count=1).left == 3
    assert placed(session, cast.vote, guest) == {b: 1}


def test_a_merged_measure_stands_on_the_ballots_of_its_sources(session: Session) -> None:
    cast = a_workshop(session, "results", measures=4, fields=2)
    guest = a_guest(session, cast)
    dots(session, cast, guest, {cast.measures[0]: 1})
    new = a_measure(session, cast.fields[1], "Neu", workshop_id=cast.id)
    act(session, ANNA, merge, cast.id, new, [cast.measures[0]])
    found = count(session, step_of(session, cast, cast.vote))
    assert found is not None
    assert {t.measure_id: t.dots for t in found.tallies if t.dots} == {new: 1}
    undo_newest(session, cast)
    found = count(session, step_of(session, cast, cast.vote))
    assert found is not None
    assert new not in {t.measure_id for t in found.tallies}


# Paper


def test_ballots_on_paper_are_counted_apart_and_in_the_sum(session: Session) -> None:
    cast = a_workshop(session, "vote", measures=4, fields=1, allowance=3, most=2)
    guest = a_guest(session, cast)
    place_dots(session, guest, measure_id=cast.measures[0], count=2)
    for number in (1, 2):
        enter_ballot(
            session,
            cast.id,
            cast.vote,
            number=number,
            marks={1: 1} if number == 1 else None,
            replaces=False,
            now=NOW,
        )
    page = turnout_of(session, room(session, cast.id))
    assert page.turnout
    assert (page.turnout.people, page.turnout.none, page.paper) == (1, 0, 2)
    close_step(session, cast.id, cast.vote)
    found = count(session, room(session, cast.id).step)
    assert found is not None
    first = found.tallies[0]
    assert (first.dots, first.voters, first.paper_dots, first.paper_voters) == (3, 2, 1, 1)
    assert (found.voters, found.paper_voters) == (2, 1)


def test_what_lies_in_a_vote_that_was_taken_out_of_the_agenda_is_kept(session: Session) -> None:
    cast, full, _ = an_open_vote(session)
    session.execute(update(Step).where(Step.id == cast.vote).values(position=-cast.vote))
    assert session.scalar(select(Participant.id).where(Participant.id == full.id))
    assert sum(placed(session, cast.vote, full).values()) == 6


def test_a_ballot_of_one_measure_tells_nobody_who_has_voted(session: Session) -> None:
    """There, all, some and none are its dots: in the turnout, in previews and before going on."""
    cast = a_workshop(session, "vote", measures=1, fields=1, allowance=3, most=2)
    place_dots(session, a_guest(session, cast), measure_id=cast.measures[0], count=2)
    a_guest(session, cast)
    here = room(session, cast.id)
    assert turnout_of(session, here).turnout is None
    assert turnout_of(session, here).fields == ()
    assert still_voting(session, here) is None
    told = effect(session, cast, allowance=1, most=1)
    assert told is not None
    assert (told.people, told.dots) == (None, None)
    close_step(session, cast.id, cast.vote)
    turnout = turnout_of(session, room(session, cast.id)).turnout
    assert turnout is not None
    assert (turnout.all, turnout.none) == (1, 1)
