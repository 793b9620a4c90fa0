"""Running numbers."""

from hypothesis import given
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.builders import NOW, a_concept
from tests.workshops.concepts.snapshots import BIELEFELD, a_node, concepts
from workshops.concepts.numbering import numbers
from workshops.concepts.snapshot import Snapshot
from workshops.concepts.tree import structure
from workshops.gathering.duplicates import put_together
from workshops.models import Concept, OwnScheme
from workshops.schemes import library


def test_upper_goals_are_numbered_across_fields() -> None:
    nodes = (a_node(1, 0, a_node(2, 1), a_node(3, 1)), a_node(4, 0), a_node(5, 0, a_node(6, 1)))
    assert numbers(nodes, BIELEFELD) == {2: "1", 3: "2", 6: "3"}


@given(concepts())
def test_numbers_run_without_gaps_in_the_order_of_the_tree(concept: Snapshot) -> None:
    found = numbers(concept.nodes, BIELEFELD)
    goals = [node.id for node in concept.walk() if node.level == 1]
    assert [found[id] for id in goals] == [str(n) for n in range(1, len(goals) + 1)]
    assert set(found) == set(goals)


def test_the_tree_numbers_measures_as_the_exports_do_without_the_parts_of_others(
    session: Session,
) -> None:
    text = library.text_of_built_in("bielefeld")
    text = text.replace("[measure]\n", '[measure]\nnumbering = "1"\nrunning = true\n')
    session.add(OwnScheme(name="counted", text=text, created_at=NOW))
    cast = a_concept(session, fields=2, measures=4)
    session.execute(update(Concept).values(scheme="counted"))
    one, two, three, four = cast.measures
    put_together(session, cast.name, one, [two])
    assert structure(session, cast.name).measure_numbers == {one: "1", three: "2", four: "3"}
