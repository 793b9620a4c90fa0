"""Times are stored in UTC and shown where the room is."""

import datetime as dt

from app.language import catalogues
from app.language.clock import clock, day

LATE = dt.datetime(2026, 11, 21, 23, 16, tzinfo=dt.UTC)


def test_after_midnight_in_the_room_it_is_the_next_day() -> None:
    with catalogues.speaking("de"):
        assert (day(LATE), clock(LATE)) == (dt.date(2026, 11, 22), "00:16")
