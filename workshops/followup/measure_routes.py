"""The reports on one measure: what was said so far, one more, and a mistake withdrawn."""

from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.settings import Settings
from app.web.forms import Form
from app.web.pages import AnyRequest, page
from workshops.concepts.answers import just_done
from workshops.concepts.forms import languages_of
from workshops.concepts.history import act
from workshops.followup import services
from workshops.followup.answers import WORDS, done_at, today_in
from workshops.followup.forms import ReportForm
from workshops.followup.measure_file import MeasureFile, measure_file
from workshops.followup.rows import measure_of


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
    return done_at(f"/concepts/{name}/follow-up/measures/{measure_id}")


@post("/concepts/{name:str}/follow-up/reports/{report_id:int}/withdrawal", status_code=200)
async def withdraw(ledger: Ledger, staff: Staff, name: str, report_id: int) -> Response[Any]:
    """A report was a mistake."""
    where = await ledger.read(measure_of, name, report_id)
    await ledger.write(act, staff.name, services.withdraw_report, name, report_id, now=utc_now())
    return done_at(f"/concepts/{name}/follow-up/measures/{where}")


@post("/concepts/{name:str}/follow-up/reports/{report_id:int}/restoration", status_code=200)
async def restore(ledger: Ledger, staff: Staff, name: str, report_id: int) -> Response[Any]:
    where = await ledger.read(measure_of, name, report_id)
    await ledger.write(act, staff.name, services.restore_report, name, report_id)
    return done_at(f"/concepts/{name}/follow-up/measures/{where}")


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
        done=await just_done(request, ledger, found.concept.id),
        **WORDS,
    )


ROUTES = [measure_page, report, withdraw, restore]
