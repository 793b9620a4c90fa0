"""Groups in lists of workshops: each below the workshop it belongs to."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from workshops.agenda.room import in_room
from workshops.models import Participant, Workshop

T = TypeVar("T")


def listed() -> ColumnElement[bool]:
    """Of workshops: all but the groups that were removed."""
    return Workshop.removed_at.is_(None)


def people_in() -> ScalarSelect[int]:
    """Of each workshop in a query: how many are in it, as its room counts them."""
    count = select(func.count()).select_from(Participant).where(in_room(Workshop.id))
    return count.correlate(Workshop).scalar_subquery()


def family_order(rows: Iterable[tuple[Workshop, T]]) -> tuple[T, ...]:
    """The rows as they come, but each group behind its workshop, in the order they were made.

    A group whose workshop is not among them stays where it is.
    """
    rows = list(rows)
    known = {workshop.id for workshop, _ in rows}
    below: dict[int, list[tuple[int, T]]] = defaultdict(list)
    for workshop, row in rows:
        if workshop.parent_id in known:
            below[workshop.parent_id].append((workshop.id, row))
    return tuple(
        one
        for workshop, row in rows
        if workshop.parent_id not in known
        for one in (row, *(r for _, r in sorted(below[workshop.id], key=lambda pair: pair[0])))
    )
