"""The office follows its measures up: the list, decisions, reports, and the public page."""

import datetime as dt
from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language.clock import zone
from app.refused import Refused
from app.settings import Settings
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from workshops.concepts.forms import languages_of
from workshops.concepts.history import Done, act, newest, undo
from workshops.concepts.telling import best
from workshops.followup import services
from workshops.followup.forms import OVERDUE, DecisionForm, Filter, ReportForm
from workshops.followup.measure_file import MeasureFile, measure_file
from workshops.followup.public import LICENCE, MAX_AGE
from workshops.followup.reads import FollowUp, follow_up
from workshops.followup.rules import DECISION_NAMES, STATUS_NAMES

WORDS: dict[str, Any] = {
    "decisions": DECISION_NAMES,
    "statuses": STATUS_NAMES,
    "overdue": OVERDUE,
    "best": best,
}
"""What every page of the follow-up needs in its template."""


def today_in(settings: Settings) -> dt.date:
    """The day it is where the rooms are."""
    return utc_now().astimezone(zone(settings.timezone)).date()


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
            return _done(f"/concepts/{name}/follow-up", shown.query)
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
        done=await _just_done(request, ledger, found),
        **WORDS,
    )


@get("/concepts/{name:str}/follow-up/measures/{measure_id:int}")
async def measure_page(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str, measure_id: int
) -> Response[Any]:
    """One measure: what was reported, and the form for the next report."""
    found = await ledger.read(measure_file, name, measure_id)
    first = {"on": today_in(settings).isoformat(), "body": found.measure.body}
    return await _measure(request, ledger, settings, found, Form(first))


@post("/concepts/{name:str}/follow-up/measures/{measure_id:int}", status_code=200)
async def report(
    request: AnyRequest,
    ledger: Ledger,
    settings: Settings,
    staff: Staff,
    name: str,
    measure_id: int,
) -> Response[Any]:
    """One more report."""
    found = await ledger.read(measure_file, name, measure_id)
    languages, today = languages_of(found.concept.language), today_in(settings)
    form = ReportForm(await request.form(), languages, found.standing, today)
    if not form.ok:
        return await _measure(request, ledger, settings, found, form)
    await ledger.write(
        act,
        staff.name,
        services.add_report,
        name,
        measure_id,
        status=form.status,
        on=form.on,
        reason=form.reason,
        body=form.body,
        next_on=form.next_on,
        by=staff.name,
        now=utc_now(),
        today=today,
    )
    return _done(f"/concepts/{name}/follow-up/measures/{measure_id}")


@post("/concepts/{name:str}/follow-up/reports/{report_id:int}/withdrawal", status_code=200)
async def withdraw(ledger: Ledger, staff: Staff, name: str, report_id: int) -> Response[Any]:
    """A report was a mistake."""
    where = await ledger.read(services.measure_of, name, report_id)
    await ledger.write(act, staff.name, services.withdraw_report, name, report_id, now=utc_now())
    return _done(f"/concepts/{name}/follow-up/measures/{where}")


@post("/concepts/{name:str}/follow-up/reports/{report_id:int}/restoration", status_code=200)
async def restore(ledger: Ledger, staff: Staff, name: str, report_id: int) -> Response[Any]:
    where = await ledger.read(services.measure_of, name, report_id)
    await ledger.write(act, staff.name, services.restore_report, name, report_id)
    return _done(f"/concepts/{name}/follow-up/measures/{where}")


@post("/concepts/{name:str}/follow-up/publication", status_code=200)
async def publish(ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    """Anybody may read it from now on."""
    await ledger.write(act, staff.name, services.publish, name, now=utc_now())
    return _done(f"/concepts/{name}/follow-up")


@post("/concepts/{name:str}/follow-up/publication/removal", status_code=200)
async def unpublish(ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    await ledger.write(act, staff.name, services.unpublish, name)
    return _done(f"/concepts/{name}/follow-up")


@post("/concepts/{name:str}/follow-up/actions/{done_id:int}/undoing", status_code=200)
async def take_back(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, done_id: int
) -> Response[Any]:
    """Undo what was just done here, and see where it was done."""
    await ledger.write(undo, name, done_id, by=staff.name)
    measure = Form(request.query_params).whole("measure", low=1, high=2**31 - 1, required=False)
    return back_to(f"/concepts/{name}/follow-up" + (f"/measures/{measure}" if measure else ""))


async def _measure(
    request: AnyRequest, ledger: Ledger, settings: Settings, found: MeasureFile, form: Form
) -> Response[Any]:
    return page(
        request,
        "workshops/followup/measure.html",
        200 if form.ok else 422,
        file=found,
        concept=found.concept,
        measure=found.measure,
        form=form,
        form_languages=languages_of(found.concept.language),
        today=today_in(settings),
        done=await _just_done(request, ledger, found.concept),
        **WORDS,
    )


async def _just_done(request: AnyRequest, ledger: Ledger, concept: FollowUp) -> Done | None:
    """What the page before this one did: it can be undone at once."""
    if "done" not in request.query_params:
        return None
    return await ledger.read(newest, concept.id)


def _done(address: str, query: str = "") -> Response[Any]:
    return back_to(f"{address}?{query}&done=1" if query else f"{address}?done=1")


ROUTES = [
    list_page,
    decide,
    measure_page,
    report,
    withdraw,
    restore,
    publish,
    unpublish,
    take_back,
]
