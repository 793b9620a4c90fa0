"""The moderator moves the room: to a step, and opens or closes it. All absolute, all repeatable."""

from typing import Any

from litestar import Response

from app.database.base import LARGEST
from app.database.ledger import Ledger
from app.refused import Missing
from app.settings import Settings
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, fragment, is_htmx
from workshops.agenda.leaving import Leaving, leaving
from workshops.agenda.services import close_step, go_to, open_step
from workshops.moderation.answers import address, after_change, console_page
from workshops.moderation.visitor import do, workshop_of

CHANGES = {"open": open_step, "closed": close_step}


@put_or_post("/moderation/{code:str}/position")
async def move(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[Any]:
    """Bring the room to the step at this position, counted from 0; `step` is its id.

    Where somebody is still busy, or a step is still open, the answer asks first; `anyway` and
    `close` are its buttons.
    """
    form = Form(await request.form())
    position = form.whole("position", low=0, high=1000)
    if position is None:
        raise Missing
    step_id = form.whole("step", low=1, high=LARGEST, required=False)
    if not form.ticked("anyway"):
        asked = await ledger.read(leaving, workshop_of(request), position, step_id)
        if asked.open or asked.warnings:
            return await _ask(request, ledger, settings, asked)
    await do(
        request,
        ledger,
        go_to,
        position,
        step_id=step_id,
        close=form.ticked("close"),
    )
    return await after_change(request, ledger, settings)


async def _ask(
    request: AnyRequest, ledger: Ledger, settings: Settings, asked: Leaving
) -> Response[Any]:
    if is_htmx(request):
        where = address(request)
        return fragment(request, "workshops/agenda/_ask.html", leaving=asked, base=where)
    return await console_page(request, ledger, settings, leaving=asked)


@put_or_post("/moderation/{code:str}/steps/{step_id:int}/state")
async def set_state(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """Open a step for input, or close it."""
    form = Form(await request.form())
    change = CHANGES.get(form.choice("state", CHANGES))
    if change is None:
        raise Missing
    await do(request, ledger, change, step_id)
    return await after_change(request, ledger, settings)


ROUTES = [move, set_state]
