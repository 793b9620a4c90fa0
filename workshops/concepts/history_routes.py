"""What the office did with a concept, and the way back."""

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.ledger import Ledger
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from workshops.concepts import services
from workshops.concepts.answers import asked_view, back_to_concept
from workshops.concepts.history import history, newest, undo

_PAGES = re.compile(
    r"history|process|follow-up(/measures/\d+)?|priorities(/(proposal|duplicates))?"
)


@get("/concepts/{name:str}/history")
async def see(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """Who did what, the newest first."""
    concept = await ledger.read(services.structure, name)
    done = await ledger.read(history, concept.id)
    top = await ledger.read(newest, concept.id)
    template = "workshops/concepts/history.html"
    return page(request, template, concept=concept, done=done, top=top.id if top else None)


@post("/concepts/{name:str}/actions/{done_id:int}/undoing", status_code=200)
async def take_back(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, done_id: int
) -> Response[Any]:
    """Undo the newest action that stands, and see the page that it was undone `from`. Its id is
    asked for: pressing twice undoes one."""
    await ledger.write(undo, name, done_id, by=staff.name)
    page, _, query = Form(await request.form()).values.get("from", "").partition("?")
    if _PAGES.fullmatch(page):
        shown = [pair for pair in parse_qsl(query) if pair[0] not in ("done", "undone")]
        return back_to(f"/concepts/{name}/{page}?{urlencode([*shown, ('undone', done_id)])}")
    return back_to_concept(name, "", await asked_view(request), done_id, at="what-was-done")


ROUTES = [see, take_back]
