"""Before the door of a group: who scans its code, and is somebody in the plenary already."""

from typing import Any

from litestar import Response

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import say
from app.web.pages import AnyRequest, page
from workshops.groups.board import door_page
from workshops.groups.seats import enter_group
from workshops.participants.cookie import Guests
from workshops.participants.guest import Guest
from workshops.participants.pages import show_phone

GONE = say("This group is not there any more. What was done in it is kept.")


async def at_the_door(
    request: AnyRequest, ledger: Ledger, guests: Guests, code: str
) -> Guest | Response[Any] | None:
    """Who they are in the group that was given to them, or else the question whether they want to
    go into it. None: this is no group, or they have not joined the plenary yet.

    Where the group was removed they see the plenary, and with it where they are to be next: should
    the group come back, that leads them there.
    """
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
    if door.group is None:
        return await show_phone(request, ledger, person, notice=GONE, notice_kind="warn")
    return page(request, "workshops/groups/door.html", door=door)
