"""Placing dots from a phone: the busiest address of the product."""

from typing import Any

from litestar import Response

from app.database.ledger import Ledger
from app.refused import Message, Refused
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, back_to, fragment, is_htmx, own_path
from app.web.security import Limits
from workshops.dots.forms import read_count, read_step
from workshops.dots.placing import Placed, place_dots
from workshops.dots.reads import standing
from workshops.participants.guest import Guest
from workshops.participants.pages import show_phone


@put_or_post("/w/{code:str}/measures/{measure_id:int}/dots")
async def place(request: AnyRequest, measure_id: int) -> Response[Any]:
    """Set this person's dots on one measure.

    Takes by hand what other handlers have injected: here that is a tenth of the whole cost.
    """
    ledger: Ledger = request.app.state.ledger
    limits: Limits = request.app.state.limits
    guest: Guest = request.scope["state"]["guest"]
    limits.participant(guest.id)
    form = Form(await request.form())
    count, step_id = read_count(form), read_step(form)
    try:
        placed = await ledger.write(
            place_dots, guest, measure_id=measure_id, count=count, step_id=step_id
        )
    except Refused as refusal:
        return await _refused(request, ledger, guest, measure_id, refusal)
    if is_htmx(request):
        return _ballot(request, placed)
    return back_to(f"/w/{guest.code}#measure-{measure_id}")


async def _refused(
    request: AnyRequest, ledger: Ledger, guest: Guest, measure_id: int, refusal: Refused
) -> Response[Any]:
    """A dot that was drawn on the phone already must not stay there: show what is true."""
    if not is_htmx(request):
        return await show_phone(request, ledger, guest, refusal.status, notice=refusal.message)
    now = await ledger.read(standing, guest, measure_id)
    return _ballot(request, now.placed, now.open, refusal.status, refusal.message)


def _ballot(
    request: AnyRequest,
    placed: Placed,
    open: bool = True,
    status: int = 200,
    refusal: Message | None = None,
) -> Response[str]:
    return fragment(
        request,
        "workshops/dots/_ballot.html",
        status,
        placed=placed,
        open=open,
        refusal=refusal,
        address=own_path(request),
    )


ROUTES = [place]
