"""The time of day on the wall of the room: stored in UTC, shown where the room is, by a setting."""

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import dates as babel_dates

from app.language.catalogues import locale

ZONE = "Europe/Berlin"
_zone = [ZoneInfo(ZONE)]  # of this process; set once, at its start


def set_zone(name: str) -> None:
    """All times of day are those of this zone.

    Raises:
        ValueError: there is no such zone.
    """
    _zone[:] = [zone(name)]


def zone(name: str) -> ZoneInfo:
    """
    Raises:
        ValueError: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(name) from error


def clock(at: dt.datetime) -> str:
    """A time of day as people of this language write it: 19:45."""
    return str(babel_dates.format_time(at, "short", tzinfo=_zone[0], locale=locale()))


def day(at: dt.datetime) -> dt.date:
    """The date on the wall of the room."""
    return at.astimezone(_zone[0]).date()
