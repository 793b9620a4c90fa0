"""A participant's proposals: sent, changed, withdrawn; and what others have proposed."""

from typing import Any

from litestar import Response, get, post

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Message, Missing, Refused, say
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, back_to, fragment, is_htmx, page
from app.web.security import Limits
from workshops.measures.authors import bring_back, reword, withdraw
from workshops.measures.drafts import keep_draft
from workshops.measures.forms import read_draft, read_field, read_idea, read_words
from workshops.measures.others import MOST, PAGE, others
from workshops.measures.proposing import propose
from workshops.measures.reads import own_proposals
from workshops.participants.guest import Guest
from workshops.participants.pages import show_phone

CHANGED = say("Your idea is changed.")
CHANGES = {
    "withdrawn": (withdraw, say("Your idea is withdrawn. Nobody else sees it any more.")),
    "shown": (bring_back, say("Your idea is back.")),
}


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
            text=idea.words.text,
            details=idea.words.details,
            language=catalogues.current(),
            now=utc_now(),
            nonce=idea.nonce,
        )
    except Refused as refusal:  # the room has moved on: their words wait for its return
        await ledger.write(keep_draft, guest, read_draft(form), now=utc_now())
        return await show_phone(
            request, ledger, guest, refusal.status, form=form, notice=refusal.message
        )
    if is_htmx(request):
        return await show_phone(request, ledger, guest, thanks=own.id)
    return back_to(f"/w/{guest.code}?sent={own.id}#thanks")


@put_or_post("/w/{code:str}/measures/{measure_id:int}")
async def change(
    request: AnyRequest, ledger: Ledger, limits: Limits, guest: Guest, measure_id: int
) -> Response[Any]:
    """Change one's own proposal: its words, and the details."""
    limits.participant(guest.id)
    if not await ledger.read(own_proposals, guest, measure_id):
        raise Missing
    form = Form(await request.form())
    words = read_words(form)
    if words is None:
        return await show_phone(request, ledger, guest, 422, editing=(measure_id, form))
    try:
        await ledger.write(reword, guest, measure_id, text=words.text, details=words.details)
    except Refused as refusal:
        return await show_phone(
            request,
            ledger,
            guest,
            refusal.status,
            editing=(measure_id, form),
            notice=refusal.message,
        )
    return await _done(request, ledger, guest, measure_id, CHANGED)


@put_or_post("/w/{code:str}/measures/{measure_id:int}/state")
async def set_state(
    request: AnyRequest, ledger: Ledger, limits: Limits, guest: Guest, measure_id: int
) -> Response[Any]:
    """Withdraw one's own proposal, or bring it back."""
    limits.participant(guest.id)
    form = Form(await request.form())
    wanted = CHANGES.get(form.choice("state", CHANGES))
    if wanted is None:
        raise Missing
    verb, told = wanted
    try:
        await ledger.write(verb, guest, measure_id)
    except Refused as refusal:
        return await show_phone(request, ledger, guest, refusal.status, notice=refusal.message)
    return await _done(request, ledger, guest, measure_id, told)


async def _done(
    request: AnyRequest, ledger: Ledger, guest: Guest, measure_id: int, told: Message
) -> Response[Any]:
    if is_htmx(request):
        return await show_phone(request, ledger, guest, told=(measure_id, told))
    return back_to(f"/w/{guest.code}#own-{measure_id}")


@get("/w/{code:str}/others")
async def show_others(request: AnyRequest, ledger: Ledger, guest: Guest) -> Response[str]:
    """Ideas of others in one field: a page, or for htmx the list alone."""
    form = Form(request.query_params)
    shown = form.whole("shown", low=1, high=MOST, required=False) or PAGE
    data = await ledger.read(others, guest, read_field(form), shown)
    address = f"/w/{guest.code}"
    if is_htmx(request):
        return fragment(request, "workshops/measures/_others.html", data=data, address=address)
    return page(request, "workshops/measures/others.html", data=data, address=address)


ROUTES = [send, change, set_state, show_others]
