"""Running numbers."""

from hypothesis import given

from tests.workshops.concepts.snapshots import BIELEFELD, a_node, concepts
from workshops.concepts.numbering import numbers
from workshops.concepts.snapshot import Snapshot


def test_upper_goals_are_numbered_across_fields() -> None:
    nodes = (a_node(1, 0, a_node(2, 1), a_node(3, 1)), a_node(4, 0), a_node(5, 0, a_node(6, 1)))
    assert numbers(nodes, BIELEFELD) == {2: "1", 3: "2", 6: "3"}


@given(concepts())
def test_numbers_run_without_gaps_in_the_order_of_the_tree(concept: Snapshot) -> None:
    found = numbers(concept.nodes, BIELEFELD)
    goals = [node.id for node in concept.walk() if node.level == 1]
    assert [found[id] for id in goals] == [str(n) for n in range(1, len(goals) + 1)]
    assert set(found) == set(goals)
