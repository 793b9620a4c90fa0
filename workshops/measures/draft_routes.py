"""While somebody writes: their draft is kept, and they see what is there already."""

from typing import Any

from litestar import Response, get
from sqlalchemy.orm import Session

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.language.content import written_in
from app.refused import Missing
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, back_to, fragment, is_htmx
from app.web.security import Limits
from workshops.agenda.room import room
from workshops.measures.drafts import keep_draft
from workshops.measures.forms import read_draft, read_field
from workshops.measures.rules import LONGEST, SHORTEST_LOOKUP
from workshops.merging.reads import Similar, similar_to
from workshops.participants.guest import Guest
from workshops.participants.pages import show_phone


@put_or_post("/w/{code:str}/draft")
async def keep(request: AnyRequest, ledger: Ledger, limits: Limits, guest: Guest) -> Response[Any]:
    """Keep what is being written; empty: delete it. A script (PUT) wants no page in answer."""
    limits.writing(guest.id)
    draft = read_draft(Form(await request.form()))
    await ledger.write(keep_draft, guest, draft, now=utc_now())
    if request.method == "PUT":
        return Response(None, status_code=204)
    if is_htmx(request):
        return await show_phone(request, ledger, guest)
    return back_to(f"/w/{guest.code}")


@get("/w/{code:str}/similar")
async def similar(
    request: AnyRequest, ledger: Ledger, limits: Limits, guest: Guest
) -> Response[str]:
    """What the room may see already that says much the same, in the reader's language."""
    limits.writing(guest.id)
    form = Form(request.query_params)
    field_id, text = read_field(form), form.values.get("text", "").strip()[:LONGEST]
    found = None
    if field_id is not None and len(text) >= SHORTEST_LOOKUP:
        found = await ledger.read(_most_similar, guest, field_id, text, catalogues.current())
    return fragment(request, "workshops/measures/_similar.html", found=found)


def _most_similar(
    session: Session, who: Guest, field_id: int, text: str, language: str
) -> Similar | None:
    """One is enough: who writes shall not have to read a list first."""
    here = room(session, who.workshop_id)
    if all(field.id != field_id for field in here.fields):
        raise Missing
    written = written_in(text, language, here.languages)
    return next(iter(similar_to(session, here, field_id, text, written, most=1)), None)


ROUTES = [keep, similar]
