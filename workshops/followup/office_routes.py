"""The office follows its measures up: the list, decisions, reports, and the public page."""

from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Refused
from app.settings import Settings
from app.web.forms import Form
from app.web.pages import AnyRequest, page
from workshops.concepts.answers import just_done
from workshops.concepts.history import act
from workshops.followup import measure_routes, services
from workshops.followup.answers import WORDS, done_at, today_in
from workshops.followup.forms import DecisionForm, Filter
from workshops.followup.public import LICENCE, MAX_AGE
from workshops.followup.reads import follow_up


@get("/concepts/{name:str}/follow-up")
async def list_page(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str
) -> Response[Any]:
    """All measures; `field`, `decision` and `status` show fewer, `ticked=all` ticks them."""
    return await _list(request, ledger, settings, name, Filter(request.query_params))


@post("/concepts/{name:str}/follow-up/decisions", status_code=200)
async def decide(
    request: AnyRequest, ledger: Ledger, settings: Settings, staff: Staff, name: str
) -> Response[Any]:
    data = await request.form()
    shown, today = Filter(data), today_in(settings)
    form = DecisionForm(data, today)
    if form.ok:
        try:
            await ledger.write(
                act,
                staff.name,
                services.decide,
                name,
                form.measures,
                decision=form.decision,
                decided_on=form.decided_on,
                today=today,
            )
        except Refused as error:
            form.refuse("measure", error.message)
        else:
            return done_at(f"/concepts/{name}/follow-up", shown.query)
    return await _list(request, ledger, settings, name, shown, form)


async def _list(
    request: AnyRequest,
    ledger: Ledger,
    settings: Settings,
    name: str,
    shown: Filter,
    form: DecisionForm | None = None,
) -> Response[Any]:
    found = await ledger.read(follow_up, name)
    today = today_in(settings)
    parts = shown.shown(found.fields, today)
    every = [measure.id for _, measures in parts for measure in measures]
    all_ticked = request.query_params.get("ticked") == "all"
    return page(
        request,
        "workshops/followup/list.html",
        422 if form else 200,
        concept=found,
        filter=shown,
        parts=parts,
        count=len(every),
        form=form or Form({"decided_on": ""}),
        ticked=set(form.measures) if form else set(every) if all_ticked else set(),
        today=today,
        address=f"{settings.public_url}/c/{name}",
        minutes=MAX_AGE // 60,
        licence=LICENCE,
        done=await just_done(request, ledger, found.id),
        **WORDS,
    )


@post("/concepts/{name:str}/follow-up/publication", status_code=200)
async def publish(ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    """Anybody may read it from now on."""
    await ledger.write(act, staff.name, services.publish, name, now=utc_now())
    return done_at(f"/concepts/{name}/follow-up")


@post("/concepts/{name:str}/follow-up/publication/removal", status_code=200)
async def unpublish(ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    await ledger.write(act, staff.name, services.unpublish, name)
    return done_at(f"/concepts/{name}/follow-up")


ROUTES = [
    list_page,
    decide,
    *measure_routes.ROUTES,
    publish,
    unpublish,
]
