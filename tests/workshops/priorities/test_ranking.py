from hypothesis import given
from hypothesis import strategies as st

from workshops.priorities.ranking import Tally, ranked

TALLIES = st.lists(
    st.builds(Tally, st.integers(1, 500), st.integers(0, 40), st.integers(0, 40)),
    unique_by=lambda tally: tally.measure_id,
    max_size=40,
)


def ranks(*dots: int) -> list[int]:
    return [row.rank for row in ranked(Tally(n, count, 1) for n, count in enumerate(dots))]


def test_equal_dots_share_a_rank_and_the_next_one_follows_after_the_gap() -> None:
    assert ranks(33, 41, 33, 31) == [1, 2, 2, 4]


def test_nothing_to_rank_is_an_empty_list() -> None:
    assert ranked([]) == []


def test_within_a_shared_rank_more_voters_are_listed_first_then_the_older_measure() -> None:
    rows = ranked([Tally(1, 5, 2), Tally(2, 5, 4), Tally(3, 5, 2)])
    assert [(row.measure_id, row.rank) for row in rows] == [(2, 1), (1, 1), (3, 1)]


@given(TALLIES)
def test_a_rank_is_one_more_than_the_number_of_measures_with_more_dots(
    tallies: list[Tally],
) -> None:
    for row in ranked(tallies):
        assert row.rank == 1 + sum(1 for other in tallies if other.dots > row.dots)


@given(TALLIES, st.randoms())
def test_the_order_in_which_measures_come_in_changes_nothing(tallies: list[Tally], random) -> None:
    mixed = list(tallies)
    random.shuffle(mixed)
    assert ranked(mixed) == ranked(tallies)


@given(TALLIES)
def test_no_measure_is_lost_and_no_number_changed(tallies: list[Tally]) -> None:
    found = {(row.measure_id, row.dots, row.voters) for row in ranked(tallies)}
    assert found == {(tally.measure_id, tally.dots, tally.voters) for tally in tallies}
