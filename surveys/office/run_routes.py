"""Runs: made, changed, opened and closed; their posters."""

from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.language.clock import zone
from app.language.tags import LANGUAGES
from app.refused import say
from app.settings import Settings
from app.web.door import door
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from surveys.answering import runs
from surveys.office.reads import survey_page
from surveys.office.run_forms import RunForm
from surveys.office.run_page import QR_LABEL, RUN, chosen, found_run, run_page
from surveys.office.survey_routes import survey_answer

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
    form = RunForm(await request.form(), zone(settings.timezone), utc_now())
    if not form.ok:
        found = await ledger.read(survey_page, name, utc_now())
        return await survey_answer(request, ledger, settings, found, run=form)
    code = await ledger.write(runs.create_run, name, now=utc_now(), **form.said())
    return back_to(f"/surveys/{name}/runs/{code}")


@get(RUN)
async def see(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str, run: str
) -> Response[Any]:
    found, line = await found_run(ledger, name, run)
    return await run_page(request, ledger, settings, found, line)


@post(RUN, status_code=200)
async def change(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str, run: str
) -> Response[Any]:
    found, line = await found_run(ledger, name, run)
    form = RunForm(await request.form(), zone(settings.timezone), utc_now(), before=line)
    if not form.ok:
        return await run_page(request, ledger, settings, found, line, form=form)
    await ledger.write(runs.change_run, line.code, now=utc_now(), **form.said())
    return back_to(f"/surveys/{name}/runs/{line.code}?done=saved")


@post(RUN + "/state", status_code=200)
async def set_state(request: AnyRequest, ledger: Ledger, name: str, run: str) -> Response[Any]:
    """Open or close it by hand."""
    _, line = await found_run(ledger, name, run)
    if chosen(Form(await request.form()), "open", "closed") == "open":
        await ledger.write(runs.open_run, line.code, now=utc_now())
    else:
        await ledger.write(runs.close_run, line.code)
    return back_to(f"/surveys/{name}/runs/{line.code}")


@get(RUN + "/poster")
async def poster(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str, run: str
) -> Response[Any]:
    """A page to print, in all languages of the survey that we speak."""
    found, line = await found_run(ledger, name, run)
    questionnaire = found.questionnaire
    spoken = [tag for tag in questionnaire.languages if tag in catalogues.offered()]
    return page(
        request,
        "surveys/office/poster.html",
        titles={tag: questionnaire.title.get(tag, "") for tag in questionnaire.languages},
        original=questionnaire.original,
        code=line.code,
        back=f"/surveys/{name}/runs/{line.code}",
        door=door(settings.public_url, "S", line.code, catalogues.words(QR_LABEL)),
        lines=[_poster_line(tag) for tag in spoken or [catalogues.current()]],
    )


def _poster_line(tag: str) -> PosterLine:
    with catalogues.speaking(tag):
        return PosterLine(
            tag, LANGUAGES[tag].direction, catalogues.words(SCAN), catalogues.words(TYPE)
        )


ROUTES = [make, see, change, set_state, poster]
