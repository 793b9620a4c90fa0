"""Changing a workshop's agenda, before the evening and in the middle of it."""

from functools import partial
from typing import Any

from litestar import Response, get, post

from app.database.ledger import Ledger
from app.language import catalogues
from app.live import Hub
from app.web.pages import AnyRequest, back_to, fragment, is_htmx, page, render
from app.web.streams import live
from workshops.agenda.editing import (
    add_step,
    describe_step,
    move_step,
    remove_step,
    return_step,
)
from workshops.agenda.editor import workshop_editor
from workshops.agenda.editor_forms import NewStepForm, StepForm, place_in
from workshops.agenda.room import screens_topic
from workshops.moderation.answers import address
from workshops.moderation.visitor import do, moderator, workshop_of

BASE = "/moderation/{code:str}/agenda"
STEP = BASE + "/steps/{step_id:int}"


@get(BASE)
async def agenda(request: AnyRequest, ledger: Ledger) -> Response[str]:
    """The agenda with everything that can be done to it."""
    room, editor = await ledger.read(workshop_editor, workshop_of(request))
    return page(request, "workshops/agenda/workshop.html", room=room, editor=editor)


@get(BASE + "/live")
async def follow(request: AnyRequest, ledger: Ledger, hub: Hub) -> Response[Any]:
    """Its steps, as all who moderate see them."""
    workshop_id = workshop_of(request)
    language = catalogues.current()

    async def frame() -> str:
        _, editor = await ledger.read(workshop_editor, workshop_id)
        return render("workshops/agenda/_lines.html", language, editor=editor)

    view, still = f"agenda:{workshop_id}", partial(moderator, request)
    return await live(request, hub, screens_topic(workshop_id), view, frame, still)


@post(BASE + "/steps", status_code=200)
async def add(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    form = NewStepForm(await request.form())
    settings = {"minutes": form.minutes} if form.minutes else {}
    await do(
        request,
        ledger,
        add_step,
        behind=form.after,
        kind=form.kind,
        title=form.title,
        settings=settings,
    )
    return await _after(request, ledger, added=True)


@post(STEP, status_code=200)
async def describe(request: AnyRequest, ledger: Ledger, step_id: int) -> Response[Any]:
    """Another title, another time."""
    form = StepForm(await request.form())
    await do(request, ledger, describe_step, step_id, title=form.title, minutes=form.minutes)
    return await _after(request, ledger)


@post(STEP + "/position", status_code=200)
async def move(request: AnyRequest, ledger: Ledger, step_id: int) -> Response[Any]:
    to = place_in(await request.form())
    await do(request, ledger, move_step, step_id, to)
    return await _after(request, ledger)


@post(STEP + "/removal", status_code=200)
async def remove(request: AnyRequest, ledger: Ledger, step_id: int) -> Response[Any]:
    await do(request, ledger, remove_step, step_id)
    return await _after(request, ledger)


@post(STEP + "/restoration", status_code=200)
async def restore(request: AnyRequest, ledger: Ledger, step_id: int) -> Response[Any]:
    await do(request, ledger, return_step, step_id)
    return await _after(request, ledger)


async def _after(request: AnyRequest, ledger: Ledger, *, added: bool = False) -> Response[Any]:
    """The agenda as it is now."""
    if not is_htmx(request):
        return back_to(f"{address(request)}/agenda")
    _, editor = await ledger.read(workshop_editor, workshop_of(request))
    return fragment(request, "workshops/agenda/_editor_answer.html", editor=editor, added=added)


ROUTES = [agenda, follow, add, describe, move, remove, restore]
