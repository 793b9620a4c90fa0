"""Ballots on paper: entered, corrected, removed, counted with all others."""

import asyncio

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.refused import Missing, Refused
from tests.builders import NOW, Cast, a_guest, a_workshop, dots
from workshops.agenda.room import room
from workshops.agenda.services import close_step, open_step
from workshops.dots.counting import count, tally
from workshops.dots.turnout import turnout_of
from workshops.journal.services import Actor, act, journal, newest, undo
from workshops.journal.state import state_of
from workshops.models import BallotLine, Dots, Measure, PaperBallot, Participant, Step
from workshops.paper.reads import ballot_on_paper, next_after, paper_page, present_vote
from workshops.paper.rules import EnteredBefore
from workshops.paper.services import enter_ballot, prepare_ballots, remove_ballot

ANNA = Actor("Anna")


def a_vote(session: Session, state: str = "open") -> Cast:
    """Six measures in two fields, lines 1 to 6; three dots a field, at most two on one."""
    return a_workshop(session, "vote", state=state, allowance=3)


def enter(
    session: Session,
    cast: Cast,
    number: int,
    marks: dict[int, int] | None,
    *,
    replaces: bool = False,
) -> None:
    act(
        session,
        ANNA,
        enter_ballot,
        cast.id,
        cast.vote,
        number=number,
        marks=marks,
        replaces=replaces,
        now=NOW,
    )


def on_paper(session: Session, cast: Cast, number: int) -> dict[int, int]:
    """Measure -> dots of this ballot, as stored."""
    rows = session.execute(
        select(Dots.measure_id, Dots.count)
        .join(Participant, Participant.id == Dots.participant_id)
        .where(Participant.key == f"paper/{number}", Participant.workshop_id == cast.id)
    )
    return {row[0]: row[1] for row in rows}


def undo_last(session: Session, cast: Cast) -> None:
    last = newest(session, cast.id)
    assert last is not None
    undo(session, cast.id, last, by=ANNA)
    session.expire_all()


def test_a_ballot_on_paper_is_a_voter_whose_dots_are_rows_like_all_others(
    session: Session,
) -> None:
    cast = a_vote(session)
    enter(session, cast, 12, {3: 2, 4: 1})
    assert on_paper(session, cast, 12) == {cast.measures[2]: 2, cast.measures[3]: 1}
    page = paper_page(session, cast.id, cast.vote)
    assert [one.number for one in page.entered] == [12]
    assert next_after(page, 12) == 13
    ballot = ballot_on_paper(session, cast.id, cast.vote, 12)
    assert ballot
    assert [(line.number, n) for line, n in ballot.marks] == [(3, 2), (4, 1)]
    assert ballot.typed == "3 3 4"
    assert room(session, cast.id).people == 0


def test_a_voter_on_paper_is_in_the_sum_and_stated_apart(session: Session) -> None:
    """Failure 20."""
    cast = a_vote(session)
    guest = a_guest(session, cast)
    dots(session, cast, guest, {cast.measures[0]: 1})
    enter(session, cast, 1, {1: 2})
    enter(session, cast, 2, {1: 1, 4: 2})
    enter(session, cast, 3, None)
    turnout = turnout_of(session, room(session, cast.id))
    assert turnout.paper == 3
    assert turnout.turnout
    assert turnout.turnout.people == 1
    close_step(session, cast.id, cast.vote)
    step = room(session, cast.id).step
    found = {one.measure_id: one for one in tally(session, step) or ()}
    first = found[cast.measures[0]]
    assert (first.dots, first.voters) == (4, 3)
    assert (first.paper_dots, first.paper_voters) == (3, 2)
    counted = count(session, step)
    assert counted
    assert (counted.voters, counted.paper_voters) == (3, 2)


def test_the_same_ballot_entered_again_changes_nothing(session: Session) -> None:
    cast = a_vote(session)
    enter(session, cast, 1, {3: 2})
    enter(session, cast, 1, {3: 2})
    assert len(journal(session, cast.id)) == 1
    assert on_paper(session, cast, 1) == {cast.measures[2]: 2}


def test_another_content_replaces_a_ballot_only_when_that_is_known(session: Session) -> None:
    cast = a_vote(session)
    enter(session, cast, 1, {3: 2})
    with pytest.raises(EnteredBefore):
        enter(session, cast, 1, {4: 1})
    assert on_paper(session, cast, 1) == {cast.measures[2]: 2}
    enter(session, cast, 1, {4: 1}, replaces=True)
    assert on_paper(session, cast, 1) == {cast.measures[3]: 1}
    enter(session, cast, 1, None, replaces=True)
    assert on_paper(session, cast, 1) == {}
    texts = [done.what.text for done in journal(session, cast.id)]
    assert texts == [
        "Ballot No. %(number)d on paper was corrected",
        "Ballot No. %(number)d on paper was corrected",
        "Ballot No. %(number)d on paper was entered",
    ]


async def test_two_who_enter_the_same_number_at_once_make_one_ballot(ledger: Ledger) -> None:
    cast = ledger.write_now(a_vote)
    marks: list[dict[int, int] | None] = [{3: 2}] * 6 + [{4: 1}] * 6 + [None] * 2
    answers = await asyncio.gather(
        *(ledger.write(enter, cast, 7, one) for one in marks), return_exceptions=True
    )
    assert all(answer is None or isinstance(answer, EnteredBefore) for answer in answers)
    assert sum(answer is None for answer in answers) in (2, 6)
    ballots = ledger.read_now(lambda s: s.scalars(select(PaperBallot)).all())
    voters = ledger.read_now(lambda s: s.scalars(select(Participant)).all())
    assert len(ballots) == len(voters) == 1
    stored = ledger.read_now(on_paper, cast, 7)
    assert stored in ({cast.measures[2]: 2}, {cast.measures[3]: 1}, {})


async def test_many_who_enter_different_numbers_at_once_get_all_of_them(ledger: Ledger) -> None:
    cast = ledger.write_now(a_vote)
    await asyncio.gather(*(ledger.write(enter, cast, n, {1: 1}) for n in range(1, 13)))
    page = ledger.read_now(paper_page, cast.id, cast.vote)
    assert [one.number for one in page.entered] == list(range(1, 13))


def test_counting_takes_time_a_closed_vote_still_takes_ballots(session: Session) -> None:
    cast = a_vote(session, "closed")
    enter(session, cast, 1, {1: 1})
    step = room(session, cast.id).step
    assert sum(one.dots for one in tally(session, step) or ()) == 1


def test_before_the_opening_nothing_can_be_entered(session: Session) -> None:
    cast = a_vote(session, "waiting")
    with pytest.raises(Refused):
        enter(session, cast, 1, {1: 1})
    assert session.scalar(select(func.count()).select_from(Participant)) == 0


def test_a_refused_ballot_leaves_no_voter_behind(ledger: Ledger) -> None:
    cast = ledger.write_now(a_vote)
    with pytest.raises(Refused):
        ledger.write_now(enter, cast, 1, {1: 3})
    assert ledger.read_now(lambda s: s.scalar(select(func.count(Participant.id)))) == 0


def test_entering_correcting_and_removing_are_undone_in_order(session: Session) -> None:
    cast = a_vote(session)
    first = state_of(session, cast.id)
    enter(session, cast, 1, {3: 2})
    enter(session, cast, 1, {4: 1}, replaces=True)
    act(session, ANNA, remove_ballot, cast.id, cast.vote, 1)
    assert ballot_on_paper(session, cast.id, cast.vote, 1) is None
    undo_last(session, cast)
    assert on_paper(session, cast, 1) == {cast.measures[3]: 1}
    undo_last(session, cast)
    assert on_paper(session, cast, 1) == {cast.measures[2]: 2}
    undo_last(session, cast)
    assert state_of(session, cast.id) == first


def test_what_was_not_entered_cannot_be_removed(session: Session) -> None:
    cast = a_vote(session)
    with pytest.raises(Missing):
        remove_ballot(session, cast.id, cast.vote, 1)


def test_a_vote_of_another_workshop_takes_no_ballot(session: Session) -> None:
    cast, other = a_vote(session), a_vote(session)
    with pytest.raises(Missing):
        enter_ballot(session, other.id, cast.vote, number=1, marks={1: 1}, replaces=False, now=NOW)
    with pytest.raises(Missing):
        paper_page(session, other.id, cast.vote)


def test_a_line_that_was_hidden_after_printing_is_entered_and_counts_when_it_is_back(
    session: Session,
) -> None:
    cast = a_vote(session)
    hide = update(Measure).where(Measure.id == cast.measures[0])
    session.execute(hide.values(state="hidden"))
    enter(session, cast, 1, {1: 1, 2: 1})
    close_step(session, cast.id, cast.vote)
    step = room(session, cast.id).step
    assert {t.measure_id: t.dots for t in tally(session, step) or ()}[cast.measures[1]] == 1
    session.execute(hide.values(state="approved"))
    assert {t.measure_id: t.dots for t in tally(session, step) or ()}[cast.measures[0]] == 1


def test_dots_on_two_lines_that_were_merged_since_count_as_on_a_phone(session: Session) -> None:
    cast = a_vote(session)
    session.execute(
        update(Measure)
        .where(Measure.id == cast.measures[1])
        .values(merged_into_id=cast.measures[0])
    )
    guest = a_guest(session, cast)
    dots(session, cast, guest, {cast.measures[0]: 1, cast.measures[1]: 2})
    enter(session, cast, 1, {1: 1, 2: 2})
    close_step(session, cast.id, cast.vote)
    step = room(session, cast.id).step
    found = {one.measure_id: one for one in tally(session, step) or ()}[cast.measures[0]]
    assert (found.dots, found.paper_dots, found.voters) == (4, 2, 2)


def test_numbers_of_lines_are_fixed_when_ballots_are_printed(session: Session) -> None:
    cast = a_vote(session, "waiting")
    act(session, ANNA, prepare_ballots, cast.id, cast.vote, last=30)
    page = paper_page(session, cast.id, cast.vote)
    assert [line.number for line in page.lines] == [1, 2, 3, 4, 5, 6]
    assert [line.measure_id for line in page.lines] == list(cast.measures)
    assert page.printed == 30
    assert not page.rule_changed
    open_step(session, cast.id, cast.vote)
    after = session.execute(
        select(BallotLine.measure_id, BallotLine.number).where(BallotLine.step_id == cast.vote)
    )
    assert {row.measure_id: row.number for row in after} == {
        line.measure_id: line.number for line in page.lines
    }


def test_printing_fixes_the_proposed_rule_and_a_change_is_noticed(session: Session) -> None:
    cast = a_workshop(session, "vote", state="waiting")
    prepare_ballots(session, cast.id, cast.vote, last=3)
    session.expire_all()
    page = paper_page(session, cast.id, cast.vote)
    assert page.rule.allowance == 3
    kept = session.scalars(select(Step.settings).where(Step.id == cast.vote)).one()
    assert kept["paper"] == {"last": 3, "rule": ["field", 3, 2]}
    from workshops.dots.services import set_rule

    set_rule(session, cast.id, cast.vote, scope="field", allowance=5, most=2)
    session.expire_all()
    assert paper_page(session, cast.id, cast.vote).rule_changed


def test_nothing_is_printed_where_there_is_nothing_to_vote_on(session: Session) -> None:
    cast = a_workshop(session, "vote", state="waiting", measures=0)
    with pytest.raises(Refused):
        prepare_ballots(session, cast.id, cast.vote, last=3)


def test_the_present_vote_is_the_one_the_room_was_in_last(session: Session) -> None:
    cast = a_workshop(session, "results")
    assert present_vote(session, cast.id) == cast.vote
    early = a_workshop(session)
    assert present_vote(session, early.id) == early.vote
