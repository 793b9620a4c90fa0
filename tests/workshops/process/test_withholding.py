"""Nothing under five can be read, and nothing be computed: tried by brute force."""

from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workshops.process.withholding import Group, Groups, shown, shown_alone, shown_parts

MOST = 9  # people in an event of these tests, so that every case can be tried
numbers = st.lists(st.integers(0, MOST), min_size=1, max_size=3)


def possible(told: Groups, sizes: dict[str, int]) -> list[dict[tuple[str, int], int]]:
    """Every way in which it could have been, for one who reads the report: cell -> number."""
    cells = [(key, index) for key, size in sizes.items() for index in range(size)]
    ranges = []
    for key, index in cells:
        cell = told.groups[key].numbers[index]
        few, withheld = range(1, 5), range(5, 4 * MOST)
        ranges.append(few if cell == "few" else withheld if cell == "withheld" else [cell])
    found = []
    for guess in product(*ranges):
        case = dict(zip(cells, guess, strict=True))
        if fits(case, told):
            found.append(case)
    return found


def fits(case: dict[tuple[str, int], int], told: Groups) -> bool:
    def holds(total: object, value: int) -> bool:
        if total == "few":
            return 1 <= value < 5
        return value == total if isinstance(total, int) else True

    sums = {key: sum(n for (k, _), n in case.items() if k == key) for key in told.groups}
    return holds(told.total, sum(sums.values())) and all(
        holds(group.total, sums[key]) for key, group in told.groups.items()
    )


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from("ab"), numbers, min_size=1))
def test_no_number_under_five_can_be_worked_out(groups: dict[str, list[int]]) -> None:
    told = shown(groups)
    cells = [cell for group in told.groups.values() for cell in group.numbers]
    assume(cells.count("withheld") < 3 and cells.count("few") < 5)  # else too many to try
    cases = possible(told, {key: len(numbers) for key, numbers in groups.items()})
    assert cases
    for key, group in told.groups.items():
        for index, cell in enumerate(group.numbers):
            if cell == "few":
                guesses = {case[key, index] for case in cases}
                assert guesses == {1, 2, 3, 4}


@given(st.dictionaries(st.text(max_size=2), st.lists(st.integers(0, 60)), max_size=4))
def test_what_is_shown_is_true(groups: dict[str, list[int]]) -> None:
    told = shown(groups)
    for key, numbers in groups.items():
        group = told.groups[key]
        for number, cell in zip(numbers, group.numbers, strict=True):
            assert (cell == "few") == (0 < number < 5)
            assert cell in (number, "few", "withheld")
        assert group.total in (sum(numbers), "few", "withheld")
    assert told.total in (sum(map(sum, groups.values())), "few", "withheld")


def test_large_numbers_are_all_shown() -> None:
    told = shown({"workshops": [30, 12, 0], "others": [236]})
    assert told.groups["workshops"].numbers == (30, 12, 0)
    assert (told.groups["workshops"].total, told.groups["others"].total, told.total) == (
        42,
        236,
        278,
    )


def test_beside_a_small_number_another_one_is_withheld_and_the_sum_stays() -> None:
    told = shown({"workshops": [30, 12, 3]})
    assert told.groups["workshops"].numbers == (30, "withheld", "few")
    assert (told.groups["workshops"].total, told.total) == (45, 45)


def test_a_small_group_alone_withholds_the_sum_of_another_one_not_that_of_all() -> None:
    told = shown({"workshops": [3], "talks": [20], "fair": [400]})
    assert told.groups["workshops"].total == "few"
    assert told.groups["talks"] == Group(("withheld",), "withheld")
    assert told.groups["fair"].total == 400
    assert told.total == 423


def test_one_small_event_alone_has_no_sum_either() -> None:
    assert shown({"workshops": [3]}).total == "few"
    assert shown({"workshops": []}).total == 0
    assert shown_alone(4) == "few"
    assert shown_alone(0) == 0


def test_two_small_ones_are_told_apart_by_nobody_only_if_their_sum_allows_it() -> None:
    assert shown_parts([2, 3]) == ("few", "few")
    assert shown({"a": [2, 3]}).total == 5  # 1+4, 2+3, 3+2, 4+1
    assert shown({"a": [1, 1]}).total == "withheld"
    assert shown({"a": [4, 4]}).total == "withheld"
    assert shown({"a": [1, 1, 20]}).groups["a"].numbers == ("few", "few", "withheld")
