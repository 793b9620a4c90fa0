"""The rules of rating, without a database."""

from collections import Counter
from fractions import Fraction
from math import isclose, sqrt
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.refused import Refused
from workshops.ratings.rules import (
    MOST_CRITERIA,
    NO_OPINION,
    check_new_criterion,
    check_value,
    check_weights,
    chosen,
    figure,
    ranked,
)

GOALS, CRITERIA = (11, 12, 13, 14), (1, 2, 3)
cells = st.tuples(st.sampled_from(GOALS), st.sampled_from(CRITERIA))
said = st.dictionaries(cells, st.lists(st.integers(0, 5), max_size=6))
"""(goal, criterion) -> what each person said."""
weights = st.fixed_dictionaries({criterion: st.integers(0, 10) for criterion in CRITERIA})


def counted(answers):
    return {cell: Counter(values) for cell, values in answers.items()}


def result(answers, weights):
    return ranked(GOALS, weights, counted(answers))


def outcome(rows):
    return [(row.goal_id, row.total, row.rank) for row in rows]


# One cell


def test_mean_and_spread_of_a_few_ratings() -> None:
    one = figure({2: 1, 4: 2})
    assert one.mean == Fraction(10, 3)
    assert one.spread is not None
    assert isclose(one.spread, pstdev([2, 4, 4]))
    assert (one.ratings, one.abstained) == (3, 0)


def test_no_opinion_is_shown_but_not_counted() -> None:
    one = figure({NO_OPINION: 3, 5: 1})
    assert (one.mean, one.ratings, one.abstained) == (Fraction(5), 1, 3)


def test_without_a_rating_there_is_no_mean() -> None:
    assert figure({NO_OPINION: 2}).mean is None
    assert figure({}).mean is None


def test_one_rating_alone_has_no_spread() -> None:
    assert figure({4: 1}).spread is None
    assert figure({4: 2}).spread == 0


# The table


def test_the_weighted_mean_decides_and_equal_totals_share_a_rank() -> None:
    answers = {
        (11, 1): [5],
        (11, 2): [1],
        (12, 1): [1],
        (12, 2): [5],
        (13, 1): [2],
        (13, 2): [2],
    }
    even = result(answers, {1: 1, 2: 1, 3: 0})
    assert outcome(even) == [(11, 3, 1), (12, 3, 1), (13, 2, 3), (14, None, None)]
    heavy = result(answers, {1: 1, 2: 3, 3: 0})
    assert outcome(heavy) == [(12, 4, 1), (11, 2, 2), (13, 2, 2), (14, None, None)]


def test_totals_that_look_equal_are_equal() -> None:
    answers = {(11, 1): [3] * 399 + [4], (12, 1): [3] * 398 + [4] * 1 + [3]}
    rows = result({**answers, (12, 1): [3] * 400}, {1: 1, 2: 0, 3: 0})
    assert [(row.goal_id, row.rank) for row in rows[:2]] == [(11, 1), (12, 1)]


def test_a_criterion_nobody_had_an_opinion_on_pulls_no_goal_down() -> None:
    answers = {(11, 1): [4], (11, 2): [NO_OPINION], (12, 1): [4], (12, 2): [4]}
    rows = result(answers, {1: 1, 2: 1, 3: 1})
    assert [(row.goal_id, row.total) for row in rows[:2]] == [(11, 4), (12, 4)]


def test_a_goal_rated_only_by_criteria_without_weight_has_no_rank() -> None:
    rows = result({(11, 1): [5], (12, 2): [1]}, {1: 0, 2: 1, 3: 1})
    assert outcome(rows)[0] == (12, 1, 1)
    assert outcome(rows)[1:] == [(11, None, None), (13, None, None), (14, None, None)]


def test_who_shares_the_last_rank_is_chosen_too() -> None:
    answers = {(11, 1): [5], (12, 1): [3], (13, 1): [3]}
    rows = result(answers, {1: 1, 2: 1, 3: 1})
    assert chosen(rows, 1) == [11]
    assert chosen(rows, 2) == [11, 12, 13]
    assert chosen(rows, 4) == [11, 12, 13]  # without a rating nothing is chosen


@given(said, weights)
def test_the_table_equals_a_recount_from_scratch(answers, weights) -> None:
    rows = result(answers, weights)
    totals = {}
    for goal in GOALS:
        parts = []
        for criterion in CRITERIA:
            values = [v for v in answers.get((goal, criterion), []) if v != 0]
            one = next(row for row in rows if row.goal_id == goal).figures[criterion]
            assert one.ratings == len(values)
            assert one.abstained == len(answers.get((goal, criterion), [])) - len(values)
            if values:
                mean = fmean(values)
                assert one.mean is not None
                assert isclose(one.mean, mean)
                if len(values) > 1:
                    assert one.spread is not None
                    assert isclose(
                        one.spread, sqrt(fmean((v - mean) ** 2 for v in values)), abs_tol=1e-9
                    )
                if weights[criterion]:
                    parts.append((weights[criterion], mean))
        if parts:
            totals[goal] = sum(w * m for w, m in parts) / sum(w for w, _ in parts)
    for row in rows:
        assert (row.total is None) == (row.goal_id not in totals)
        if row.total is not None:
            assert abs(float(row.total) - totals[row.goal_id]) <= 0.005 + 1e-9
            assert row.rank == 1 + sum(1 for o in rows if (o.total or 0) > row.total)
        else:
            assert row.rank is None
    ranks = [row.rank or len(GOALS) + 1 for row in rows]
    assert ranks == sorted(ranks)
    assert sorted(row.goal_id for row in rows) == list(GOALS)


@given(said, st.integers(1, 10))
def test_equal_weights_are_the_plain_mean(answers, weight) -> None:
    for row in result(answers, dict.fromkeys(CRITERIA, weight)):
        means = [one.mean for one in row.figures.values() if one.mean is not None]
        if means:
            assert row.total is not None
            assert abs(row.total - sum(means, Fraction(0)) / len(means)) <= Fraction(1, 200)


@given(said, st.fixed_dictionaries({c: st.integers(0, 3) for c in CRITERIA}), st.integers(2, 3))
def test_scaling_all_weights_changes_nothing(answers, weights, factor) -> None:
    larger = {criterion: weight * factor for criterion, weight in weights.items()}
    assert result(answers, weights) == result(answers, larger)


@given(said, weights, cells)
def test_no_opinion_changes_no_mean_and_no_rank(answers, weights, cell) -> None:
    more = {**answers, cell: [*answers.get(cell, []), NO_OPINION]}
    assert outcome(result(more, weights)) == outcome(result(answers, weights))


@given(said, weights, st.integers(1, 5))
def test_the_chosen_ones_stand_first(answers, weights, first) -> None:
    rows = result(answers, weights)
    found = chosen(rows, first)
    assert found == [row.goal_id for row in rows[: len(found)]]
    assert len(found) >= min(first, sum(1 for row in rows if row.rank is not None))


# What is refused


@pytest.mark.parametrize("value", [-1, 6])
def test_only_the_scale_and_no_opinion_are_ratings(value) -> None:
    with pytest.raises(Refused):
        check_value(value)


def test_at_least_one_criterion_counts() -> None:
    check_weights({1: 0, 2: 1})
    with pytest.raises(Refused):
        check_weights({1: 0, 2: 0})


def test_a_criterion_needs_a_title_and_there_is_an_end_to_them() -> None:
    check_new_criterion({"de": "Kosten"}, MOST_CRITERIA - 1)
    for titles, others in (({}, 1), ({"de": "Kosten"}, MOST_CRITERIA)):
        with pytest.raises(Refused):
            check_new_criterion(titles, others)
