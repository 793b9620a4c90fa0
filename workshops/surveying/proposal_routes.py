"""The office takes over what people proposed in a survey into a concept."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import LARGEST, utc_now
from app.database.ledger import Ledger
from app.refused import Missing, Refused
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from surveys import public
from workshops.concepts.acting import do
from workshops.concepts.answers import just_done
from workshops.measures.rules import LONGEST
from workshops.surveying.proposals import Proposals, proposals
from workshops.surveying.takeover import picked_in, take_into_concept

ADDRESS = "/surveys/{name:str}/proposals"


@get(ADDRESS)
async def see(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The texts of one question; with `key` the form for taking over one of them."""
    await public.take_in(ledger, name)
    return await _page(request, ledger, name, Form(request.query_params))


@post(ADDRESS, status_code=200)
async def take_over(request: AnyRequest, ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    """Take over a text as a measure of an entry of the concept."""
    form = Form(await request.form())
    concept, picked = form.values.get("concept", ""), picked_in(form, name)
    node_id = form.whole("node_id", low=1, high=LARGEST)
    if node_id is None:
        return await _page(request, ledger, name, form)
    verb, moment = take_into_concept, utc_now()
    try:
        _, done = await do(ledger, staff.name, verb, concept, picked, node_id=node_id, now=moment)
    except Refused as refusal:
        form.refuse("text", refusal.message)
        return await _page(request, ledger, name, form)
    seen = {"question": picked.question, "concept": concept, "page": form.values.get("page", "1")}
    return back_to(f"/surveys/{name}/proposals?{urlencode({**seen, 'done': done or ''})}")


async def _page(request: AnyRequest, ledger: Ledger, name: str, form: Form) -> Response[Any]:
    sent = form.values
    found = await ledger.read(proposals, name, sent.get("question", ""), sent.get("concept", ""))
    if found is None:
        raise Missing
    taking = next((one for one in found.texts if one.key == sent.get("key")), None)
    done = await just_done(request, ledger, found.concept.id) if found.concept else None
    return page(
        request,
        "workshops/surveying/proposals.html",
        200 if form.ok else 422,
        data=found,
        survey=name,
        form=form,
        number=_number(found, sent.get("page", "")),
        taking=taking,
        most=LONGEST,
        done=done,
    )


def _number(found: Proposals, typed: str) -> int:
    """The page that is asked for, else the first or the last."""
    return min(found.pages, max(1, int(typed))) if typed.isdecimal() and len(typed) < 7 else 1


ROUTES = [see, take_over]
