"""Several votes in one room: what stands on the ballot, and who votes."""

from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import Missing, Refused
from tests.builders import Cast, a_guest, a_measure, a_workshop, dots
from tests.workshops.dots.cast import (
    ANNA,
    a_vote_of_one_group,
    an_open_vote,
    placed,
    shown,
    step_of,
    undo_newest,
)
from tests.workshops.groups.cast import a_family, member
from workshops.agenda.editing import insert_step
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.dots.lines import ballot_fields
from workshops.dots.placing import place_dots
from workshops.dots.reads import ballot_of
from workshops.dots.scope import Scope, candidates
from workshops.dots.services import EVERYBODY, prepare_lines, rule_of, set_first, set_rule
from workshops.dots.turnout import turnout_of
from workshops.journal.services import act
from workshops.measures.services import approve, hide
from workshops.merging.services import merge
from workshops.models import BallotLine, Measure, Participant, Step


def a_second_vote(session: Session, cast: Cast, ballot: Scope, **rule) -> int:
    """Behind the results of the first one; the room is in it, and it waits."""
    made = insert_step(session, cast.id, after=3, kind="vote", settings=ballot.settings())
    if rule:
        set_rule(session, cast.id, made, **rule)
    go_to(session, cast.id, 4)
    return made


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


def test_what_the_council_has_decided_on_is_left_out_unless_it_is_chosen(session: Session) -> None:
    cast = a_workshop(session, "results", measures=6, fields=2)
    adopted, rejected, *others = cast.measures
    session.execute(update(Measure).where(Measure.id == adopted).values(decision="adopted"))
    session.execute(update(Measure).where(Measure.id == rejected).values(decision="rejected"))
    session.execute(update(Measure).where(Measure.id == others[0]).values(decision="proposed"))
    second = a_second_vote(session, cast, Scope())
    assert turnout_of(session, room(session, cast.id)).decided == 2
    chosen = candidates(session, step_of(session, cast, second), Scope("measures", (), (adopted,)))
    assert list(chosen) == [adopted]
    everything = candidates(session, step_of(session, cast, second), Scope(decided=True))
    assert list(everything) == list(cast.measures)
    open_step(session, cast.id, second)
    assert ballot_fields(session, second).keys() == set(others)


def test_the_rule_of_another_vote_stays(session: Session) -> None:
    cast, *_ = an_open_vote(session)
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)
    second = a_second_vote(session, cast, Scope(), scope="step", allowance=1, most=1)
    assert rule_of(session, step_of(session, cast, cast.vote)).allowance == 3
    assert rule_of(session, step_of(session, cast, second)).allowance == 1


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


def test_what_lies_in_a_vote_that_was_taken_out_of_the_agenda_is_kept(session: Session) -> None:
    cast, full, _ = an_open_vote(session)
    session.execute(update(Step).where(Step.id == cast.vote).values(position=-cast.vote))
    assert session.scalar(select(Participant.id).where(Participant.id == full.id))
    assert sum(placed(session, cast.vote, full).values()) == 6


def test_where_a_result_is_cut_is_kept_with_its_vote(session: Session) -> None:
    cast = a_workshop(session, "results")
    act(session, ANNA, set_first, cast.id, cast.vote, first=5)
    assert step_of(session, cast, cast.vote).settings["first"] == 5
    act(session, ANNA, set_first, cast.id, cast.vote, first=5)
    with pytest.raises(Missing):
        set_first(session, cast.id, cast.steps["collect"], first=1)


# Who votes


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
