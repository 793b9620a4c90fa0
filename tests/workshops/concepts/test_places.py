"""Moving an entry with everything below it: what the scheme allows, and what goes along."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.refused import Missing, Refused
from tests.builders import NOW, a_concept, a_measure, a_node
from tests.workshops.concepts.office import a_tree
from workshops.concepts import bulk, moving, services
from workshops.concepts.rules import filled, levels_after, levels_below
from workshops.concepts.tree import structure


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[bool], list[tuple[int, int, int]]]:
    """A scheme, and an entry with some below it that stand as the scheme allows."""
    optional = draw(st.lists(st.booleans(), min_size=1, max_size=4))
    first = draw(st.integers(0, len(optional) - 1))
    found = [(1, 0, first)]
    for id in range(2, draw(st.integers(2, 8))):
        parent = draw(st.sampled_from(found))
        below = levels_below(optional, parent[2])
        if below:
            found.append((id, parent[0], draw(st.sampled_from(below))))
    return optional, found


@given(trees(), st.none() | st.integers(0, 3), st.integers(0, 3))
def test_wherever_an_entry_may_go_everything_below_it_stands_as_the_scheme_allows(
    tree: tuple[list[bool], list[tuple[int, int, int]]], above: int | None, to: int
) -> None:
    optional, below = tree
    if above is not None and above >= len(optional):
        above = None
    found = levels_after(optional, above, to, below)
    if found is None:
        return
    assert found[1] == to
    assert to in levels_below(optional, above)
    for id, parent, _ in below[1:]:
        assert found[id] in levels_below(optional, found[parent])


@given(trees())
def test_where_it_stands_already_it_may_stand(
    tree: tuple[list[bool], list[tuple[int, int, int]]],
) -> None:
    optional, below = tree
    for above in (None, *range(len(optional))):
        if below[0][2] in levels_below(optional, above):
            same = {id: level for id, _, level in below}
            assert levels_after(optional, above, below[0][2], below) == same


def test_an_upper_goal_becomes_a_field_and_its_sub_goals_upper_goals(session: Session) -> None:
    name, _, goal, _ = a_tree(session)
    sub = services.add_node(session, name, parent_id=goal, level=2, titles={"de": "Teil"})
    moving.place_node(session, name, goal, parent_id=None, level=0)
    found = structure(session, name)
    assert [(one.id, one.level) for one in found.walk()][1:] == [(goal, 0), (sub, 1)]
    assert found.numbers == {sub: "1"}


def test_an_upper_goal_with_sub_goals_cannot_become_one(session: Session) -> None:
    name, field, goal, _ = a_tree(session)
    services.add_node(session, name, parent_id=goal, level=2, titles={"de": "Teil"})
    other = services.add_node(session, name, parent_id=field, level=1, titles={"de": "Ziel"})
    with pytest.raises(Refused, match="everything that is below it"):
        moving.place_node(session, name, goal, parent_id=other, level=2)


def test_what_was_deleted_below_it_does_not_hold_it(session: Session) -> None:
    name, field, goal, _ = a_tree(session)
    sub = services.add_node(session, name, parent_id=goal, level=2, titles={"de": "Teil"})
    other = services.add_node(session, name, parent_id=field, level=1, titles={"de": "Ziel"})
    services.delete_node(session, name, sub, now=NOW)
    moving.place_node(session, name, goal, parent_id=other, level=2)
    assert structure(session, name).above(goal)[-1].id == other


def test_no_entry_comes_to_stand_below_itself_or_in_another_concept(session: Session) -> None:
    name, _, goal, _ = a_tree(session)
    sub = services.add_node(session, name, parent_id=goal, level=2, titles={"de": "Teil"})
    elsewhere, other, *_ = a_tree(session)
    for parent in (goal, sub):
        with pytest.raises(Refused, match="below itself"):
            moving.place_node(session, name, goal, parent_id=parent, level=2)
    with pytest.raises(Missing):
        moving.place_node(session, name, goal, parent_id=other, level=1)
    with pytest.raises(Missing):
        moving.place_node(session, elsewhere, goal, parent_id=other, level=1)


def test_measures_come_last_in_the_order_of_the_concept(session: Session) -> None:
    cast = a_concept(session, fields=2, measures=4)
    first, second = cast.fields
    moving.place_measures(session, cast.name, cast.measures[:2], node_id=second)
    found = structure(session, cast.name)
    order = [*cast.measures[2:], *cast.measures[:2]]
    assert [one.id for one in found.node(second).node.measures] == order
    assert found.node(first).node.measures == ()


def test_a_column_is_changed_in_all_that_are_still_there(session: Session) -> None:
    cast = a_concept(session, fields=1, measures=3)
    other = a_concept(session, fields=1, measures=1)
    gone, kept, also = cast.measures
    waiting = a_measure(session, a_node(session, cast.id, "Feld"), state="hidden")
    services.delete_measure(session, cast.name, gone, now=NOW)
    ids = (*cast.measures, *other.measures, waiting)
    bulk.set_column(session, cast.name, ids, key="key_project", value=False)
    found = structure(session, cast.name)
    columns = {one.id: one.columns for node in found.walk() for one in node.measures}
    assert columns == {kept: {"key_project": False}, also: {"key_project": False}}
    assert structure(session, other.name).measure(other.measures[0]).measure.columns == {}
    bulk.set_column(session, cast.name, ids, key="key_project", value=None)
    assert structure(session, cast.name).measure(kept).measure.columns == {}


def test_a_column_that_the_scheme_does_not_have_is_refused(session: Session) -> None:
    cast = a_concept(session)
    with pytest.raises(Refused, match="no such column"):
        bulk.set_column(session, cast.name, cast.measures, key="colour", value="red")


def test_no_and_nought_say_something() -> None:
    said = {"a": False, "b": "0", "c": 0}
    assert filled({**said, "d": None, "e": "", "f": [], "g": {}}) == said
