"""A test run of the draft."""

from typing import Any

from litestar import Response, get, post

from app.database.ledger import Ledger
from app.web.pages import AnyRequest
from surveys.office import trials
from surveys.services import draft


@get("/surveys/{name:str}/preview")
async def begin(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    return trials.begin(request, await _draft(ledger, name))


@post("/surveys/{name:str}/preview", status_code=200)
async def go_on(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    return await trials.go_on(request, await _draft(ledger, name))


async def _draft(ledger: Ledger, name: str) -> trials.Tried:
    found, base = await ledger.read(draft, name), f"/surveys/{name}"
    return trials.Tried(
        found.questionnaire, f"{base}/preview", f"{base}/images/", f"{base}/questions"
    )


ROUTES = [begin, go_on]
