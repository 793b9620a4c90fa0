"""What may be decided on a measure and reported of it, and which days make sense. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.refused import Message, say

DECISIONS = ("proposed", "adopted", "rejected")
DECIDED = ("adopted", "rejected")  # by the council, on a day
STATUSES = ("planned", "running", "done", "dropped")

FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "planned": STATUSES,
    "running": STATUSES,
    "done": ("done", "running"),
    "dropped": ("planned", "running"),
}
"""Which status may follow which. The first one may be any."""

BACKWARDS = {("running", "planned"), ("done", "running")}
"""Steps that need a reason, as everything that follows "dropped" does."""

FIRST_DAY = dt.date(1990, 1, 1)  # earlier ones are slips of the keyboard
LONGEST_AHEAD = 10  # years from a report to the next one

DECISION_NAMES = {
    "none": say("No decision yet"),
    "proposed": say("Proposed to the council"),
    "adopted": say("Adopted by the council"),
    "rejected": say("Rejected by the council"),
}
STATUS_NAMES = {
    "none": say("No report yet"),
    "planned": say("Planned"),
    "running": say("Under way"),
    "done": say("Done"),
    "dropped": say("Dropped"),
}

NO_STATUS = say("Please choose one of these.")
NO_DAY = say("Please enter the day from which it is so.")
FUTURE = say("This day is still to come. Please enter one that has been.")
EARLIER = say("There is a report of a later day already. Enter that day or one after it.")
TOO_EARLY = say("This day is too long ago. Please check the year.")
NO_REASON_DROPPED = say("Please say why it was dropped.")
NO_REASON_BACK = say("This is a step back. Please say why.")
NEXT_TOO_EARLY = say("The next report comes after this one. Please enter a later day.")
NEXT_TOO_LATE = say("The next report is more than ten years away. Please check the year.")
NO_COUNCIL_DAY = say("Please enter the day of the council’s decision.")
UNORDERED = say(
    "This report does not fit the others: its day or its status contradicts what is reported "
    "later. Withdraw those first."
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a measure stands by its newest report: the status, and since which day."""

    status: str
    on: dt.date


def wrong_with_report(
    before: Standing | None,
    *,
    status: str,
    on: dt.date | None,
    reason: str,
    next_on: dt.date | None,
    today: dt.date,
) -> dict[str, Message]:
    """What is wrong with a new report, by the field it is typed in; empty where nothing is.

    `reason` is the one in the concept's own language.
    """
    wrong: dict[str, Message] = {}
    if status not in STATUSES:
        wrong["status"] = NO_STATUS
    elif before and status not in FOLLOWS[before.status]:
        wrong["status"] = say(
            "After “%(before)s” it cannot be “%(after)s”.",
            before=STATUS_NAMES[before.status],
            after=STATUS_NAMES[status],
        )
    elif not reason and (missing := _reason_needed(before, status)):
        wrong["reason"] = missing
    day = _wrong_day(on, today, NO_DAY) or _before_the_last(before, on)
    if day:
        wrong["on"] = day
    elif on and next_on and (late := _wrong_next(on, next_on)):
        wrong["next_on"] = late
    return wrong


def _reason_needed(before: Standing | None, status: str) -> Message | None:
    if status == "dropped":
        return NO_REASON_DROPPED
    if before is None:
        return None
    back = before.status == "dropped" or (before.status, status) in BACKWARDS
    return NO_REASON_BACK if back else None


def _wrong_day(day: dt.date | None, today: dt.date, missing: Message) -> Message | None:
    if day is None:
        return missing
    if day > today:
        return FUTURE
    return TOO_EARLY if day < FIRST_DAY else None


def _before_the_last(before: Standing | None, on: dt.date | None) -> Message | None:
    return EARLIER if before and on and on < before.on else None


def _wrong_next(on: dt.date, next_on: dt.date) -> Message | None:
    if next_on <= on:
        return NEXT_TOO_EARLY
    years = next_on.year - on.year - ((next_on.month, next_on.day) <= (on.month, on.day))
    return NEXT_TOO_LATE if years >= LONGEST_AHEAD else None


def in_order(reports: Sequence[Standing]) -> bool:
    """Whether these, the oldest first, may stand one after the other."""
    return all(a.on <= b.on and b.status in FOLLOWS[a.status] for a, b in pairwise(reports))


def wrong_with_decision(
    decision: str, decided_on: dt.date | None, today: dt.date
) -> dict[str, Message]:
    """What is wrong with a decision, by the field it is typed in. "none" takes one back."""
    if decision not in (*DECISIONS, "none"):
        return {"decision": NO_STATUS}
    if decision not in DECIDED:
        return {}
    wrong = _wrong_day(decided_on, today, NO_COUNCIL_DAY)
    return {"decided_on": wrong} if wrong else {}


def is_overdue(next_on: dt.date | None, today: dt.date) -> bool:
    """Whether a report was announced for a day that has passed."""
    return next_on is not None and next_on < today
