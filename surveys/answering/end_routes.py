"""The end of a survey: the page behind the last question, and what finishing does."""

from typing import Any

from litestar import Response, get, post

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.language.clock import day
from app.settings import Settings
from app.web.pages import AnyRequest, back_to
from app.web.security import Limits
from surveys import flow
from surveys.answering.cookie import DONE, Respondent, cookie
from surveys.answering.pages import (
    address_of,
    chosen_language,
    led_to,
    sent_by,
    show_end,
    spoken,
    walk_of,
)
from surveys.answering.screens import Walk
from surveys.answering.services import Held, finish, save
from surveys.answering.speech import PARAMETER


@get("/s/{run:str}/end")
async def look_at_end(request: AnyRequest, held: Respondent) -> Response[Any]:
    walk = walk_of(held, day(utc_now()))
    led = walk.led(len(flow.screens(held.questionnaire)))
    if led is not None:
        return back_to(address_of(held, led))
    return show_end(request, held, walk, held.language)


@post("/s/{run:str}/end", status_code=200)
async def end(
    request: AnyRequest, ledger: Ledger, limits: Limits, held: Respondent
) -> Response[Any]:
    """Finish, go back, or read this page in another language."""
    limits.respondent(held.holder)
    walk = walk_of(held, day(utc_now()))
    form = await sent_by(request, held)
    last = len(flow.screens(held.questionnaire))
    if "language" in form.values:
        language = chosen_language(form, held)
        await ledger.write(save, held.code, held.holder, {}, language=language, now=utc_now())
        return spoken(request, held, show_end(request, held, walk, language), language)
    if form.values.get("go") == "back":
        return led_to(request, address_of(held, walk.back(last)))
    return await finished(request, ledger, held, walk)


async def finished(request: AnyRequest, ledger: Ledger, held: Held, walk: Walk) -> Response[Any]:
    """The end, unless something required is missing: then there."""
    missing = walk.open_at()
    if missing is not None:
        return led_to(request, address_of(held, missing))
    settings: Settings = request.app.state.settings
    await ledger.write(finish, held.code, held.holder, now=utc_now())
    theirs = held.interviews or held.language not in catalogues.offered()
    query = f"?{PARAMETER}={held.language}" if theirs else ""  # what no cookie says
    done = led_to(request, f"/s/{held.code}{query}")
    done.cookies.append(cookie(held.code, DONE, settings.secure))
    return spoken(request, held, done, held.language)


ROUTES = [look_at_end, end]
