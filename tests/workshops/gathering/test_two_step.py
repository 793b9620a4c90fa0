"""Measures by dots, goals by ratings, and the first of both."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from workshops.gathering.two_step import GoalVotes, Proposal, Rated, proposal, totals_of
from workshops.priorities.ranking import Tally


def votes(goal: int, *dots: int, voters: int = 20) -> GoalVotes:
    """A goal whose measures are numbered from 10 times its own number."""
    tallies = tuple(Tally(goal * 10 + n, count, count) for n, count in enumerate(dots))
    return GoalVotes(goal, tallies, voters)


def rated(raters: int = 10, **totals: float) -> Rated:
    return Rated(raters, {int(goal[1:]): Fraction(str(total)) for goal, total in totals.items()})


THREE = [votes(1, 30, 5, 12), votes(2, 9, 4), votes(3, 40, 38, 36)]


def test_the_first_measures_of_the_first_goals_are_the_proposal() -> None:
    found = proposal(THREE, [rated(g1=3.5, g2=4.9, g3=4.2)], goals=2, measures=2)
    assert [(row.goal_id, row.rank, row.chosen) for row in found.rows] == [
        (2, 1, True),
        (3, 2, True),
        (1, 3, False),
    ]
    assert found.measure_ids == (20, 21, 30, 31)


def test_a_goal_that_is_not_chosen_keeps_its_ranking_but_proposes_nothing() -> None:
    last = proposal(THREE, [rated(g1=3.5, g2=4.9, g3=4.2)], goals=2, measures=2).rows[-1]
    assert [row.measure_id for row in last.measures] == [10, 12, 11]
    assert last.proposed == ()


def test_who_shares_the_last_chosen_rank_is_chosen_too() -> None:
    found = proposal(
        [votes(1, 5, 5, 5, 1), votes(2, 3)], [rated(g1=4.0, g2=4.0)], goals=1, measures=2
    )
    assert found.measure_ids == (10, 11, 12, 20)
    assert found.few == 1
    assert found.rows[0].few == 1


def test_without_a_dot_no_measure_is_proposed_and_without_a_rating_no_goal() -> None:
    found = proposal([votes(1, 0, 0), votes(2, 4)], [rated(g1=4.0)], goals=5, measures=5)
    assert found.measure_ids == ()
    assert [(row.rank, row.total) for row in found.rows] == [(1, 4), (None, None)]


def test_what_the_council_has_decided_on_takes_no_place() -> None:
    goal = GoalVotes(1, [Tally(n, 30 - n, 20) for n in range(5)], 20, decided={0, 2})
    row = proposal([goal], [rated(g1=4.0)], goals=1, measures=2).rows[0]
    assert [(one.measure_id, one.rank) for one in row.proposed] == [(1, 1), (3, 2)]
    assert row.decided == (0, 2)


def test_a_close_cut_among_measures_is_called_practically_tied() -> None:
    goal = proposal([votes(1, 30, 20, 18, 3)], [rated(g1=4.0)], goals=1, measures=2).rows[0]
    assert [row.tied for row in goal.measures] == [False, True, True, False]
    assert goal.few == 1


def test_a_clear_cut_is_not_tied() -> None:
    found = proposal(THREE, [rated(g1=2.0, g2=4.9, g3=4.2)], goals=2, measures=1)
    assert (found.few, [row.tied for row in found.rows]) == (0, [False] * 3)


def test_goals_are_tied_where_one_of_the_raters_could_have_turned_them() -> None:
    # One of ten who rates one goal a point higher and the other a point lower: 0.2 in all.
    near = proposal(THREE, [rated(g1=4.0, g2=4.2, g3=3.0)], goals=1, measures=1)
    assert [(row.goal_id, row.tied) for row in near.rows] == [(2, True), (1, True), (3, False)]
    far = proposal(THREE, [rated(g1=3.99, g2=4.2, g3=3.0)], goals=1, measures=1)
    assert not any(row.tied for row in far.rows)


def test_several_steering_groups_count_by_their_people() -> None:
    totals = totals_of([rated(30, g1=4.0, g2=2.0), rated(10, g1=2.0)])
    assert totals == {1: Fraction(7, 2), 2: 2}


def test_totals_are_rounded_half_up_to_hundredths() -> None:
    assert totals_of([rated(1, g1=4.0), rated(2, g1=3.0)]) == {1: Fraction(333, 100)}
    assert totals_of([rated(1, g1=4.01), rated(1, g1=4.0)]) == {1: Fraction(401, 100)}


def test_without_a_rating_the_goals_keep_the_order_of_the_concept() -> None:
    found = proposal(THREE, [], goals=2, measures=2)
    assert [(row.goal_id, row.chosen) for row in found.rows] == [(1, False), (2, False), (3, False)]


GOALS = st.lists(
    st.tuples(st.lists(st.integers(0, 20), max_size=6), st.none() | st.integers(100, 500)),
    max_size=7,
)


@given(GOALS, st.integers(1, 4), st.integers(1, 4))
def test_the_proposal_is_what_the_ranks_say(goals, first_goals: int, first_measures: int) -> None:
    them = [votes(n, *dots) for n, (dots, _) in enumerate(goals, 1)]
    totals = {n: Fraction(t, 100) for n, (_, t) in enumerate(goals, 1) if t is not None}
    found: Proposal = proposal(
        them, [Rated(12, totals)], goals=first_goals, measures=first_measures
    )
    assert sorted(row.goal_id for row in found.rows) == list(range(1, len(goals) + 1))
    for row in found.rows:
        better = sum(1 for total in totals.values() if row.total and total > row.total)
        assert row.chosen == (row.total is not None and better < first_goals)
        for one in row.measures:
            ahead = sum(1 for other in row.measures if other.dots > one.dots)
            assert (one in row.proposed) == (row.chosen and one.dots > 0 and ahead < first_measures)


@given(GOALS, st.integers(1, 4), st.integers(1, 4))
def test_equal_goals_and_measures_share_one_fate(goals, first_goals: int, first: int) -> None:
    them = [votes(n, *dots) for n, (dots, _) in enumerate(goals, 1)]
    totals = {n: Fraction(t, 100) for n, (_, t) in enumerate(goals, 1) if t is not None}
    rows = proposal(them, [Rated(12, totals)], goals=first_goals, measures=first).rows
    fates = {(row.total, row.chosen, row.tied) for row in rows}
    assert len(fates) == len({row.total for row in rows})
    for row in rows:
        assert len({(m.dots, m.chosen, m.tied) for m in row.measures}) == len(
            {m.dots for m in row.measures}
        )
