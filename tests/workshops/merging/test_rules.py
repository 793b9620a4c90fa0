"""Merging as values: a forest, titles, texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.refused import Refused
from workshops.merging.rules import (
    LONGEST,
    merged,
    root_of,
    texts_with,
    texts_without,
    trees,
    wrong_title,
)

measures = st.integers(1, 8)
merges = st.lists(st.tuples(measures, st.sets(measures, max_size=4)), max_size=10)


def grown(steps: list[tuple[int, set[int]]]) -> dict[int, int]:
    """What is left after these merges, those that are refused left out."""
    forest: dict[int, int] = {}
    for target, sources in steps:
        try:
            forest = merged(forest, target, sources)
        except Refused:
            continue
    return forest


def without(forest: dict[int, int], source: int) -> dict[int, int]:
    return {one: into for one, into in forest.items() if one != source}


def test_sources_hang_below_the_target() -> None:
    assert trees(merged({}, 1, {2, 3})) == {1: (2, 3)}


def test_a_merged_measure_brings_its_sources_along_and_takes_them_away_again() -> None:
    forest = merged(merged({}, 2, {3}), 1, {2})
    assert trees(forest) == {1: (2, 3)}
    assert trees(without(forest, 2)) == {2: (3,)}


def test_the_same_merge_again_changes_nothing() -> None:
    forest = merged({}, 1, {2, 3})
    assert merged(forest, 1, {2, 3}) == forest


@pytest.mark.parametrize(("target", "sources"), [(2, {1}), (3, {2}), (2, {3})])
def test_what_is_part_of_another_is_not_merged_once_more(target: int, sources: set[int]) -> None:
    with pytest.raises(Refused):
        merged({2: 1}, target, sources)


@pytest.mark.parametrize("sources", [set(), {1}])
def test_one_measure_alone_is_not_merged(sources: set[int]) -> None:
    with pytest.raises(Refused) as refusal:
        merged({}, 1, sources)
    assert refusal.value.status == 422


@given(merges)
def test_there_are_no_circles(steps: list[tuple[int, set[int]]]) -> None:
    forest = grown(steps)
    for measure in forest:
        assert root_of(forest, measure) not in forest


@given(merges, st.data())
def test_taking_all_apart_in_any_order_gives_back_the_first_forest(
    steps: list[tuple[int, set[int]]], data: st.DataObject
) -> None:
    forest = grown(steps)
    for source in data.draw(st.permutations(sorted(forest))):
        forest = without(forest, source)
    assert forest == {}


@given(merges, measures, st.sets(measures, min_size=1, max_size=3), st.data())
def test_a_merge_taken_apart_in_any_order_leaves_what_was_before(
    steps: list[tuple[int, set[int]]], target: int, sources: set[int], data: st.DataObject
) -> None:
    before = grown(steps)
    after = grown([*steps, (target, sources)])
    for source in data.draw(st.permutations(sorted(after.keys() - before.keys()))):
        after = without(after, source)
    assert after == before


@given(merges)
def test_every_measure_stands_in_one_place(steps: list[tuple[int, set[int]]]) -> None:
    forest = grown(steps)
    below = [source for sources in trees(forest).values() for source in sources]
    assert sorted(below) == sorted(forest)


def test_readers_of_another_language_read_the_words_of_a_source() -> None:
    turkish = ("tr", {"tr": "Bank", "en": "A bench"})
    english = ("en", {"en": "Benches"})
    texts = texts_with({"de": "Bänke"}, [turkish, english])
    assert texts == {"de": "Bänke", "tr": "Bank", "en": "Benches"}


def test_own_words_go_before_those_of_sources() -> None:
    assert texts_with({"de": "Eins"}, [("de", {"de": "Zwei"})]) == {"de": "Eins"}


def test_the_words_of_a_source_leave_with_it() -> None:
    now = {"de": "Bänke", "tr": "Bank", "en": "Benches"}
    assert texts_without(now, {"de": "Bänke"}, "de", [{"tr": "Bank"}]) == {
        "de": "Bänke",
        "en": "Benches",
    }


def test_the_title_and_own_translations_stay_even_where_a_source_says_the_same() -> None:
    now = {"de": "Bänke", "tr": "Bank"}
    assert texts_without(now, now, "de", [{"de": "Bänke", "tr": "Bank"}]) == now


def test_a_title_is_no_longer_than_a_measure() -> None:
    assert wrong_title("x" * LONGEST) is None
    wrong = wrong_title("x" * (LONGEST + 2))
    assert wrong is not None
    assert wrong.num == 2
