"""Who a phone is, for every service that acts for one."""

from dataclasses import dataclass

IDENTITIES = "identities:"
SEATS = "seats:"


@dataclass(frozen=True, slots=True)
class Guest:
    """A participant of one workshop, as their cookie proves.

    In a group also who they are in the workshop it is a group of, and which that is.
    """

    id: int
    workshop_id: int
    code: str
    person_id: int | None = None
    parent_id: int | None = None


def identities_topic(workshop_id: int) -> str:
    """Told when somebody stops being who their cookie said: who remembers, forgets."""
    return f"{IDENTITIES}{workshop_id}"


def seats_topic(workshop_id: int) -> str:
    """Told when somebody in a group of this workshop may have left it."""
    return f"{SEATS}{workshop_id}"
