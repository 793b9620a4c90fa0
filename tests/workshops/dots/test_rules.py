"""The rules of dot voting, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.refused import Refused
from workshops.dots.rules import (
    WHOLE,
    Ballot,
    Rule,
    capacities,
    proposed_allowance,
    shuffled,
    turnout,
)

FIELDS = {1: 10, 2: 10, 3: 10, 4: 20, 5: 20}  # measure -> field
PER_FIELD = Rule("field", allowance=3, most=2)
WHOLE_STEP = Rule("step", allowance=4, most=2)


def ballot(rule: Rule = PER_FIELD, **dots: int) -> Ballot:
    return Ballot(rule, FIELDS, {int(name[1:]): count for name, count in dots.items()})


def test_a_dot_lies_where_it_was_placed():
    assert ballot().place(1, 2).dots == {1: 2}


def test_the_same_dot_again_changes_nothing():
    once = ballot().place(1, 2)
    assert once.place(1, 2) == once


def test_no_dots_leave_no_trace():
    assert ballot(m1=2).place(1, 0) == ballot()


def test_a_spent_field_refuses_the_next_dot():
    with pytest.raises(Refused) as refusal:
        ballot(m1=2, m2=1).place(3, 1)
    assert refusal.value.message.plural == "All %(num)d dots are placed. Take one back first."
    assert refusal.value.message.num == 3


def test_a_spent_field_leaves_the_other_field_its_dots():
    assert ballot(m1=2, m2=1).place(4, 2).left(20) == 1


def test_a_spent_step_refuses_the_next_dot_in_every_field():
    spent = ballot(WHOLE_STEP, m1=2, m4=2)
    assert spent.left(WHOLE) == 0
    with pytest.raises(Refused):
        spent.place(5, 1)


def test_dots_can_be_moved_within_a_spent_field_by_taking_one_back_first():
    assert ballot(m1=2, m2=1).place(1, 1).place(3, 1).left(10) == 0


def test_one_measure_takes_no_more_than_the_rule_says():
    with pytest.raises(Refused):
        ballot().place(1, 3)


def test_fewer_than_no_dots_are_refused():
    with pytest.raises(Refused):
        ballot().place(1, -1)


def test_a_measure_that_is_not_on_the_ballot_takes_no_dot():
    with pytest.raises(Refused):
        ballot().place(99, 1)


def test_a_ballot_above_its_allowance_can_still_give_dots_back():
    above = ballot(m1=2, m2=2, m3=2)
    assert above.place(1, 1).left(10) == -2


@pytest.mark.parametrize(
    ("rule", "plural"),
    [
        (
            Rule("field", 3, 2),
            "You have %(num)d dots for each field, at most %(most)d on one measure.",
        ),
        (Rule("step", 3, 2), "You have %(num)d dots, at most %(most)d on one measure."),
        (
            Rule("field", 3, 3),
            "You have %(num)d dots for each field. "
            "You may also put all of a field’s dots on one measure.",
        ),
        (Rule("step", 3, 5), "You have %(num)d dots. You may also put all of them on one measure."),
    ],
)
def test_the_sentence_says_the_rule_also_where_there_is_no_limit(rule, plural):
    assert rule.sentence().plural == plural


@pytest.mark.parametrize(
    ("counts", "scope", "expected"),
    [
        ([6, 6], "field", 3),
        ([10, 14], "field", 4),
        ([1, 2], "field", 3),
        ([60, 60], "field", 10),
        ([6, 6], "step", 4),
        ([7, 6], "step", 5),
        ([], "field", 3),
        ([], "step", 3),
    ],
)
def test_a_third_is_proposed_rounded_up_between_three_and_ten(counts, scope, expected):
    assert proposed_allowance(counts, scope) == expected


def test_a_small_field_holds_fewer_dots_than_allowed():
    assert capacities(Rule("field", 5, 2), {1: 10, 2: 20, 3: 20, 4: 20}) == {10: 2, 20: 5}


def test_turnout_counts_everybody_once():
    counted = turnout(3, [3, 4, 1, 0], people=10)
    assert (counted.all, counted.some, counted.none, counted.people) == (2, 1, 7, 10)


def test_the_order_is_random_stable_and_undisturbed_by_new_measures():
    before = shuffled(range(1, 31), participant_id=7, step_id=1)
    assert before == shuffled(reversed(range(1, 31)), 7, 1)
    assert before != sorted(before)
    assert [m for m in shuffled(range(1, 41), 7, 1) if m <= 30] == before


def test_people_see_different_orders():
    assert len({tuple(shuffled(range(12), person, 1)) for person in range(20)}) == 20


rules = st.builds(Rule, st.sampled_from(["field", "step"]), st.integers(1, 12), st.integers(1, 12))
taps = st.lists(st.tuples(st.sampled_from([*FIELDS, 99]), st.integers(-1, 13)), max_size=60)


@given(rules, taps)
def test_whatever_is_tapped_the_ballot_keeps_within_its_allowance(rule, taps):
    now = Ballot(rule, FIELDS, {})
    for measure_id, count in taps:
        try:
            after = now.place(measure_id, count)
        except Refused:
            continue
        assert after.dots.get(measure_id, 0) == count
        now = after
    assert all(1 <= count <= rule.most for count in now.dots.values())
    for pool in {rule.pool(field) for field in FIELDS.values()}:
        placed = sum(n for m, n in now.dots.items() if rule.pool(FIELDS[m]) == pool)
        assert placed <= rule.allowance
        assert now.left(pool) == rule.allowance - placed
