"""The timer's rules: no database, no clock but the one passed in."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.refused import Refused
from tests.builders import NOW
from workshops.agenda.timer import LONGEST, Timer, started


def later(**time: int) -> dt.datetime:
    return NOW + dt.timedelta(**time)


def test_a_timer_runs_until_its_end_and_is_then_up() -> None:
    timer = started(10, NOW)
    assert (timer.running, timer.ends_at) == (True, later(minutes=10))
    assert [timer.seconds(later(minutes=n)) for n in (0, 9, 10, 30)] == [600, 60, 0, 0]


def test_a_paused_timer_keeps_what_is_left_however_long_it_waits() -> None:
    paused = started(10, NOW).pause(later(minutes=3))
    assert (paused.paused, paused.left, paused.clock) == (True, 420, "7:00")
    again = paused.go_on(later(hours=2))
    assert again.ends_at == later(hours=2, minutes=7)


def test_pausing_and_going_on_twice_is_doing_it_once() -> None:
    paused = started(10, NOW).pause(later(minutes=3))
    assert paused.pause(later(minutes=5)) == paused
    running = paused.go_on(later(minutes=6))
    assert running.go_on(later(minutes=8)) == running


def test_a_timer_that_is_up_cannot_be_paused() -> None:
    timer = started(1, NOW)
    assert timer.pause(later(minutes=2)) == timer


def test_one_minute_more_counts_once_for_all_who_pressed_at_the_same_sight() -> None:
    timer = started(10, NOW)
    longer = timer.longer(timer.mark, later(minutes=1))
    assert longer.ends_at == later(minutes=11)
    assert longer.longer(timer.mark, later(minutes=1)) == longer
    assert longer.longer(longer.mark, later(minutes=1)).ends_at == later(minutes=12)


def test_a_paused_timer_gets_longer_too() -> None:
    paused = started(10, NOW).pause(later(minutes=3))
    assert paused.longer(paused.mark, later(minutes=9)).left == 480


def test_a_timer_that_is_up_begins_anew_with_a_whole_minute() -> None:
    timer = started(10, NOW)
    assert timer.longer(timer.mark, later(minutes=30)).ends_at == later(minutes=31)


def test_without_a_timer_there_is_nothing_to_lengthen() -> None:
    assert not Timer()
    with pytest.raises(Refused):
        Timer().longer("0", NOW)


def test_a_day_is_the_longest_it_gets() -> None:
    timer = started(LONGEST, NOW)
    assert timer.longer(timer.mark, NOW) == timer


@given(st.lists(st.sampled_from(["pause", "go on", "more", "wait"]), max_size=30))
def test_a_timer_is_always_either_running_or_paused_and_never_below_zero(doing: list[str]) -> None:
    timer, now = started(5, NOW), NOW
    for what in doing:
        before = timer.seconds(now)
        if what == "pause":
            timer = timer.pause(now)
            assert timer.seconds(now) == before
        elif what == "go on":
            timer = timer.go_on(now)
            assert timer.seconds(now) == before
        elif what == "more":
            timer = timer.longer(timer.mark, now)
            assert timer.seconds(now) == before + 60
        else:
            now += dt.timedelta(seconds=70)
        assert timer.running != timer.paused
        assert timer.seconds(now) >= 0
