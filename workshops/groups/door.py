"""Before the door of a group: who scans its code, and is somebody in the plenary already."""

from typing import Any

from litestar import Response

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.web.pages import AnyRequest, page
from workshops.groups.board import door_page
from workshops.groups.seats import enter_group
from workshops.participants.cookie import Guests
from workshops.participants.guest import Guest


async def at_the_door(
    request: AnyRequest, ledger: Ledger, guests: Guests, code: str
) -> Guest | Response[Any] | None:
    """Who they are in the group that was given to them, or else the question whether they want to
    go into it. None: this is no group, or they have not joined the plenary yet."""
    home = await guests.home(code)
    if home is None or home == code:
        return None
    person = await guests.of(request, home)
    if person is None:
        return None
    seat = await ledger.write(enter_group, person, code, now=utc_now())
    if seat is not None:
        return seat
    door = await ledger.read(door_page, person, code)
    return page(request, "workshops/groups/door.html", door=door)
