"""Proposing a measure from a phone."""

from typing import Any

from litestar import Response, post

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Refused
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, is_htmx
from app.web.security import Limits
from workshops.measures.forms import read_draft, read_idea
from workshops.measures.services import keep_draft, propose
from workshops.participants.guest import Guest
from workshops.participants.pages import show_phone


@post("/w/{code:str}/measures", status_code=200)
async def send(request: AnyRequest, ledger: Ledger, limits: Limits, guest: Guest) -> Response[Any]:
    """Propose a measure; what is wrong is said beside its field, and nothing typed is lost."""
    limits.participant(guest.id)
    form = Form(await request.form())
    idea = read_idea(form)
    if idea is None:
        return await show_phone(request, ledger, guest, 422, form=form)
    try:
        own = await ledger.write(
            propose,
            guest,
            field_id=idea.field_id,
            text=idea.text,
            language=catalogues.current(),
            now=utc_now(),
        )
    except Refused as refusal:  # the room has moved on: their words wait for its return
        await ledger.write(keep_draft, guest, read_draft(form))
        return await show_phone(
            request, ledger, guest, refusal.status, form=form, notice=refusal.message
        )
    if is_htmx(request):
        return await show_phone(request, ledger, guest, thanks=own.id)
    return back_to(f"/w/{guest.code}?sent={own.id}#thanks")


ROUTES = [send]
