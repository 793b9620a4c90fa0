"""Several events as one ranking."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.gathering.placing import Placing, Vote
from workshops.gathering.ranking import ORDERS, Combined, combined
from workshops.priorities.ranking import Tally, ranked


def event(id: int, voters: int, figures: Mapping[int, tuple[int, int]]) -> Vote:
    """A workshop with one vote: measure -> dots and the people who gave them."""
    return Vote(id, id, voters, tuple(Tally(m, *given) for m, given in figures.items()))


def order(rows: list[Combined]) -> list[tuple[int, int]]:
    return [(row.measure_id, row.rank) for row in rows]


CENTRE = event(1, 40, {1: (40, 25), 2: (30, 20), 3: (10, 10)})
SMALL_TOWN = event(2, 10, {3: (18, 9), 4: (12, 6)})


def test_the_sum_of_dots_is_over_all_events() -> None:
    assert order(combined([CENTRE, SMALL_TOWN])) == [(1, 1), (2, 2), (3, 3), (4, 4)]
    third = next(row for row in combined([CENTRE, SMALL_TOWN]) if row.measure_id == 3)
    assert (third.dots, third.voters, third.asked, third.events) == (28, 19, 50, 2)


def test_the_share_asks_only_those_who_had_it_on_their_ballot() -> None:
    rows = combined([CENTRE, SMALL_TOWN], "share")
    assert [(row.measure_id, row.share) for row in rows] == [
        (1, Fraction(25, 40)),
        (4, Fraction(6, 10)),
        (2, Fraction(20, 40)),
        (3, Fraction(19, 50)),
    ]


def test_the_rank_by_event_is_the_mean_of_the_ranks() -> None:
    rows = combined([CENTRE, SMALL_TOWN], "rank")
    assert [(row.measure_id, int(row.mean_rank), row.rank) for row in rows] == [
        (1, 1, 1),
        (2, 2, 2),
        (3, 2, 2),
        (4, 2, 2),
    ]


def test_the_median_of_ranks_does_not_heed_one_that_is_far_off() -> None:
    row = Combined(1, 1, {n: Placing(1, 1, rank, 50, 9) for n, rank in enumerate((1, 2, 48))})
    assert (int(row.mean_rank), int(row.median_rank)) == (17, 2)


def test_first_thirds_are_counted() -> None:
    rows = combined([CENTRE, SMALL_TOWN], "thirds")
    assert [(row.measure_id, row.first_third, row.rank) for row in rows] == [
        (1, 1, 1),
        (3, 1, 1),
        (2, 0, 3),
        (4, 0, 3),
    ]


def test_equal_figures_share_a_rank_and_the_next_follows_after_the_gap() -> None:
    rows = combined([event(1, 9, {1: (5, 5), 2: (7, 4), 3: (5, 2), 4: (1, 1)})])
    assert order(rows) == [(2, 1), (1, 2), (3, 2), (4, 4)]


def test_an_unknown_order_is_no_order() -> None:
    with pytest.raises(KeyError):
        combined([], "alphabet")


def test_measures_that_are_not_asked_for_are_not_there() -> None:
    assert order(combined([CENTRE], only=[2, 3])) == [(2, 1), (3, 2)]


# Whatever the events

EVENTS = st.lists(
    st.builds(
        lambda id, voters, figures: event(
            id, voters, {m: (dots, min(dots, voters)) for m, dots in figures.items()}
        ),
        st.integers(1, 5),
        st.integers(5, 40),
        st.dictionaries(st.integers(1, 15), st.integers(0, 30), min_size=1),
    ),
    max_size=5,
    unique_by=lambda vote: vote.event,
)


@given(EVENTS, st.sampled_from(ORDERS), st.randoms())
def test_the_order_in_which_events_come_in_changes_nothing(votes, by, random) -> None:
    mixed = list(votes)
    random.shuffle(mixed)
    assert combined(mixed, by) == combined(votes, by)


@given(EVENTS, st.sampled_from(ORDERS))
def test_no_measure_is_lost_whatever_the_order(votes: list[Vote], by: str) -> None:
    rows = combined(votes, by)
    assert {r.measure_id for r in rows} == {t.measure_id for v in votes for t in v.tallies}
    assert sum(row.dots for row in rows) == sum(t.dots for v in votes for t in v.tallies)
    ranks = [row.rank for row in rows]
    assert all(rank <= n for n, rank in enumerate(ranks, 1))
    assert ranks == sorted(ranks)


@given(EVENTS.filter(lambda votes: len(votes) == 1))
def test_one_event_alone_is_ranked_as_its_own_result(votes: list[Vote]) -> None:
    alone = ranked(votes[0].tallies)
    for by in ("dots", "rank"):
        assert {(r.measure_id, r.rank) for r in combined(votes, by)} == {
            (r.measure_id, r.rank) for r in alone
        }
