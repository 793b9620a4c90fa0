"""What the moderator does with proposals: approve, hide, bring back, reword."""

from typing import Any

from litestar import Response, get

from app.database.base import LARGEST
from app.database.ledger import Ledger
from app.refused import Missing, Refused, say
from app.settings import Settings
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, fragment, is_htmx
from workshops.agenda.room import room
from workshops.measures.rules import LONGEST
from workshops.measures.services import (
    approve,
    approve_first,
    edit,
    hide,
    move,
    restore,
    show_others,
)
from workshops.moderation.answers import address, after_change, console_page
from workshops.moderation.reads import proposal_text
from workshops.moderation.visitor import do, workshop_of

CHANGES = {"approved": approve, "hidden": hide}
SWITCHES = {"approval": approve_first, "others": show_others}
ON_BALLOT = say(
    "It was moved. The vote is open: on its ballot the measure stays in its old field, "
    "for people have spent that field's dots on it."
)


@put_or_post("/moderation/{code:str}/measures/{measure_id:int}/state")
async def set_state(
    request: AnyRequest, ledger: Ledger, settings: Settings, measure_id: int
) -> Response[Any]:
    """Show a proposal to the room (also again), or take it out of sight."""
    form = Form(await request.form())
    change = CHANGES.get(form.choice("state", CHANGES))
    if change is None:
        raise Missing
    await do(request, ledger, change, measure_id)
    return await after_change(request, ledger, settings)


@get("/moderation/{code:str}/measures/{measure_id:int}/text")
async def open_form(
    request: AnyRequest, ledger: Ledger, settings: Settings, measure_id: int
) -> Response[str]:
    """The form for rewording a proposal, in its place."""
    return await _form(request, ledger, settings, measure_id)


@put_or_post("/moderation/{code:str}/measures/{measure_id:int}/text")
async def set_text(
    request: AnyRequest, ledger: Ledger, settings: Settings, measure_id: int
) -> Response[Any]:
    """Reword a proposal."""
    typed = Form(await request.form()).values
    text, read = typed.get("text", ""), typed.get("read")
    try:
        await do(request, ledger, edit, measure_id, text=text, read=read)
    except Refused as refusal:
        return await _form(request, ledger, settings, measure_id, text, refusal)
    return await after_change(request, ledger, settings, closes=f"edit-{measure_id}")


@put_or_post("/moderation/{code:str}/measures/{measure_id:int}/original")
async def restore_original(
    request: AnyRequest, ledger: Ledger, settings: Settings, measure_id: int
) -> Response[Any]:
    """Give a proposal its author's own words back."""
    await do(request, ledger, restore, measure_id)
    return await after_change(request, ledger, settings, closes=f"edit-{measure_id}")


@get("/moderation/{code:str}/measures/{measure_id:int}/field")
async def choose_field(
    request: AnyRequest, ledger: Ledger, settings: Settings, measure_id: int
) -> Response[str]:
    """One button for each field, in the proposal's place."""
    workshop_id = workshop_of(request)
    await ledger.read(proposal_text, workshop_id, measure_id)
    moving: dict[str, Any] = {"moving_id": measure_id}
    if not is_htmx(request):
        return await console_page(request, ledger, settings, editing=moving)
    here = await ledger.read(room, workshop_id)
    context: dict[str, Any] = {"editing": moving, "base": address(request), "room": here}
    return fragment(request, "workshops/moderation/_move.html", **context)


@put_or_post("/moderation/{code:str}/measures/{measure_id:int}/field")
async def set_field(
    request: AnyRequest, ledger: Ledger, settings: Settings, measure_id: int
) -> Response[Any]:
    """Put a proposal under another field."""
    field_id = Form(await request.form()).whole("field_id", low=1, high=LARGEST)
    if field_id is None:
        raise Missing
    stays: bool = await do(request, ledger, move, measure_id, field_id=field_id)
    warned = ON_BALLOT if stays else None
    return await after_change(request, ledger, settings, f"edit-{measure_id}", warned=warned)


@put_or_post("/moderation/{code:str}/collecting")
async def set_switch(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[Any]:
    """Whether ideas wait for approval, and whether phones show those of others."""
    form = Form(await request.form())
    switch, on = form.choice("switch", SWITCHES), form.choice("on", ("yes", "no"))
    if not form.ok:
        raise Missing
    await do(request, ledger, SWITCHES[switch], on == "yes")
    return await after_change(request, ledger, settings)


async def _form(
    request: AnyRequest,
    ledger: Ledger,
    settings: Settings,
    measure_id: int,
    typed: str | None = None,
    refusal: Refused | None = None,
) -> Response[str]:
    now = await ledger.read(proposal_text, workshop_of(request), measure_id)
    status = refusal.status if refusal else 200
    editing = {
        "measure_id": measure_id,
        "text": now if typed is None else typed,
        "read": now,
        "error": refusal.message if refusal else None,
        "most": LONGEST,
    }
    if not is_htmx(request):
        return await console_page(request, ledger, settings, status, editing=editing)
    context = {"editing": editing, "base": address(request)}
    return fragment(request, "workshops/moderation/_edit.html", status, **context)


ROUTES = [
    set_state,
    open_form,
    set_text,
    restore_original,
    choose_field,
    set_field,
    set_switch,
]
