"""Runs: made, opened and closed; their link, their poster, their personal links."""

import asyncio
from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.documents import cards
from app.language import catalogues
from app.language.clock import zone
from app.language.content import best_text
from app.language.tags import LANGUAGES
from app.refused import Missing, Refused, say
from app.settings import Settings
from app.web.door import door
from app.web.download import download
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from surveys.answering import runs, tickets
from surveys.answering.rules import MOST
from surveys.answering.runs import RunLine
from surveys.office.reads import SurveyPage, survey_page
from surveys.office.run_forms import RunForm
from surveys.office.survey_routes import survey_answer

RUN = "/surveys/{name:str}/runs/{run:str}"
AT_ONCE = 500
QR_LABEL = say("QR code to the survey")
SCAN = say("Scan this code with your phone and answer a few questions.")
TYPE = say("Or open this address and type the code:")


@dataclass(frozen=True, slots=True)
class PosterLine:
    """The poster's two sentences in one language."""

    tag: str
    direction: str
    scan: str
    type_in: str


@post("/surveys/{name:str}/runs", status_code=200)
async def make(request: AnyRequest, ledger: Ledger, settings: Settings, name: str) -> Response[Any]:
    """A further run, with a link of its own."""
    form = RunForm(await request.form(), zone(settings.timezone))
    if not form.ok:
        found = await ledger.read(survey_page, name, utc_now())
        return await survey_answer(request, ledger, settings, found, run=form)
    code = await ledger.write(runs.create_run, name, now=utc_now(), **form.said())
    return back_to(f"/surveys/{name}/runs/{code}")


@get(RUN)
async def see(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str, run: str
) -> Response[Any]:
    found, line = await _found(ledger, name, run)
    return await _page(request, ledger, settings, found, line)


@post(RUN, status_code=200)
async def change(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str, run: str
) -> Response[Any]:
    found, line = await _found(ledger, name, run)
    form = RunForm(await request.form(), zone(settings.timezone))
    if not form.ok:
        return await _page(request, ledger, settings, found, line, form=form)
    await ledger.write(runs.change_run, line.code, **form.said())
    return back_to(f"/surveys/{name}/runs/{line.code}?done=saved")


@post(RUN + "/state", status_code=200)
async def set_state(request: AnyRequest, ledger: Ledger, name: str, run: str) -> Response[Any]:
    """Open or close it by hand."""
    _, line = await _found(ledger, name, run)
    if _state(Form(await request.form()), "open", "closed") == "open":
        await ledger.write(runs.open_run, line.code, now=utc_now())
    else:
        await ledger.write(runs.close_run, line.code)
    return back_to(f"/surveys/{name}/runs/{line.code}")


@get(RUN + "/poster")
async def poster(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str, run: str
) -> Response[Any]:
    """A page to print, in all languages of the survey that we speak."""
    found, line = await _found(ledger, name, run)
    questionnaire = found.questionnaire
    spoken = [tag for tag in questionnaire.languages if tag in catalogues.offered()]
    return page(
        request,
        "surveys/office/poster.html",
        title=best_text(questionnaire.title, questionnaire.original, questionnaire.original),
        code=line.code,
        back=f"/surveys/{name}/runs/{line.code}",
        door=door(settings.public_url, "S", line.code, catalogues.words(QR_LABEL)),
        lines=[_poster_line(tag) for tag in spoken or [catalogues.current()]],
    )


@post(RUN + "/tickets", status_code=200)
async def make_tickets(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str, run: str
) -> Response[Any]:
    """So many further personal links."""
    found, line = await _found(ledger, name, run)
    form = Form(await request.form())
    count = form.whole("count", low=1, high=AT_ONCE)
    if count is None:
        return await _page(request, ledger, settings, found, line, cards=form)
    made = await ledger.write(tickets.make_tickets, line.code, count, secret=settings.secret)
    query = f"from={made.start}&to={made.stop - 1}"
    return back_to(f"/surveys/{name}/runs/{line.code}?{query}#links")


@post(RUN + "/tickets/{number:int}/state", status_code=200)
async def set_ticket(
    request: AnyRequest, ledger: Ledger, name: str, run: str, number: int
) -> Response[Any]:
    """Block a personal link, or make it valid again."""
    _, line = await _found(ledger, name, run)
    blocked = _state(Form(await request.form()), "blocked", "valid") == "blocked"
    await ledger.write(tickets.block_ticket, line.code, number, blocked)
    return back_to(f"/surveys/{name}/runs/{line.code}#ticket-{number}")


@get(RUN + "/cards.pdf")
async def sheet(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str, run: str
) -> Response[bytes]:
    """The personal links from one number to another, to be cut apart."""
    _, line = await _found(ledger, name, run)
    numbers = _numbers(request)
    found = await ledger.read(tickets.sheet_of, line.code, numbers, settings.secret)
    content = await asyncio.to_thread(cards.write, tickets.cards(found, settings.public_url))
    return download(content, f"cards-{line.code}-{numbers.start}-{numbers.stop - 1}.pdf")


@get(RUN + "/cards.csv")
async def table(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str, run: str
) -> Response[bytes]:
    """The same as a table, for letters and mails that others send."""
    _, line = await _found(ledger, name, run)
    found = await ledger.read(tickets.sheet_of, line.code, _numbers(request), settings.secret)
    content = tickets.table(found, settings.public_url)
    return download(content, f"links-{line.code}.csv", "text/csv; charset=utf-8")


async def _found(ledger: Ledger, name: str, run: str) -> tuple[SurveyPage, RunLine]:
    """The survey and its run with this code.

    Raises:
        Missing: there is no such survey, or the run is not one of its own.
    """
    found = await ledger.read(survey_page, name, utc_now())
    for line in found.runs:
        if line.code == run:
            return found, line
    raise Missing


async def _page(
    request: AnyRequest,
    ledger: Ledger,
    settings: Settings,
    found: SurveyPage,
    run: RunLine,
    *,
    form: Form | None = None,
    cards: Form | None = None,
) -> Response[Any]:
    lines = await ledger.read(tickets.tickets, run.code)
    proposed = Form(request.query_params)
    first, last = (proposed.whole(key, low=1, high=MOST, required=False) for key in ("from", "to"))
    return page(
        request,
        "surveys/office/run.html",
        422 if form or cards else 200,
        survey=found,
        run=run,
        door=door(settings.public_url, "S", run.code, catalogues.words(QR_LABEL)),
        link=f"{settings.public_url.rstrip('/')}/s/{run.code}",
        form=form or RunForm.of(run, zone(settings.timezone)),
        tickets=lines,
        cards=cards or Form(),
        numbers=(first or 1, last or len(lines)),
        most=AT_ONCE,
        saved=request.query_params.get("done") == "saved",
    )


def _numbers(request: AnyRequest) -> range:
    form = Form(request.query_params)
    first = form.whole("from", low=1, high=MOST)
    last = form.whole("to", low=1, high=MOST)
    if first is None or last is None or not first <= last < first + AT_ONCE:
        raise Refused(
            say("Please choose up to %(most)d numbers, the smaller one first.", most=AT_ONCE), 422
        )
    return range(first, last + 1)


def _state(form: Form, *known: str) -> str:
    state = form.choice("state", known)
    if not form.ok:
        raise Missing
    return state


def _poster_line(tag: str) -> PosterLine:
    with catalogues.speaking(tag):
        return PosterLine(
            tag, LANGUAGES[tag].direction, catalogues.words(SCAN), catalogues.words(TYPE)
        )


ROUTES = [make, see, change, set_state, poster, make_tickets, set_ticket, sheet, table]
