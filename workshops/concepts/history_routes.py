"""What the office did with a concept, and the way back."""

from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.ledger import Ledger
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from workshops.concepts import services
from workshops.concepts.answers import asked_view, back_to_concept
from workshops.concepts.history import history, newest, undo


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
    """Undo the newest action that stands. Its id is asked for: pressing twice undoes one."""
    await ledger.write(undo, name, done_id, by=staff.name)
    form = Form(await request.form())
    if form.values.get("from") == "history":
        return back_to(f"/concepts/{name}/history")
    return back_to_concept(name, "", await asked_view(request), done_id, at="what-was-done")


ROUTES = [see, take_back]
