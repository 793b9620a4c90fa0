"""The timer of a room. It informs, and never does anything by itself: at zero nothing closes. Pure.

A running timer is known by its end, so that what is shown stays true without being told again; one
that was paused by the seconds it has left.
"""

import datetime as dt
from dataclasses import dataclass

from app.refused import Refused, say

LONGEST = 24 * 60  # minutes
MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Timer:
    """`ends_at` while it runs (also past its end), `left` (seconds) while it is paused."""

    ends_at: dt.datetime | None = None
    left: int | None = None

    def __bool__(self) -> bool:
        return self.running or self.paused

    @property
    def running(self) -> bool:
        return self.ends_at is not None

    @property
    def paused(self) -> bool:
        return self.ends_at is None and self.left is not None

    @property
    def ends_ms(self) -> int:
        """The end in milliseconds since 1970, as a browser counts; 0 where it does not run."""
        return round(self.ends_at.timestamp() * 1000) if self.ends_at else 0

    @property
    def clock(self) -> str:
        """What a paused timer has left, as 9:05."""
        return f"{(self.left or 0) // 60}:{(self.left or 0) % 60:02d}"

    @property
    def mark(self) -> str:
        """Tells this state of the timer from every other one: what a button refers to."""
        return f"p{self.left}" if self.paused else str(self.ends_ms)

    def seconds(self, now: dt.datetime) -> int:
        """What is left; 0 when the time is up, or there is no timer."""
        if self.ends_at is None:
            return self.left or 0
        return max(0, round((self.ends_at - now).total_seconds()))

    def pause(self, now: dt.datetime) -> "Timer":
        """Hold it. A timer that is up, or does not run, stays as it is."""
        return Timer(None, self.seconds(now)) if self.running and self.seconds(now) else self

    def go_on(self, now: dt.datetime) -> "Timer":
        """Let a paused timer run again."""
        if not self.paused:
            return self
        return Timer(now + dt.timedelta(seconds=self.left or 0))

    def longer(self, mark: str, now: dt.datetime) -> "Timer":
        """One minute more for the timer that was on show when the button was pressed.

        A button pressed twice in the same moment, or by two moderators, counts once. A timer that
        is up begins anew with one minute.

        Raises:
            Refused: there is no timer.
        """
        if not self:
            raise Refused(say("No timer is running. Start one first."))
        if mark != self.mark or self.seconds(now) > (LONGEST - 1) * 60:
            return self
        if self.ends_at is None:
            return Timer(None, (self.left or 0) + 60)
        return Timer(max(self.ends_at, now) + MINUTE)


def started(minutes: int, now: dt.datetime) -> Timer:
    """A timer that runs for so many whole minutes, from 1 to `LONGEST`."""
    return Timer(now + dt.timedelta(minutes=minutes))
