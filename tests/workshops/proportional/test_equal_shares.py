"""Against a naive second implementation, and the edges of the definition."""

from fractions import Fraction
from random import Random

import pytest

from tests.workshops.proportional.elections import an_election
from tests.workshops.proportional.naive import naive_equal_shares
from tests.workshops.proportional.random_elections import quick_election
from workshops.proportional.equal_shares import equal_shares


@pytest.mark.parametrize("utility", ["cost", "points"])
@pytest.mark.parametrize("completion", ["none", "add1", "add1u"])
def test_hundreds_of_random_elections_end_as_the_naive_implementation_says(utility, completion):
    """More than four thousand outcomes in all."""
    for seed in range(700):
        election = quick_election(Random(seed))
        selected = list(equal_shares(election, utility, completion).selected)
        assert selected == naive_equal_shares(election, utility, completion), f"seed {seed}"


@pytest.mark.parametrize("utility", ["cost", "points"])
def test_jumps_over_many_endowments_miss_no_outcome(utility):
    """Large budgets and few voters: thousands of endowments, of which most are left out."""
    random = Random(4)
    for scale in [*[1] * 6, 6]:
        costs = {str(number): random.randint(200, 2_000) * scale for number in range(5)}
        votes = [
            {name: random.randint(1, 3) for name in costs if random.random() < 0.5}
            for _ in range(4)
        ]
        election = an_election(costs, votes, 1_500 * scale)
        found = list(equal_shares(election, utility, "add1").selected)
        assert found == naive_equal_shares(election, utility, "add1")


def test_ties_go_to_the_smaller_id_as_text():
    election = an_election({"9": 5, "10": 5}, [["9", "10"]], 5)
    assert equal_shares(election).selected == ("10",)


def test_add1_raises_the_exact_share_and_keeps_the_last_outcome_within_the_budget():
    """Seven voters share 10: 10/7 each. Two support a (3): it needs 3/2 each, one raise. b (8)
    needs 8/5 from each of five: with that raise it would be selected too, and cost 11 in all."""
    election = an_election({"a": 3, "b": 8}, [*["a"] * 2, *["b"] * 5], 10)
    plain, raised = equal_shares(election), equal_shares(election, completion="add1")
    assert (plain.selected, plain.endowment) == ((), Fraction(10, 7))
    assert raised.selected == ()
    assert equal_shares(election, completion="add1u").selected == ("b",)


def test_add1_goes_on_from_an_outcome_that_nothing_fits_beside():
    """Four voters share 100. With 25 each the last two pay for b (50), and a (90) does not fit into
    the 50 left. But "the last outcome within the budget counts": with 30 each a is selected before
    b, for it has more supporters, and the third voter's money is spent. That stays so until the
    last two have 10 + 40 left for b, which is too much."""
    election = an_election({"a": 90, "b": 50}, ["a", "a", "ab", "b"], 100)
    assert equal_shares(election).selected == ("b",)
    raised = equal_shares(election, completion="add1")
    assert raised.selected == ("a",)
    assert raised.endowment == 39


def test_an_outcome_of_all_that_is_supported_ends_the_raises():
    election = an_election({"a": 9, "b": 1, "c": 1}, ["a", "b"], 12)
    outcome = equal_shares(election, completion="add1")
    assert outcome.selected == ("a", "b")
    assert outcome.spent == 10
    assert equal_shares(election, completion="add1u").selected == ("a", "b", "c")
    assert equal_shares(election, completion="add1u").topped_up == 1


def test_what_is_free_and_supported_comes_first():
    election = an_election({"b": 0, "a": 4, "c": 0}, ["ab", "ab"], 4)
    assert equal_shares(election).selected == ("b", "a")


def test_nobody_voting_selects_nothing_before_the_greedy_completion():
    election = an_election({"b": 3, "a": 2}, [], 4)
    assert equal_shares(election, completion="add1").selected == ()
    assert equal_shares(election, completion="add1u").selected == ("a",)


def test_negative_and_zero_points_are_no_support():
    election = an_election({"a": 1, "b": 1}, [{"a": -2, "b": 0}] * 3, 3, "scoring")
    assert equal_shares(election, "points", "add1").selected == ()


def test_empty_ballots_keep_their_share():
    """Their part of the budget is not given to the others."""
    assert equal_shares(an_election({"a": 6}, ["a", ""], 6)).selected == ()
    assert equal_shares(an_election({"a": 6}, ["a"], 6)).selected == ("a",)
