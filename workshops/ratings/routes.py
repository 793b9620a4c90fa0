"""Rating from a phone."""

from typing import Any

from litestar import Response

from app.database.ledger import Ledger
from app.refused import Message, Refused
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, back_to, fragment, is_htmx
from app.web.security import Limits
from workshops.participants.guest import Guest
from workshops.participants.pages import show_phone
from workshops.ratings.forms import read_ratings
from workshops.ratings.reads import own_goal
from workshops.ratings.services import rate


@put_or_post("/w/{code:str}/goals/{node_id:int}/ratings")
async def rate_goal(
    request: AnyRequest, ledger: Ledger, limits: Limits, guest: Guest, node_id: int
) -> Response[Any]:
    """Set what this person says of one goal: one criterion (a tap), or all of them (a form)."""
    limits.participant(guest.id)
    values = read_ratings(Form(await request.form()))
    try:
        await ledger.write(rate, guest, node_id=node_id, values=values)
    except Refused as refusal:
        if not is_htmx(request):
            return await show_phone(request, ledger, guest, refusal.status, notice=refusal.message)
        return await _answer(
            request, ledger, guest, node_id, values, refusal.status, refusal.message
        )
    if is_htmx(request):
        return await _answer(request, ledger, guest, node_id, values)
    return back_to(f"/w/{guest.code}#goal-{node_id}")


async def _answer(
    request: AnyRequest,
    ledger: Ledger,
    guest: Guest,
    node_id: int,
    values: dict[int, int],
    status: int = 200,
    refusal: Message | None = None,
) -> Response[str]:
    """What is stored, beside each criterion that was sent: also what a refused tap left as it was.

    A rating is drawn on the phone before it is saved, so a refused one must not stay there.
    """
    own = await ledger.read(own_goal, guest, node_id)
    return fragment(
        request,
        "workshops/ratings/_saved.html",
        status,
        own=own,
        criteria=list(values),
        refusal=refusal,
    )


ROUTES = [rate_goal]
