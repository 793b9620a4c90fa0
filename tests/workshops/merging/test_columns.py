"""What the columns hold while measures are together, and afterwards."""

from workshops.merging.columns import Notes, Owner, differing, given_back, taken

Sources = list[tuple[Owner, Notes]]
COST = {"cents": 500_00}


def test_what_is_missing_is_taken_and_given_back() -> None:
    sources: Sources = [((2, {"cost": COST, "when": "2028"}), {}), ((3, {"who": ["Amt"]}), {})]
    columns, notes = taken((1, {"when": "2027"}), {}, sources, {})
    assert columns == {"when": "2027", "cost": COST, "who": ["Amt"]}
    assert given_back(columns, notes, {2})[0] == {"when": "2027", "who": ["Amt"]}
    columns, notes = given_back(columns, notes, {2, 3})
    assert (columns, notes) == ({"when": "2027"}, {})


def test_a_chosen_value_goes_when_its_measure_leaves_unless_it_was_changed_since() -> None:
    sources: Sources = [((2, {"when": "2028", "key": False}), {})]
    assert differing([(1, {"when": "2027"}), sources[0][0]]) == {"when": {1: "2027", 2: "2028"}}
    columns, notes = taken((1, {"when": "2027"}), {}, sources, {"when": 2, "key": 1, "x": 9})
    assert columns == {"when": "2028", "key": False}
    assert given_back(columns, notes, {2})[0] == {"when": "2027"}
    assert given_back({**columns, "when": "2030"}, notes, {2})[0] == {"when": "2030"}


def test_what_came_through_another_one_goes_with_whose_it_was() -> None:
    inner = taken((2, {}), {}, [((3, {"cost": COST}), {})], {})
    columns, notes = taken((1, {}), {}, [((2, inner[0]), inner[1])], {})
    assert columns == {"cost": COST}
    assert given_back(columns, notes, {3})[0] == {}
