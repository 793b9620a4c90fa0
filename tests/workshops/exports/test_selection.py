"""Which measures an export holds."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.workshops.concepts.snapshots import a_concept, a_measure, a_node, concepts
from workshops.concepts.snapshot import Snapshot
from workshops.exports.selection import first_of, selected
from workshops.exports.telling import Choice, by_priority, priority


def ids(concept: Snapshot) -> list[int]:
    return [measure.id for measure in concept.measures()]


A_CONCEPT = a_concept(
    a_node(1, 0, a_node(2, 1, a_measure(10, dots=3, voters=2), a_measure(11))),
    a_node(3, 0, a_measure(12, dots=5, voters=4), a_measure(13, dots=3, voters=2)),
    a_node(4, 0),
)


def test_everything_is_everything_also_entries_without_measures() -> None:
    assert selected(A_CONCEPT, Choice()) is A_CONCEPT


def test_the_first_ones_go_by_dots_over_the_whole_concept() -> None:
    assert ids(selected(A_CONCEPT, Choice(first=1))) == [12]


def test_who_is_equal_to_the_last_one_is_not_cut_off() -> None:
    assert ids(selected(A_CONCEPT, Choice(first=2))) == [10, 12, 13]


def test_what_was_not_voted_on_comes_last_and_in_its_order() -> None:
    assert ids(selected(A_CONCEPT, Choice(first=4))) == [10, 11, 12, 13]
    unranked = a_concept(a_node(1, 0, a_measure(10), a_measure(11), a_measure(12)))
    assert ids(selected(unranked, Choice(first=2))) == [10, 11]


def test_entries_without_a_chosen_measure_are_left_out() -> None:
    assert [node.id for node in selected(A_CONCEPT, Choice(first=1)).walk()] == [3]


def test_only_what_the_council_has_adopted() -> None:
    measures = [a_measure(n) for n in range(4)]
    decided = [
        replace(one, decision=decision)
        for one, decision in zip(measures, (None, "proposed", "adopted", "rejected"), strict=True)
    ]
    concept = a_concept(a_node(9, 0, *decided))
    assert ids(selected(concept, Choice(only="adopted"))) == [2]
    assert ids(selected(concept, Choice(only="proposed"))) == [1, 2]
    assert ids(selected(concept, Choice(only="adopted", first=5))) == [2]


def test_a_place_in_the_ranking_goes_before_dots() -> None:
    few = replace(a_measure(1, dots=2, voters=2), place=1)
    many = replace(a_measure(2, dots=9, voters=5), place=2)
    assert [one.id for one in by_priority([many, few, a_measure(3)])] == [1, 2, 3]


@given(concepts(), st.integers(1, 6))
def test_the_first_are_never_less_important_than_what_was_left_out(
    concept: Snapshot, first: int
) -> None:
    every = list(concept.measures())
    taken = first_of(every, first)
    left = [measure for measure in every if measure not in taken]
    assert len(taken) >= min(first, len(every))
    assert all(
        priority(inside) < priority(out) or inside.dots is None for inside in taken for out in left
    )
    assert ids(selected(concept, Choice(first=first))) == [m.id for m in every if m in taken]
