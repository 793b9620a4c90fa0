"""Instances from the literature with the outcomes printed there."""

from fractions import Fraction

import pytest

from tests.workshops.proportional.elections import an_election
from tests.workshops.proportional.naive import naive_equal_shares
from workshops.proportional.equal_shares import equal_shares
from workshops.proportional.instance import Exact

RUNNING_EXAMPLE = [
    *(["ab"] * 3),
    *(["ac"] * 3),
    *(["ad"] * 2),
    "bcf",
    "e",
    "f",
    "g",
]


def selected(election, utility="cost", completion="none"):
    outcome = equal_shares(election, utility, completion).selected
    assert list(outcome) == naive_equal_shares(election, utility, completion)
    return list(outcome)


def test_bike_path_playground_and_library_win_on_equalshares_net():
    """equalshares.net, "Explanation", Example 1: "The winning projects are the bike path, the new
    playground, and the library for kids", selected in that order."""
    costs = {"bike": 700, "gym": 400, "park": 250, "playground": 200, "library": 100}
    votes = [
        ["bike", "gym"],
        ["bike", "gym", "park"],
        ["bike", "gym"],
        ["bike", "gym", "park"],
        ["bike", "gym", "park"],
        ["bike", "gym"],
        ["park", "playground", "library"],
        ["playground"],
        ["playground", "library"],
        ["park", "playground", "library"],
        ["bike"],
    ]
    assert selected(an_election(costs, votes, 1100)) == ["bike", "playground", "library"]


def test_gym_park_and_playground_win_where_one_voter_changes_sides():
    """equalshares.net, "Explanation", Example 2: "The winning projects are the outdoor gym, the new
    park, and the new playground"; the park has 4.13 and the playground 3.31 effective votes."""
    costs = {"bike": 700, "gym": 400, "park": 250, "playground": 200, "library": 100}
    votes = [
        ["bike", "gym"],
        ["bike", "gym", "park"],
        ["bike", "gym"],
        ["bike", "gym", "park"],
        ["bike", "gym", "park"],
        ["bike", "gym"],
        ["park", "playground", "library"],
        ["playground"],
        ["playground", "library"],
        ["park", "playground", "library"],
        ["gym"],
    ]
    assert selected(an_election(costs, votes, 1100)) == ["gym", "park", "playground"]


def test_only_a_is_affordable_in_the_running_example_of_lackner_and_skowron():
    """Lackner, Skowron: Multi-Winner Voting with Approval Preferences (2023), Example 2.11: the
    method proper selects a alone; its eight supporters pay 1/8 and keep 5/24 each."""
    costs = dict.fromkeys("abcdefgh", 1)
    assert selected(an_election(costs, RUNNING_EXAMPLE, 4)) == ["a"]


def test_raised_endowments_select_a_b_c_and_d_in_the_running_example():
    """The same example in the tests of pabutools (test_iterated_exhaustion): with endowments raised
    by 1/24, until the budget is exceeded, the outcome is a, b, c, d. Here a unit is 1/24."""
    election = an_election(dict.fromkeys("abcdefg", 24), RUNNING_EXAMPLE, 96)
    assert sorted(selected(election, completion="add1")) == ["a", "b", "c", "d"]


def test_c_then_a_in_the_second_example_of_lackner_and_skowron():
    """Lackner, Skowron (2023), Example 2.12: c is paid with 1/5 each, then a with at most 13/40
    each; then nothing is affordable (there, Phragmén's rule adds d)."""
    votes = ["cd", "cd", "cd", "ab", "ab", "ac", "ac", "bd"]
    assert selected(an_election(dict.fromkeys("abcd", 1), votes, 3)) == ["c", "a"]


def test_costs_with_decimals_select_two_of_four():
    """pabutools, tests/rules/test_rule.py, "AppEx_2" with cost satisfaction: p0 and p2 win, though
    p1 and p3 have as many supporters with more money each."""
    costs: dict[str, Exact] = {"p0": 1, "p1": Fraction("0.9"), "p2": 2, "p3": Fraction("1.09")}
    votes = [["p0"], ["p1", "p2", "p3"], ["p1", "p2", "p3"], ["p2"]]
    assert sorted(selected(an_election(costs, votes, 4))) == ["p0", "p2"]


def test_raised_endowments_select_three_of_four_with_decimals():
    """The same example there, with endowments raised by 1/10: p0, p1, p2. Here a unit is 1/10."""
    costs: dict[str, Exact] = {"p0": 10, "p1": 9, "p2": 20, "p3": Fraction("10.9")}
    votes = [["p0"], ["p1", "p2", "p3"], ["p1", "p2", "p3"], ["p2"]]
    assert sorted(selected(an_election(costs, votes, 40), completion="add1")) == ["p0", "p1", "p2"]


def test_one_of_two_seats_is_affordable_in_a_profile_of_abcvoting():
    """abcvoting, tests/test_abcrules.py, "profile4": equal shares without completion selects 0."""
    votes = ["013", "01", "01", "03", "23"]
    assert selected(an_election(dict.fromkeys("0123", 1), votes, 2)) == ["0"]


def test_three_seats_of_nine_voters_in_a_profile_of_abcvoting():
    """The same file, "profile2": equal shares without completion selects 0, 1 and 3."""
    votes = ["012", "012", "012", "012", "012", "01", "34", "34", "3"]
    assert sorted(selected(an_election(dict.fromkeys("01234", 1), votes, 3))) == ["0", "1", "3"]


@pytest.mark.parametrize("utility", ["cost", "points"])
def test_half_of_the_voters_get_half_of_the_projects(utility):
    """Wikipedia, "Method of equal shares", Motivation: 51 % support ten red projects and 49 % ten
    blue ones, and there is money for ten: the method picks five blue and five red ones. (49 % of
    the money pay four blue ones in full; the fifth comes with the completion.)"""
    red = [f"red{number}" for number in range(10)]
    blue = [f"blue{number}" for number in range(10)]
    election = an_election(dict.fromkeys(red + blue, 100), [red] * 51 + [blue] * 49, 1000)
    plain = selected(election, utility)
    assert sum(name in red for name in plain) == 5
    assert sum(name in blue for name in plain) == 4
    completed = selected(election, utility, "add1")
    assert sum(name in red for name in completed) == sum(name in blue for name in completed) == 5


def test_points_decide_between_projects_that_as_many_support():
    """Worked by hand, not published. Four voters with 30 each rank three projects (3, 2, 1).

    In points, x has 3+3+3 = 9, y has 2+2+2+2 = 8, z has 1+1+1+3 = 6. All cost 60. Round 1: x at
    60/9 = 6 2/3 a point, 20 from each of three, who keep 10. Round 2: y or z take all that is left,
    10+10+10+30 = 60. For z that is 10 a point, for y 15 (the fourth voter pays 30 for two points):
    z wins.
    With utility `cost`, y and z have four supporters each and x three. Round 1: y at 15 each by its
    id; z at 15 from what is left; then nobody has anything.
    """
    costs = {"x": 60, "y": 60, "z": 60}
    votes = [{"x": 3, "y": 2, "z": 1}] * 3 + [{"z": 3, "y": 2}]
    election = an_election(costs, votes, 120, "ordinal")
    assert selected(election, "points") == ["x", "z"]
    assert selected(election, "cost") == ["y", "z"]
