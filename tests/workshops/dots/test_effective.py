"""Which of a person's dots count: merged, hidden, and under a smaller rule."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from workshops.dots.effective import Effective, Line, changes, effective, root_of, settled
from workshops.dots.rules import Rule

FIELD, OTHER = 1, 2


def on(field: int = FIELD, into: int | None = None) -> Line:
    return Line(field, True, into)


def off(field: int = FIELD, into: int | None = None) -> Line:
    return Line(field, False, into)


def count(rule: Rule, lines: dict[int, Line], rows: dict[int, int]) -> Effective:
    return effective(rule, lines, rows, sorted)


PER_FIELD = Rule("field", 4, 2)


def test_dots_on_the_ballot_count_as_they_lie() -> None:
    lines = {1: on(), 2: on(OTHER)}
    assert count(PER_FIELD, lines, {1: 2, 2: 1}) == Effective({1: 2, 2: 1})


def test_dots_on_a_measure_that_is_off_the_ballot_rest() -> None:
    found = count(PER_FIELD, {1: on(), 2: off()}, {1: 1, 2: 2})
    assert (found.dots, found.resting) == ({1: 1}, 2)


def test_dots_on_merged_measures_are_summed_and_capped_at_the_most() -> None:
    lines = {1: on(), 2: on(into=1), 3: on(into=2)}
    assert count(PER_FIELD, lines, {2: 1, 3: 1}).dots == {1: 2}
    found = count(PER_FIELD, lines, {1: 2, 2: 1, 3: 1})
    assert (found.dots, found.capped, found.over) == ({1: 2}, {1: 2}, 0)


def test_a_hidden_source_rests_while_the_others_count() -> None:
    found = count(PER_FIELD, {1: on(), 2: off(into=1), 3: on(into=2)}, {1: 1, 2: 1, 3: 1})
    assert (found.dots, found.resting) == ({1: 2}, 1)


def test_a_hidden_target_takes_its_sources_along() -> None:
    found = count(PER_FIELD, {1: off(), 2: on(into=1)}, {1: 1, 2: 1})
    assert (found.dots, found.resting) == ({}, 2)


def test_dots_from_another_field_take_only_the_room_that_is_left() -> None:
    lines = {1: on(), 2: on(), 3: on(), 4: on(OTHER, into=3)}
    found = count(PER_FIELD, lines, {1: 2, 2: 1, 4: 2})
    assert (found.dots, found.capped, found.tight) == (
        {1: 2, 2: 1, 3: 1},
        {3: 1},
        frozenset({FIELD}),
    )


def test_with_a_step_wide_rule_no_field_is_another() -> None:
    lines = {1: on(), 2: on(), 3: on(), 4: on(OTHER, into=3)}
    assert count(Rule("step", 5, 2), lines, {1: 2, 2: 1, 4: 2}).dots == {1: 2, 2: 1, 3: 2}


def test_a_smaller_allowance_takes_from_the_measure_with_most_dots() -> None:
    found = count(Rule("field", 3, 3), {1: on(), 2: on()}, {1: 1, 2: 3})
    assert (found.dots, found.over, found.tight) == ({1: 1, 2: 2}, 1, frozenset({FIELD}))


def test_among_equals_it_takes_from_the_last_on_the_persons_ballot() -> None:
    lines = {1: on(), 2: on(), 3: on()}
    rows = {1: 1, 2: 1, 3: 1}
    assert count(Rule("field", 2, 2), lines, rows).dots == {1: 1, 2: 1}

    def backwards(measures: Iterable[int]) -> list[int]:
        return sorted(measures, reverse=True)

    assert effective(Rule("field", 2, 2), lines, rows, backwards).dots == {2: 1, 3: 1}


def test_a_lower_most_frees_the_dots_above_it() -> None:
    found = count(Rule("field", 4, 1), {1: on(), 2: on()}, {1: 2, 2: 1})
    assert (found.dots, found.over) == ({1: 1, 2: 1}, 1)


def test_a_dot_on_a_merged_measure_replaces_what_lay_on_its_sources() -> None:
    lines, rows = {1: on(), 2: on(into=1), 3: on()}, {2: 2, 3: 1}
    found = count(PER_FIELD, lines, rows)
    assert settled(PER_FIELD, lines, rows, found, 1, 1) == {1: 1, 2: 0}


def test_a_dot_in_a_pool_that_was_too_full_settles_what_the_person_saw() -> None:
    rule, lines, rows = Rule("field", 2, 2), {1: on(), 2: on(), 3: on()}, {1: 2, 2: 1, 3: 1}
    found = count(rule, lines, rows)
    assert found.dots == {1: 1, 2: 1}
    assert settled(rule, lines, rows, found, 2, 0) == {1: 1, 2: 0, 3: 0}


def test_who_is_affected_is_told_how() -> None:
    rule = Rule("field", 3, 2)
    assert changes(Effective(), rule, open=True, left=1) == ()
    told = changes(Effective({}, {1: 2}, over=1, resting=3), rule, open=True, left=1)
    assert [m.num for m in told] == [2, 1, 3]
    assert len(changes(Effective({}, {1: 2}, over=1, resting=3), rule, open=False, left=1)) == 2


def test_a_chain_that_bites_its_own_tail_ends() -> None:
    assert root_of({1: on(into=2), 2: on(into=1)}, 1) in (1, 2)


# Whatever happens: a recount that knows nothing of how `effective` does it


@st.composite
def ballots(draw: st.DrawFn) -> tuple[Rule, dict[int, Line], dict[int, int]]:
    rule = Rule(
        draw(st.sampled_from(["field", "step"])), draw(st.integers(1, 5)), draw(st.integers(1, 3))
    )
    lines = {}
    for measure in range(1, 7):
        into = draw(st.one_of(st.none(), st.integers(1, measure - 1))) if measure > 1 else None
        lines[measure] = Line(draw(st.sampled_from([FIELD, OTHER])), draw(st.booleans()), into)
    rows = draw(st.dictionaries(st.integers(1, 6), st.integers(1, 4)))
    return rule, lines, rows


@given(ballots())
def test_nobody_ever_has_more_than_the_rule_allows(ballot) -> None:
    rule, lines, rows = ballot
    found = count(rule, lines, rows)
    pools: dict[int, int] = {}
    for measure, n in found.dots.items():
        assert lines[measure].on
        assert lines[measure].merged_into is None
        assert 1 <= n <= rule.most
        pool = lines[measure].field_id if rule.scope == "field" else 0
        pools[pool] = pools.get(pool, 0) + n
    assert all(n <= rule.allowance for n in pools.values())


@given(ballots())
def test_every_dot_is_somewhere(ballot) -> None:
    rule, lines, rows = ballot
    found = count(rule, lines, rows)
    accounted = sum(found.dots.values()) + sum(found.capped.values()) + found.over + found.resting
    assert accounted == sum(rows.values())


@given(ballots(), st.integers(1, 6), st.integers(0, 3))
def test_after_a_dot_the_ballot_is_what_the_person_saw_and_that_dot(ballot, measure, n) -> None:
    rule, lines, rows = ballot
    before = count(rule, lines, rows)
    target = root_of(lines, measure)
    pool = rule.pool(lines[target].field_id)
    used = sum(c for m, c in before.dots.items() if rule.pool(lines[m].field_id) == pool)
    room = used - before.dots.get(target, 0) + n <= rule.allowance
    if not lines[target].on or n > rule.most or not room or n == before.dots.get(target, 0):
        return
    written = rows | settled(rule, lines, rows, before, target, n)
    after = count(rule, lines, {m: c for m, c in written.items() if c})
    seen = {m: c for m, c in before.dots.items() if rule.pool(lines[m].field_id) == pool}
    now = {m: c for m, c in after.dots.items() if rule.pool(lines[m].field_id) == pool}
    assert now == {m: c for m, c in (seen | {target: n}).items() if c}
    assert pool not in after.tight


@given(ballots(), st.integers(0, 3))
def test_a_larger_allowance_takes_nothing(ballot, more) -> None:
    rule, lines, rows = ballot
    small = count(rule, lines, rows).dots
    large = count(Rule(rule.scope, rule.allowance + more, rule.most), lines, rows).dots
    assert sum(large.values()) >= sum(small.values())
