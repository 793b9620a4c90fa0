"""From a phone in the room to the survey, and the moderator's choice of one."""

from typing import Any

from litestar import Response, get, post, route

from app.database.ledger import Ledger
from app.settings import Settings
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, back_to
from app.web.security import Limits
from surveys import public
from workshops.moderation.answers import after_change
from workshops.moderation.visitor import do
from workshops.participants.guest import Guest
from workshops.surveying import proposal_routes, result_routes
from workshops.surveying.services import choose_survey, ticket_of

PREVIEW = "/moderation/{code:str}/surveys/{name:str}/preview"


@post("/w/{code:str}/surveys/{step_id:int}", status_code=200)
async def answer_survey(
    ledger: Ledger, limits: Limits, settings: Settings, guest: Guest, step_id: int
) -> Response[Any]:
    """To the survey's own pages, with this person's ticket."""
    limits.participant(guest.id)
    ticket = await ledger.write(ticket_of, guest, step_id, secret=settings.secret)
    return back_to(f"/t/{ticket}")


@put_or_post("/moderation/{code:str}/steps/{step_id:int}/survey")
async def choose(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """Which survey the step asks."""
    name = Form(await request.form()).values.get("survey", "")
    await do(request, ledger, choose_survey, step_id, name=name)
    return await after_change(request, ledger, settings)


@route(PREVIEW, http_method=["GET", "POST"], status_code=200)
async def preview(request: AnyRequest, ledger: Ledger, code: str, name: str) -> Response[Any]:
    """What people would be asked, tried out before the survey is chosen or opened."""
    address, back = f"/moderation/{code}/surveys/{name}/preview", f"/moderation/{code}"
    return await public.try_out(request, ledger, name, address=address, back=back)


@get(PREVIEW + "/images/{image:str}")
async def picture(ledger: Ledger, name: str, image: str) -> Response[bytes]:
    content_type, content = await ledger.read(public.picture, name, image)
    headers = {"Cache-Control": "private, max-age=86400"}
    return Response(content, media_type=content_type, headers=headers)


ROUTES = [answer_survey, choose, preview, picture, *result_routes.ROUTES, *proposal_routes.ROUTES]
