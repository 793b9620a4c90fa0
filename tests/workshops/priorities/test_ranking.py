from hypothesis import given
from hypothesis import strategies as st

from workshops.priorities.ranking import Band, Tally, few_of, practically_tied, ranked

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


# Practical ties


def band(*dots: int, first: int = 3, few: int = 1) -> Band:
    """Measures are numbered from 1 in the order of their dots."""
    return practically_tied(ranked(Tally(n, d, 1) for n, d in enumerate(dots, 1)), first, few)


def test_a_few_are_one_in_twenty_rounded_up() -> None:
    assert [few_of(n) for n in (0, 1, 20, 21, 40, 300)] == [0, 1, 1, 2, 2, 15]


def test_a_gap_of_two_could_have_been_levelled_by_one_person_and_one_of_three_not() -> None:
    assert band(9, 8, 7, 5).tied == (3, 4)
    assert band(9, 8, 7, 4).tied == ()


def test_the_band_holds_both_sides_and_says_how_many_places_are_open() -> None:
    found = band(20, 12, 11, 10, 9, 8)
    assert (found.tied, found.seats, found.safe) == ((2, 3, 4, 5), 2, 1)


def test_without_anybody_on_the_other_side_nothing_is_tied() -> None:
    assert band(5, 4, 3).tied == ()
    assert band(5, 4, 3, 0, 0).tied == ()
    assert band().tied == ()
    assert band(0, 0, 0, 0).tied == ()


def test_in_a_run_off_only_equal_dots_are_tied() -> None:
    assert band(5, 4, first=1, few=0).tied == ()
    assert band(5, 5, 4, first=1, few=0).tied == (1, 2)


FIRST, SOME = st.integers(1, 12), st.integers(0, 10)


@given(TALLIES, FIRST, SOME)
def test_a_band_has_both_sides_or_is_empty_and_stands_together(tallies, first, few) -> None:
    rows = ranked(tallies)
    found = practically_tied(rows, first, few)
    if not found.tied:
        return
    places = [n for n, row in enumerate(rows) if row.measure_id in found.tied]
    assert places == list(range(places[0], places[-1] + 1))
    assert places[0] < first <= places[-1]
    assert (found.safe, found.seats) == (places[0], first - places[0])


@given(TALLIES, FIRST, SOME)
def test_equal_dots_are_both_tied_or_both_not_on_each_side_of_the_cut(tallies, first, few) -> None:
    rows = ranked(tallies)
    tied = practically_tied(rows, first, few).tied
    for side in (rows[:first], rows[first:]):
        for dots in {row.dots for row in side}:
            assert len({row.measure_id in tied for row in side if row.dots == dots}) == 1


@given(TALLIES, FIRST, SOME)
def test_equal_dots_at_the_cut_are_always_tied(tallies, first, few) -> None:
    rows = ranked(tallies)
    if first < len(rows) and rows[first - 1].dots == rows[first].dots > 0:
        tied = practically_tied(rows, first, few).tied
        assert {r.measure_id for r in rows if r.dots == rows[first].dots} <= set(tied)


@given(TALLIES, FIRST, SOME, SOME)
def test_more_who_could_have_changed_it_never_make_a_band_smaller(tallies, first, few, more):
    rows = ranked(tallies)
    small = practically_tied(rows, first, few).tied
    assert set(small) <= set(practically_tied(rows, first, few + more).tied)


@given(TALLIES, FIRST, SOME, st.integers(0, 5))
def test_a_practical_tie_does_not_depend_on_the_order_of_counting(tallies, first, few, turn):
    turned = tallies[turn:] + tallies[:turn]
    assert practically_tied(ranked(tallies), first, few) == practically_tied(
        ranked(turned), first, few
    )
