from fractions import Fraction

from tests.workshops.proportional.elections import an_election
from workshops.proportional.greedy import greedy
from workshops.proportional.instance import Exact, Support, tally


def test_what_does_not_fit_is_passed_over():
    election = an_election({"a": 6, "b": 5, "c": 4}, ["abc", "ab", "a"], 10)
    assert greedy(election) == ("a", "c")


def test_voters_and_points_may_order_differently():
    election = an_election({"a": 1, "b": 1}, [{"a": 1}, {"a": 1}, {"b": 5}], 1, "cumulative")
    assert greedy(election, "voters") == ("a",)
    assert greedy(election, "points") == ("b",)


def test_equal_support_goes_to_the_smaller_id_as_text():
    election = an_election({"9": 1, "10": 1, "2": 1}, [["9", "10", "2"]], 3)
    assert greedy(election) == ("10", "2", "9")


def test_what_was_selected_already_stays_in_front_and_is_paid_from_the_budget():
    election = an_election({"a": 6, "b": 5, "c": 4}, ["abc", "ab", "a"], 10)
    assert greedy(election, already=["c"]) == ("c", "a")
    assert greedy(election, already=["b"]) == ("b", "c")


def test_a_tally_counts_people_who_gave_more_than_nothing_and_all_points():
    votes: list[dict[str, Exact]] = [{"a": 3, "b": Fraction(1, 2)}, {"a": 0, "b": -1}]
    election = an_election({"a": 1, "b": 1, "c": 1}, votes, 1, "scoring")
    assert tally(election) == {
        "a": Support(1, 3),
        "b": Support(1, Fraction(-1, 2)),
        "c": Support(0, 0),
    }
