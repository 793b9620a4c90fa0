"""What a moderator does with a result: say where it is cut, and begin a run-off."""

from typing import Any

from litestar import Response, post

from app.database.base import LARGEST
from app.database.ledger import Ledger
from app.refused import Missing
from app.settings import Settings
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest
from workshops.dots.rules import HIGHEST
from workshops.dots.services import set_first
from workshops.moderation.answers import after_change
from workshops.moderation.visitor import do
from workshops.priorities.runoff import run_off


@put_or_post("/moderation/{code:str}/steps/{step_id:int}/first")
async def first(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """How many of the first measures the decision is about."""
    number = Form(await request.form()).whole("first", low=1, high=HIGHEST)
    if number is None:
        raise Missing
    await do(request, ledger, set_first, step_id, first=number)
    return await after_change(request, ledger, settings)


@post("/moderation/{code:str}/steps/{step_id:int}/run-offs", status_code=200)
async def begin(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """Let the room vote again among those that are tied, in one field or overall."""
    field_id = Form(await request.form()).whole("field", low=0, high=LARGEST)
    if field_id is None:
        raise Missing
    await do(request, ledger, run_off, step_id, field_id=field_id)
    return await after_change(request, ledger, settings)


ROUTES = [first, begin]
