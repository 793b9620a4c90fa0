"""The same measure from several events, put together and taken apart."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Missing, Refused
from tests.builders import Cast, ConceptCast, a_concept, a_guest, a_measure, dots
from tests.workshops.gathering.cast import an_event
from workshops.agenda.room import room
from workshops.agenda.services import close_step, open_step
from workshops.concepts.history import act, newest, undo
from workshops.dots.counting import count
from workshops.gathering.board import duplicates_page
from workshops.gathering.duplicates import keep_apart, put_together, reconsider, take_apart
from workshops.gathering.reads import ranking_page
from workshops.gathering.settling import unsettled
from workshops.journal.services import Actor
from workshops.journal.services import act as room_act
from workshops.journal.services import newest as room_newest
from workshops.journal.services import undo as room_undo
from workshops.merging.services import unmerge
from workshops.models import BallotLine, Dots, Measure

OLGA = "Olga"


def figures(session: Session, concept: ConceptCast) -> dict[int, tuple[int, int, int]]:
    """Measure -> dots, voters and voters asked."""
    session.expire_all()
    rows = ranking_page(session, concept.name).rows
    return {r.measure.id: (r.figures.dots, r.figures.voters, r.figures.asked) for r in rows}


def own_counts(session: Session, cast: Cast) -> dict[int, tuple[int, int]]:
    """What the workshop's own result says: measure -> dots and voters."""
    found = count(session, room(session, cast.id).steps[2])
    assert found is not None
    return {one.measure_id: (one.dots, one.voters) for one in found.tallies}


def two_events(
    session: Session, text: str = "Sprachcafé"
) -> tuple[ConceptCast, list[Cast], list[int]]:
    """Each workshop knows one measure of its own, and both know one of the office."""
    concept = a_concept(session, fields=1, measures=1)
    casts, own = [], []
    for n in range(2):
        cast = an_event(session, concept, [], closed=False, title=f"Workshop {n}")
        own.append(a_measure(session, concept.fields[0], f"{text} {n}", workshop_id=cast.id))
        session.add(BallotLine(step_id=cast.vote, measure_id=own[n], field_id=concept.fields[0]))
        session.flush()
        for _ in range(6):
            dots(session, cast, a_guest(session, cast), {own[n]: 2 + n, concept.measures[0]: 1})
        close_step(session, cast.id, cast.vote)
        casts.append(cast)
    return concept, casts, own


def test_the_figures_of_both_events_are_summed_and_nothing_is_lost(session: Session) -> None:
    concept, casts, [one, other] = two_events(session)
    before = figures(session, concept)
    assert (before[one], before[other]) == ((12, 6, 6), (18, 6, 6))
    put_together(session, concept.name, one, [other])
    after = figures(session, concept)
    assert other not in after
    assert after[one] == (30, 12, 12)
    assert after[concept.measures[0]] == before[concept.measures[0]]
    assert own_counts(session, casts[1])[one] == (18, 6)


def test_taken_apart_each_vote_is_again_what_it_was(session: Session) -> None:
    concept, casts, [one, other] = two_events(session)
    before = figures(session, concept), [own_counts(session, cast) for cast in casts]
    put_together(session, concept.name, one, [other])
    take_apart(session, concept.name, other)
    take_apart(session, concept.name, other)  # a second click
    assert (figures(session, concept), [own_counts(session, cast) for cast in casts]) == before


def test_undoing_and_undoing_the_undoing_with_the_history(session: Session) -> None:
    concept, casts, [one, other] = two_events(session)
    apart = figures(session, concept), [own_counts(session, cast) for cast in casts]
    act(session, OLGA, put_together, concept.name, one, [other], "Ein Sprachcafé", "de")
    merged = figures(session, concept)
    act(session, OLGA, take_apart, concept.name, other)
    undo_newest(session, concept)
    assert figures(session, concept) == merged
    assert session.get_one(Measure, one).texts == {"de": "Ein Sprachcafé"}
    undo_newest(session, concept)
    assert (figures(session, concept), [own_counts(session, cast) for cast in casts]) == apart
    assert session.get_one(Measure, one).texts == {"de": "Sprachcafé 0"}


def undo_newest(session: Session, concept: ConceptCast) -> None:
    last = newest(session, concept.id)
    assert last is not None
    undo(session, concept.name, last.id, by=OLGA)


def test_values_of_the_columns_come_along_and_go_back(session: Session) -> None:
    concept, casts, [one, other] = two_events(session)
    theirs = {"cost": {"cents": 5000_00}, "feasible": "2028"}
    set_columns(session, {one: {"feasible": "2027"}, other: theirs})
    found = unsettled(session, concept.name, one, [other])
    assert [(column.key, values) for column, values in found.columns] == [
        ("feasible", {one: "2027", other: "2028"})
    ]
    act(session, OLGA, put_together, concept.name, one, [other])
    assert session.get_one(Measure, one).columns == {**theirs, "feasible": "2027"}
    undo_newest(session, concept)
    assert session.get_one(Measure, one).columns == {"feasible": "2027"}
    act(session, OLGA, put_together, concept.name, one, [other], "", "de", {"feasible": other})
    assert session.get_one(Measure, one).columns == theirs
    room_act(session, Actor("Sam"), unmerge, casts[1].id, other)
    session.expire_all()
    assert session.get_one(Measure, one).columns == {"feasible": "2027"}
    room_undo(session, casts[1].id, room_newest(session, casts[1].id) or 0, by=Actor("Sam"))
    session.expire_all()
    assert session.get_one(Measure, one).columns == theirs


def set_columns(session: Session, columns: dict[int, dict[str, Any]]) -> None:
    for id, values in columns.items():
        session.get_one(Measure, id).columns = values
    session.flush()


def test_a_moderator_who_takes_it_apart_leaves_no_trace_in_other_rooms(session: Session) -> None:
    concept, casts, [one, other] = two_events(session)
    before = figures(session, concept), [own_counts(session, cast) for cast in casts]
    put_together(session, concept.name, one, [other])
    unmerge(session, casts[1].id, other)
    assert (figures(session, concept), [own_counts(session, cast) for cast in casts]) == before


def test_a_measure_of_another_field_takes_the_room_that_its_source_had(session: Session) -> None:
    concept = a_concept(session, fields=2, measures=4)
    one, _, three, _ = concept.measures
    ballots = [{one: 2, three: 2}] * 6
    an_event(session, concept, ballots, scope="field", allowance=2, most=2)
    only = a_measure(session, concept.fields[1], "Aus einem anderen Feld")
    put_together(session, concept.name, only, [one])
    assert figures(session, concept)[only] == (12, 6, 6)
    assert figures(session, concept)[three] == (12, 6, 6)


def test_within_one_vote_the_limit_for_one_person_holds_and_the_page_says_so(
    session: Session,
) -> None:
    concept = a_concept(session, fields=1, measures=3)
    one, two, _ = concept.measures
    an_event(session, concept, [{one: 2, two: 2}] * 5 + [{one: 1}] * 3, most=2)
    put_together(session, concept.name, one, [two])
    assert figures(session, concept)[one] == (13, 8, 8)
    assert ranking_page(session, concept.name).capped == 10
    take_apart(session, concept.name, two)
    assert figures(session, concept)[one] == (13, 8, 8)
    assert figures(session, concept)[two] == (10, 5, 8)


def test_dots_that_were_placed_after_reopening_stay_counted(session: Session) -> None:
    concept, casts, [one, other] = two_events(session)
    put_together(session, concept.name, one, [other])
    open_step(session, casts[1].id, casts[1].vote)
    dots(session, casts[1], a_guest(session, casts[1]), {one: 3})
    close_step(session, casts[1].id, casts[1].vote)
    take_apart(session, concept.name, other)
    assert figures(session, concept)[one] == (15, 7, 13)
    assert figures(session, concept)[other] == (18, 6, 7)


def test_what_a_room_is_voting_on_is_left_alone(session: Session) -> None:
    concept, casts, [one, other] = two_events(session)
    open_step(session, casts[0].id, casts[0].vote)
    for verb in (put_together, take_apart):
        if verb is take_apart:
            close_step(session, casts[0].id, casts[0].vote)
            put_together(session, concept.name, one, [other])
            open_step(session, casts[0].id, casts[0].vote)
        with pytest.raises(Refused, match="A vote on one of these measures is open"):
            verb(session, concept.name, *((one, [other]) if verb is put_together else (other,)))


def test_measures_of_another_concept_are_out_of_reach(session: Session) -> None:
    concept, _, [one, _] = two_events(session)
    foreign = a_concept(session, measures=2).measures
    for verb, args in (
        (put_together, (one, [foreign[0]])),
        (put_together, (foreign[0], [foreign[1]])),
        (take_apart, (foreign[0],)),
        (keep_apart, (one, foreign[0])),
    ):
        with pytest.raises(Missing):
            verb(session, concept.name, *args)


def test_a_title_that_is_too_long_or_one_measure_alone_is_refused(session: Session) -> None:
    concept, _, [one, other] = two_events(session)
    with pytest.raises(Refused, match="too long"):
        put_together(session, concept.name, one, [other], "x" * 501)
    with pytest.raises(Refused, match="at least two"):
        put_together(session, concept.name, one, [one])


def pairs(session: Session, concept: ConceptCast) -> list[tuple[int, int]]:
    page = duplicates_page(session, concept.name)
    return [(pair.one.id, pair.other.id) for pair in page.suggestions]


def test_the_same_words_from_two_events_are_suggested_until_dismissed(session: Session) -> None:
    concept, _, _ = two_events(session)
    same = [
        a_measure(session, concept.fields[0], "Fahrräder reparieren lernen", workshop_id=w)
        for w in session.scalars(select(Measure.workshop_id).where(Measure.origin == "workshop"))
    ]
    assert pairs(session, concept) == [tuple(same)]
    act(session, OLGA, keep_apart, concept.name, same[1], same[0])
    page = duplicates_page(session, concept.name)
    assert (page.suggestions, len(page.dismissed)) == ((), 1)
    reconsider(session, concept.name, *same)
    assert pairs(session, concept) == [tuple(same)]


def test_the_search_finds_words_and_keeps_what_was_chosen_first(session: Session) -> None:
    concept, _, [one, other] = two_events(session)
    page = duplicates_page(session, concept.name, "Sprachcafé", {concept.measures[0]})
    assert page.found is not None
    assert [idea.id for idea in page.found.ideas] == [concept.measures[0], one, other]
    assert page.events == {one: "Workshop 0", other: "Workshop 1"}


BALLOTS = st.lists(st.lists(st.integers(0, 2), min_size=4, max_size=4), min_size=1, max_size=6)


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(BALLOTS, min_size=1, max_size=3), st.lists(st.integers(0, 3), max_size=6))
def test_whatever_is_put_together_and_taken_apart_each_vote_is_again_what_it_was(
    session: Session, events: list[list[list[int]]], choices: list[int]
) -> None:
    concept = a_concept(session, fields=2, measures=4)
    casts = []
    for ballots in events:
        placed = [{m: n for m, n in zip(concept.measures, b, strict=True) if n} for b in ballots]
        casts.append(an_event(session, concept, placed, allowance=8, most=2))
    dots_before = session.execute(select(Dots.measure_id, Dots.count)).all()
    before = [own_counts(session, cast) for cast in casts], figures(session, concept)
    for target, source in zip(choices[::2], choices[1::2], strict=False):
        try:
            put_together(
                session, concept.name, concept.measures[target], [concept.measures[source]]
            )
        except Refused:
            continue
    for measure in concept.measures:
        take_apart(session, concept.name, measure)
    assert session.execute(select(Dots.measure_id, Dots.count)).all() == dots_before
    assert ([own_counts(session, cast) for cast in casts], figures(session, concept)) == before
