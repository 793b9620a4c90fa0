"""The yearly report: its page, and its files."""

import asyncio
import datetime as dt
from typing import Any

from litestar import Response, get

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.files.file import File
from app.language import catalogues
from app.refused import Missing
from app.settings import Settings
from app.web.forms import Form
from app.web.pages import AnyRequest, page
from workshops.exports.reports import FORMATS, content
from workshops.followup.answers import WORDS, today_in
from workshops.followup.reads import follow_up
from workshops.followup.rules import FIRST_DAY
from workshops.followup.yearly import Yearly, yearly, years_of
from workshops.followup.yearly_document import document, grid, summary, title


@get("/concepts/{name:str}/follow-up/report")
async def report_page(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str
) -> Response[Any]:
    """What changed in `year`; the present one where none is named."""
    today = today_in(settings)
    found = await ledger.read(follow_up, name)
    report = yearly(found, _year(request, today))
    return page(
        request,
        "workshops/followup/report.html",
        concept=found,
        report=report,
        title=title(report.year),
        summary=summary(report),
        years=years_of(found, today),
        formats=list(FORMATS),
        today=today,
        **WORDS,
    )


@get([f"/concepts/{{name:str}}/follow-up/report.{format}" for format in FORMATS])
async def report_file(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str
) -> Response[Any]:
    """The report as a file, in `language` or that of the reader."""
    language = request.query_params.get("language", "") or catalogues.current()
    if language not in catalogues.offered():
        raise Missing
    today = today_in(settings)
    report = yearly(await ledger.read(follow_up, name), _year(request, today))
    format = request.scope["path"].rpartition(".")[2]
    file = await asyncio.to_thread(written, report, format, language, today, utc_now())
    return Response(file.content, media_type=file.content_type, headers=file.headers)


def written(report: Yearly, format: str, language: str, today: dt.date, now: dt.datetime) -> File:
    """The report as a file of this format.

    Raises:
        KeyError: no such format.
    """
    name = f"{report.concept.name}-{report.year}.{format}"
    told = document(report, language=language, today=today)
    made = content(told, grid(report, language=language), format, now=now)
    return File(name, name, FORMATS[format], made)


def _year(request: AnyRequest, today: dt.date) -> int:
    """
    Raises:
        Missing: what was asked for is no year that has begun.
    """
    asked = Form(request.query_params)
    year = asked.whole("year", low=FIRST_DAY.year, high=today.year, required=False)
    if not asked.ok:
        raise Missing
    return year or today.year


ROUTES = [report_page, report_file]
