from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.few import FEWEST
from tests.workshops.proportional.elections import an_election
from tests.workshops.proportional.random_elections import elections
from workshops.proportional.comparison import Shift, Side, compare
from workshops.proportional.equal_shares import equal_shares
from workshops.proportional.greedy import greedy

COSTS = {"a": 60, "b": 40, "c": 50, "d": 30}


def test_who_gains_is_counted():
    """Ten for a and b, six for c, five for d, five for none. From a and b to c and d."""
    votes = ["ab"] * 10 + ["c"] * 6 + ["d"] * 5 + [""] * 5
    found = compare(an_election(COSTS, votes, 100), ["a", "b"], ["c", "d"])
    assert found.first == Side(10, Fraction(1000, 26), Fraction(20, 26))
    assert found.second == Side(11, Fraction(450, 26), Fraction(11, 26))
    assert found.by_projects == Shift(more=11, less=10, same=5)


def test_a_group_of_four_is_not_broken_out():
    votes = ["a"] * 20 + ["c"] * 4
    found = compare(an_election(COSTS, votes, 100), ["a"], ["a", "c"])
    assert found.by_projects is None
    assert found.first.reached is None, "24 less 20 would tell of the four"
    assert found.second.reached == 24


def test_of_four_voters_nothing_is_told():
    found = compare(an_election(COSTS, ["a"] * 4, 100), ["a"], ["b"])
    assert found.first == found.second == Side(None, None, None)
    assert found.by_projects is None


@given(elections(most_voters=30), st.sampled_from(["cost", "points"]))
def test_groups_are_at_least_five_people_and_add_up_to_all(election, utility):
    found = compare(election, greedy(election), equal_shares(election, utility, "add1u").selected)
    if (shift := found.by_projects) is not None:
        groups = (shift.more, shift.less, shift.same)
        assert sum(groups) == found.voters
        assert all(people == 0 or people >= FEWEST for people in groups)
    for side in (found.first, found.second):
        if side.reached is not None:
            assert side.reached == 0 or side.reached >= FEWEST
            assert found.voters - side.reached not in range(1, FEWEST)
