"""Which status may follow which, where a reason is needed, and which days make sense."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.followup.rules import (
    FIRST_DAY,
    FOLLOWS,
    STATUSES,
    Standing,
    in_order,
    is_overdue,
    wrong_with_decision,
    wrong_with_report,
)

TODAY = dt.date(2026, 11, 21)
days = st.dates(FIRST_DAY, dt.date(2040, 1, 1))
statuses = st.sampled_from(STATUSES)


def wrong(before=None, *, status="running", on=TODAY, reason="", next_on=None):
    found = wrong_with_report(
        before, status=status, on=on, reason=reason, next_on=next_on, today=TODAY
    )
    return set(found)


@pytest.mark.parametrize("status", ["planned", "running", "done"])
def test_the_first_report_may_say_anything(status: str) -> None:
    assert wrong(status=status) == set()


def test_what_is_dropped_needs_a_reason() -> None:
    assert wrong(status="dropped") == {"reason"}
    assert wrong(status="dropped", reason="Kein Geld") == set()


@pytest.mark.parametrize(
    ("before", "after"), [("running", "planned"), ("done", "running"), ("dropped", "planned")]
)
def test_a_step_back_needs_a_reason(before: str, after: str) -> None:
    last = Standing(before, TODAY)
    assert wrong(last, status=after) == {"reason"}
    assert wrong(last, status=after, reason="Doch noch") == set()


@pytest.mark.parametrize(
    ("before", "after"),
    [("done", "planned"), ("done", "dropped"), ("dropped", "done"), ("dropped", "dropped")],
)
def test_some_things_do_not_follow(before: str, after: str) -> None:
    assert wrong(Standing(before, TODAY), status=after, reason="So ist es") == {"status"}


def test_a_day_is_needed_that_has_been_and_is_not_before_the_last_report() -> None:
    assert wrong(on=None) == {"on"}
    assert wrong(on=TODAY + dt.timedelta(1)) == {"on"}
    assert wrong(on=dt.date(206, 1, 1)) == {"on"}
    last = Standing("planned", dt.date(2026, 5, 1))
    assert wrong(last, on=dt.date(2026, 4, 30)) == {"on"}
    assert wrong(last, on=dt.date(2026, 5, 1)) == set()


def test_the_next_report_comes_later_and_within_ten_years() -> None:
    assert wrong(next_on=TODAY) == {"next_on"}
    assert wrong(next_on=dt.date(2027, 1, 1)) == set()
    assert wrong(next_on=dt.date(2036, 11, 21)) == set()
    assert wrong(next_on=dt.date(2036, 11, 22)) == {"next_on"}


def test_every_wrong_field_is_named_at_once() -> None:
    assert wrong(status="dropped", on=None) == {"reason", "on"}
    assert wrong(status="nonsense", on=None) == {"status", "on"}


@given(statuses, days, statuses, days, st.text(max_size=3))
def test_what_is_accepted_is_in_order(
    before: str, since: dt.date, after: str, on: dt.date, reason: str
) -> None:
    last = Standing(before, since)
    if not wrong(last, status=after, on=on, reason=reason):
        assert in_order([last, Standing(after, on)])
        assert on <= TODAY


def test_reports_that_contradict_each_other_are_not_in_order() -> None:
    planned, done = Standing("planned", TODAY), Standing("done", TODAY)
    assert in_order([planned, done])
    assert not in_order([done, planned])
    assert not in_order([planned, Standing("done", TODAY - dt.timedelta(1))])
    assert in_order([])


def test_every_status_has_those_that_may_follow() -> None:
    assert set(FOLLOWS) == set(STATUSES)
    assert all(set(after) <= set(STATUSES) for after in FOLLOWS.values())


@pytest.mark.parametrize("decision", ["adopted", "rejected"])
def test_the_council_decides_on_a_day_that_has_been(decision: str) -> None:
    assert set(wrong_with_decision(decision, None, TODAY)) == {"decided_on"}
    assert set(wrong_with_decision(decision, TODAY + dt.timedelta(1), TODAY)) == {"decided_on"}
    assert wrong_with_decision(decision, TODAY, TODAY) == {}


def test_a_proposal_has_no_day_and_an_unknown_decision_is_none() -> None:
    assert wrong_with_decision("proposed", None, TODAY) == {}
    assert wrong_with_decision("none", None, TODAY) == {}
    assert set(wrong_with_decision("", None, TODAY)) == {"decision"}


def test_a_report_is_overdue_on_the_day_after() -> None:
    assert not is_overdue(TODAY, TODAY)
    assert is_overdue(TODAY - dt.timedelta(1), TODAY)
    assert not is_overdue(None, TODAY)
