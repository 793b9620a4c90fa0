"""Downloading the results of a survey. As for concepts, a file that is written quickly is answered
at once, and a long one shows how far it is and can be cancelled."""

from functools import partial
from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.files import jobs
from app.files.models import Owner
from app.files.runner import begin
from app.language import catalogues
from app.language.content import best_text
from app.refused import Missing, Refused
from app.web.pages import AnyRequest, back_to, page
from surveys.results.taking_in import renew
from surveys.results_files.files import RESULTS, length, written
from surveys.results_files.forms import ResultsForm
from surveys.results_files.reads import Subject, subject
from surveys.results_files.source import NO_WEIGHTS, source

_BASE = "/surveys/{name:str}/results"


@get(_BASE + "/export")
async def results_export(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str
) -> Response[Any]:
    """Which file it shall be."""
    about = await ledger.read(subject, name)
    languages = _languages(about)
    language = catalogues.current()
    known = {
        "format": "xlsx",
        "texts": "apart",
        "language": language if language in languages else languages[0],
    }
    return await _page(request, ledger, staff, about, ResultsForm(known, languages))


@post(_BASE + "/exports", status_code=200)
async def start_results(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str
) -> Response[Any]:
    """Begin to write the file; wait for it a moment."""
    about = await ledger.read(subject, name)
    form = ResultsForm(await request.form(), _languages(about))
    if not form.ok:
        return await _page(request, ledger, staff, about, form)
    await renew(ledger, about.id, now=utc_now())
    try:
        found = await ledger.read(
            source, name, now=utc_now(), texts=form.texts, weighted=form.weighted
        )
    except Refused as refused:
        form.refuse("weighted" if refused.message == NO_WEIGHTS else "format", refused.message)
        return await _page(request, ledger, staff, about, form)
    owner = Owner("survey", about.id)
    mine: dict[str, Any] = {"account_id": staff.id, "now": utc_now()}
    id = await ledger.write(jobs.start, owner, format=form.format, **mine)
    writing = partial(written, found, form.format, form.language, now=utc_now())
    total = length(found, form.format)
    done = await begin(ledger, id, total, lambda tick: writing(tick=tick))
    job = await ledger.read(jobs.job, owner, id, **mine)
    address = f"/surveys/{name}/results/exports/{id}"
    return back_to(f"{address}/file" if done and job.state == "done" else address)


@get(_BASE + "/exports/{export_id:int}")
async def results_progress(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, export_id: int
) -> Response[Any]:
    """How far it is."""
    about = await ledger.read(subject, name)
    mine: dict[str, Any] = {"account_id": staff.id, "now": utc_now()}
    try:
        job = await ledger.read(jobs.job, Owner("survey", about.id), export_id, **mine)
    except Missing:
        return _gone(request, about)
    return page(request, "surveys/results_files/job.html", job=job, **_titled(about))


@post(_BASE + "/exports/{export_id:int}/cancellation", status_code=200)
async def cancel_results(ledger: Ledger, staff: Staff, name: str, export_id: int) -> Response[Any]:
    about = await ledger.read(subject, name)
    await ledger.write(jobs.cancel, Owner("survey", about.id), export_id, account_id=staff.id)
    return back_to(f"/surveys/{name}/results/exports/{export_id}")


@get(_BASE + "/exports/{export_id:int}/file")
async def results_file(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, export_id: int
) -> Response[Any]:
    about = await ledger.read(subject, name)
    owner, mine = Owner("survey", about.id), {"account_id": staff.id}
    try:
        file = await ledger.read(jobs.written_file, owner, export_id, **mine)
    except Missing:
        return _gone(request, about)
    return Response(file.content, media_type=file.content_type, headers=file.headers)


def _languages(about: Subject) -> list[str]:
    """The languages of the survey in which we can speak, or all that we can."""
    offered = catalogues.offered()
    return [tag for tag in about.languages if tag in offered] or list(offered)


def _titled(about: Subject) -> dict[str, Any]:
    title = best_text(about.title, catalogues.current(), about.languages[0])
    return {"survey": about, "title": title or about.name}


def _gone(request: AnyRequest, about: Subject) -> Response[Any]:
    """Also for a file of somebody else: whose it was is nobody's business."""
    return page(request, "surveys/results_files/job.html", 404, job=None, **_titled(about))


async def _page(
    request: AnyRequest, ledger: Ledger, staff: Staff, about: Subject, form: ResultsForm
) -> Response[Any]:
    mine: dict[str, Any] = {"account_id": staff.id, "now": utc_now()}
    return page(
        request,
        "surveys/results_files/page.html",
        200 if form.ok else 422,
        form=form,
        formats=RESULTS,
        spoken=[(tag, catalogues.language_name(tag)) for tag in _languages(about)],
        waiting=await ledger.read(jobs.waiting, Owner("survey", about.id), **mine),
        **_titled(about),
    )


ROUTES = [results_export, start_results, results_progress, cancel_results, results_file]
