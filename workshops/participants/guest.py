"""Who a phone is, for every service that acts for one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guest:
    """A participant of one workshop, as their cookie proves."""

    id: int
    workshop_id: int
    code: str
