"""The moderator moves the room: to a step, and opens or closes it. All absolute, all repeatable."""

from typing import Any

from litestar import Response, route

from app.database.ledger import Ledger
from app.refused import Missing
from app.settings import Settings
from app.web.forms import Form
from app.web.pages import AnyRequest
from workshops.agenda.services import close_step, go_to, open_step
from workshops.journal.services import act
from workshops.moderation.answers import after_change
from workshops.moderation.visitor import actor_of

CHANGES = {"open": open_step, "closed": close_step}


@route("/moderation/{code:str}/position", http_method=["PUT", "POST"], status_code=200)
async def move(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[Any]:
    """Bring the room to the step at this position, counted from 0."""
    form = Form(await request.form())
    position = form.whole("position", low=0, high=1000)
    if position is None:
        raise Missing
    await ledger.write(
        act, actor_of(request), go_to, request.scope["state"]["workshop_id"], position
    )
    return await after_change(request, ledger, settings)


@route(
    "/moderation/{code:str}/steps/{step_id:int}/state", http_method=["PUT", "POST"], status_code=200
)
async def set_state(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """Open a step for input, or close it."""
    form = Form(await request.form())
    change = CHANGES.get(form.choice("state", CHANGES))
    if change is None:
        raise Missing
    await ledger.write(
        act, actor_of(request), change, request.scope["state"]["workshop_id"], step_id
    )
    return await after_change(request, ledger, settings)


ROUTES = [move, set_state]
