"""The process report: its page, the events that the office adds, and the report as a file."""

import asyncio
import datetime as dt
from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.language.clock import zone
from app.refused import Missing
from app.settings import Settings
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from workshops.concepts.answers import just_done
from workshops.concepts.history import act
from workshops.exports.reports import FORMATS, content
from workshops.process import services
from workshops.process.document import NAME, document, table
from workshops.process.forms import SPARE, EventsForm, typed
from workshops.process.reads import Head, process
from workshops.process.report import Report
from workshops.process.rules import MOST_EVENTS

BASE = "/concepts/{name:str}/process"


@get(BASE)
async def report_page(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str
) -> Response[Any]:
    head, report = await ledger.read(process, name)
    form = typed(report.own, services.version(report.own))
    return await _page(request, ledger, settings, head, report, form)


@post(BASE + "/events", status_code=200)
async def keep(
    request: AnyRequest, ledger: Ledger, settings: Settings, staff: Staff, name: str
) -> Response[Any]:
    """The events that took place beside the workshops."""
    form = EventsForm(await request.form())
    if not form.ok:
        head, report = await ledger.read(process, name)
        return await _page(request, ledger, settings, head, report, form)
    await ledger.write(act, staff.name, services.keep_events, name, form.events, seen=form.seen)
    return back_to(f"/concepts/{name}/process?done=1")


@get([f"{BASE}.{format}" for format in FORMATS])
async def report_file(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str
) -> Response[Any]:
    """The report as a file, in `language` or that of the reader."""
    language = request.query_params.get("language", "") or catalogues.current()
    if language not in catalogues.offered():
        raise Missing
    head, report = await ledger.read(process, name)
    format = request.scope["path"].rpartition(".")[2]
    file = await asyncio.to_thread(
        written, head, report, format, language, _today(settings), utc_now()
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{head.name}-process.{format}"',
        "Cache-Control": "no-store",
    }
    kind = FORMATS[format]
    return Response(file, media_type=kind, headers=headers)


def written(
    head: Head, report: Report, format: str, language: str, today: dt.date, now: dt.datetime
) -> bytes:
    """The report as a file of this format.

    Raises:
        KeyError: no such format.
    """
    told = document(head, report, language=language, today=today)
    return content(told, table(report, language=language), format, now=now)


async def _page(
    request: AnyRequest,
    ledger: Ledger,
    settings: Settings,
    head: Head,
    report: Report,
    form: Form,
) -> Response[Any]:
    told = document(head, report, language=catalogues.current(), today=_today(settings))
    rows = form.rows if isinstance(form, EventsForm) else list(range(len(report.own)))
    spare = range(max(rows, default=-1) + 1, MOST_EVENTS)[:SPARE]
    return page(
        request,
        "workshops/process/report.html",
        200 if form.ok else 422,
        concept=head,
        title=NAME,
        report=report,
        document=told,
        blocks=[(type(block).__name__, block) for block in told.blocks],
        form=form,
        rows=[*rows, *spare],
        formats=list(FORMATS),
        done=await just_done(request, ledger, head.id),
    )


def _today(settings: Settings) -> dt.date:
    return utc_now().astimezone(zone(settings.timezone)).date()


ROUTES = [report_page, keep, report_file]
