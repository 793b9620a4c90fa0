"""Choosing a group on a phone."""

from typing import Any

from litestar import Response, get, post

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.live import Hub
from app.refused import Missing, Refused
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, render
from app.web.security import Limits
from app.web.streams import live
from workshops.agenda.room import screens_topic
from workshops.groups.board import sizes_of
from workshops.groups.forms import read_id
from workshops.groups.seats import choose_group
from workshops.participants.guest import Guest
from workshops.participants.pages import show_phone


@get("/w/{code:str}/group")
async def choice(request: AnyRequest, ledger: Ledger, guest: Guest) -> Response[Any]:
    """The groups, also for who is in one already and wants another."""
    return await show_phone(request, ledger, guest, stay=True)


@post("/w/{code:str}/group", status_code=200)
async def choose(
    request: AnyRequest, ledger: Ledger, limits: Limits, guest: Guest
) -> Response[Any]:
    """Go into a group."""
    limits.participant(guest.id)
    group_id = read_id(Form(await request.form()), "group")
    if group_id is None or guest.person_id is not None:
        raise Missing
    try:
        seat = await ledger.write(choose_group, guest, group_id, now=utc_now())
    except Refused as refusal:
        return await show_phone(
            request, ledger, guest, refusal.status, stay=True, notice=refusal.message
        )
    return back_to(f"/w/{seat.code}")


@get("/w/{code:str}/groups/live")
async def follow(request: AnyRequest, ledger: Ledger, hub: Hub, guest: Guest) -> Response[Any]:
    """How many are in each group, for those who are choosing."""
    workshop_id, language = guest.workshop_id, catalogues.current()

    async def frame() -> str:
        now = await ledger.read(sizes_of, workshop_id)
        return render("workshops/groups/_cards.html", language, sizes=now)

    return await live(request, hub, screens_topic(workshop_id), f"choice:{workshop_id}", frame)


ROUTES = [choice, choose, follow]
