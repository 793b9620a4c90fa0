"""Raking brings each margin to its shares, or says why it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.results.raking import LEAST, MOST, rake
from surveys.results.weighting import weighting
from tests.surveys.results.people import AGE, NEW, a_questionnaire, a_table

CELLS = [({age: 1.0}, {town: 1.0}) for age in ("young", "old") for town in ("a", "b", "c")]


@given(
    st.lists(st.integers(20, 100), min_size=6, max_size=6),
    st.integers(40, 60),
    st.tuples(st.integers(30, 36), st.integers(30, 36)),
)
def test_raking_hits_its_margins(sizes: list[int], young: int, towns: tuple[int, int]) -> None:
    a, b = towns
    age = {"young": young / 100, "old": 1 - young / 100}
    town = {"a": a / 100, "b": b / 100, "c": 1 - (a + b) / 100}
    found = rake(CELLS, sizes, [age, town])
    whole = sum(n * w for n, w in zip(sizes, found.weights, strict=True))
    assert whole == pytest.approx(sum(sizes), rel=1e-4)
    assert found.effective <= sum(sizes) * (1 + 1e-9)
    assert all(LEAST <= weight <= MOST for weight in found.weights)
    if not found.bounded:
        assert found.converged
        for place, margin in enumerate((age, town)):
            for category, share in margin.items():
                mine = sum(
                    n * w
                    for cell, n, w in zip(CELLS, sizes, found.weights, strict=True)
                    if category in cell[place]
                )
                assert mine / whole == pytest.approx(share, abs=1e-4)


def test_weights_have_bounds_and_say_when_they_meet_them() -> None:
    found = rake([[{"young": 1}], [{"old": 1}]], [99, 1], [{"young": 0.5, "old": 0.5}])
    assert found.weights[1] == MOST
    assert found.bounded == 1
    assert not found.converged
    assert found.worst > 0.4


def test_a_category_without_people_is_named_and_nothing_is_weighed() -> None:
    found = rake([[{"young": 1}]], [50], [{"young": 0.5, "old": 0.5}])
    assert found.empty == ((0, "old"),)
    assert found.weights == (1.0,)


def test_who_is_unknown_to_a_margin_keeps_their_share() -> None:
    found = rake([[{"young": 1}], [{"old": 1}], [{}]], [30, 10, 20], [{"young": 0.5, "old": 0.5}])
    assert [round(one, 3) for one in found.weights] == [0.667, 2.0, 1.0]


def test_all_of_a_crowd_weigh_the_same_by_how_it_is_made_up() -> None:
    mixed = [{"age": age, "new": new} for age in ("young", "old") for new in ("no", None)] * 3
    people = [{"age": "young", "new": "yes"}] * 28 + mixed
    table = a_table(a_questionnaire(NEW, AGE), people)
    found = weighting(table, {"age": {"young": 80.0, "old": 20.0}})
    assert found
    assert sorted(one.size for one in table.crowds) == [6, 6, 28]  # six are old, and six are not
    assert found.raked.converged
    weighed = table.counted("age", [True] * 3, found.weights)
    amounts = {cell: amount for cell, _, amount in weighed}
    assert amounts["old"] / (amounts["old"] + amounts["young"]) == pytest.approx(0.2, abs=1e-5)


def test_weights_tell_no_more_of_a_crowd_than_charts_do() -> None:
    """Else whoever tries some shares finds out that there are four, by the effective sample."""
    table = a_table(a_questionnaire(AGE, NEW), [{"age": "young"}] * 36 + [{"age": "old"}] * 4)
    found = weighting(table, {"age": {"young": 80.0, "old": 20.0}})
    assert [one.size for one in table.crowds] == [35, 5]  # with the four goes one who is young
    assert found
    assert found.raked.empty == ((0, "old"),)
