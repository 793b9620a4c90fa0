"""The priorities of a concept over all its workshops: the ranking, and the proposal."""

import asyncio
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Missing
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from workshops.concepts.answers import just_done
from workshops.concepts.history import act
from workshops.gathering import duplicate_routes, equal_shares_routes, services
from workshops.gathering.export import FORMATS, written
from workshops.gathering.forms import SizeForm, numbers
from workshops.gathering.reads import ProposalPage, proposal_page, ranking_page

FIRST_ROWS = 100  # of the ranking, until somebody asks for all


@get("/concepts/{name:str}/priorities")
async def ranking(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The combined ranking. `field` shows one field's measures, `all` those after the first 100."""
    query = Form(request.query_params)
    found = await ledger.read(ranking_page, name, _field(query))
    return page(
        request,
        "workshops/gathering/ranking.html",
        data=found,
        concept=found.concept,
        orders=services.ORDER_NAMES,
        first=len(found.rows) if query.ticked("all") else FIRST_ROWS,
        done=await just_done(request, ledger, found.concept.id),
    )


@get([f"/concepts/{{name:str}}/priorities/export.{format}" for format in FORMATS])
async def export(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The same ranking as a file."""
    found = await ledger.read(ranking_page, name, _field(Form(request.query_params)))
    format = request.scope["path"].rpartition(".")[2]
    content = await asyncio.to_thread(written, found, format, catalogues.current())
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-priorities.{format}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=FORMATS[format], headers=headers)


@post("/concepts/{name:str}/priorities/order", status_code=200)
async def set_order(request: AnyRequest, ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    """What the ranking goes by; the same field is shown afterwards."""
    form = Form(await request.form())
    field = _field(form)
    order = form.choice("order", services.ORDER_NAMES)
    if not form.ok:
        raise Missing
    await ledger.write(act, staff.name, services.rank_by, name, order)
    query = urlencode({"field": field}) if field else ""
    return back_to(f"/concepts/{name}/priorities{'?' if query else ''}{query}")


@post("/concepts/{name:str}/priorities/events", status_code=200)
async def set_events(request: AnyRequest, ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    """Which workshops count."""
    ticked = numbers(Form(await request.form()).many("workshop"))
    await ledger.write(act, staff.name, services.gather_from, name, ticked)
    return back_to(f"/concepts/{name}/priorities?done=1")


@get("/concepts/{name:str}/priorities/proposal")
async def proposal(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The two steps, and what would be proposed to the council."""
    found = await ledger.read(proposal_page, name)
    kept = found.concept.gathering
    form = Form({"goals": str(kept.goals), "measures": str(kept.measures)})
    return await _proposal(request, ledger, found, form)


@post("/concepts/{name:str}/priorities/proposal/size", status_code=200)
async def set_size(request: AnyRequest, ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    """How many goals and measures; the preview follows."""
    form = SizeForm(await request.form())
    if form.goals is None or form.measures is None:
        return await _proposal(request, ledger, await ledger.read(proposal_page, name), form)
    goals, measures = form.goals, form.measures
    await ledger.write(
        act, staff.name, services.size_proposal, name, goals=goals, measures=measures
    )
    return back_to(f"/concepts/{name}/priorities/proposal")


@post("/concepts/{name:str}/priorities/proposal/marks", status_code=200)
async def mark(request: AnyRequest, ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    """The measures that the preview shows are proposed to the council."""
    seen = Form(await request.form()).text("seen", most=20, required=None)
    await ledger.write(act, staff.name, services.propose, name, seen=seen)
    return back_to(f"/concepts/{name}/priorities/proposal?done=1")


@post("/concepts/{name:str}/priorities/proposal/marks/removal", status_code=200)
async def unmark(ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    """No measure is proposed any more."""
    await ledger.write(act, staff.name, services.take_back_proposal, name)
    return back_to(f"/concepts/{name}/priorities/proposal?done=1")


async def _proposal(
    request: AnyRequest, ledger: Ledger, found: ProposalPage, form: Form
) -> Response[Any]:
    return page(
        request,
        "workshops/gathering/proposal.html",
        200 if form.ok else 422,
        data=found,
        concept=found.concept,
        form=form,
        done=await just_done(request, ledger, found.concept.id),
    )


def _field(form: Form) -> int | None:
    """
    Raises:
        Missing: no number.
    """
    typed = form.values.get("field", "")
    if not typed:
        return None
    found = numbers([typed])
    if not found:
        raise Missing
    return found.pop()


ROUTES = [
    ranking,
    export,
    set_order,
    set_events,
    proposal,
    set_size,
    mark,
    unmark,
    *duplicate_routes.ROUTES,
    *equal_shares_routes.ROUTES,
]
