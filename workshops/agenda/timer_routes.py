"""The room's timer, from the console."""

from typing import Any

from litestar import Response

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Missing, Refused
from app.settings import Settings
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest
from workshops.agenda.timekeeping import (
    add_minute,
    continue_timer,
    pause_timer,
    start_timer,
    stop_timer,
)
from workshops.agenda.timer import LONGEST
from workshops.moderation.answers import after_change
from workshops.moderation.visitor import do


@put_or_post("/moderation/{code:str}/timer")
async def set_timer(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[Any]:
    """Start, hold, lengthen or take away the timer; it informs, and nothing else depends on it."""
    form = Form(await request.form())
    now = utc_now()
    match form.values.get("timer"):
        case "started":
            minutes = _minutes(form)
            await do(request, ledger, start_timer, minutes, now=now)
        case "paused":
            await do(request, ledger, pause_timer, now=now)
        case "running":
            await do(request, ledger, continue_timer, now=now)
        case "longer":
            mark = form.values.get("mark", "")
            await do(request, ledger, add_minute, mark, now=now)
        case "none":
            await do(request, ledger, stop_timer)
        case _:
            raise Missing
    return await after_change(request, ledger, settings)


def _minutes(form: Form) -> int:
    minutes = form.whole("minutes", low=1, high=LONGEST)
    if minutes is None:
        raise Refused(form.errors["minutes"], 422)
    return minutes


ROUTES = [set_timer]
