"""Spreading people over groups."""

from hypothesis import given
from hypothesis import strategies as st

from workshops.groups.rules import average, letter, spread


def test_the_rest_go_where_the_fewest_are() -> None:
    assert spread({1: 3, 2: 0}, [10, 11, 12, 13]) == {10: 2, 11: 2, 12: 2, 13: 1}


@given(
    st.dictionaries(st.integers(1, 9), st.integers(0, 30), min_size=1),
    st.lists(st.integers(100, 300), unique=True),
)
def test_everybody_gets_one_group_and_the_groups_come_out_as_even_as_they_can(
    sizes: dict[int, int], people: list[int]
) -> None:
    found = spread(sizes, people)
    assert sorted(found) == sorted(people)
    after = {g: n + list(found.values()).count(g) for g, n in sizes.items()}
    joined = [after[g] for g in set(found.values())]
    # Nobody would have been better placed: a group that got somebody is nowhere far ahead.
    assert all(n - 1 <= least for n in joined for least in after.values())


def test_groups_have_letters_beyond_the_alphabet_too() -> None:
    assert [letter(n) for n in (0, 1, 25, 26, 27)] == ["A", "B", "Z", "AA", "AB"]


def test_a_group_without_voters_has_no_average() -> None:
    assert average(0, 0) == 0
    assert average(9, 6) == 1.5
