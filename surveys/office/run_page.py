"""The page of one run."""

from typing import Any

from litestar import Response

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.language.clock import zone
from app.refused import Missing, say
from app.settings import Settings
from app.web.door import door
from app.web.forms import Form
from app.web.pages import AnyRequest, page
from surveys.answering import tickets
from surveys.answering.rules import MOST
from surveys.answering.runs import RunLine
from surveys.office.reads import SurveyPage, survey_page
from surveys.office.run_forms import RunForm

RUN = "/surveys/{name:str}/runs/{run:str}"
AT_ONCE = 500
QR_LABEL = say("QR code to the survey")


async def found_run(ledger: Ledger, name: str, run: str) -> tuple[SurveyPage, RunLine]:
    """The survey and its run with this code.

    Raises:
        Missing: there is no such survey, or the run is not one of its own.
    """
    found = await ledger.read(survey_page, name, utc_now())
    for line in found.runs:
        if line.code == run:
            return found, line
    raise Missing


async def run_page(
    request: AnyRequest,
    ledger: Ledger,
    settings: Settings,
    found: SurveyPage,
    run: RunLine,
    *,
    form: Form | None = None,
    cards: Form | None = None,
) -> Response[Any]:
    """The run's page; with the form of its plan or of its links in which something is wrong."""
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
        now=utc_now(),
        saved=request.query_params.get("done") == "saved",
    )


def chosen(form: Form, *known: str) -> str:
    """The state that a button sent.

    Raises:
        Missing: it is none of these.
    """
    state = form.choice("state", known)
    if not form.ok:
        raise Missing
    return state
