"""A survey's own page, publishing, and its pictures."""

import datetime as dt
from typing import Any

from litestar import Response, get, post

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language.clock import day
from app.settings import Settings
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from surveys import retention
from surveys.office.concepts import ConceptLine, concepts
from surveys.office.forms import FrameForm
from surveys.office.images import image_of
from surveys.office.isolating import isolated
from surveys.office.judging import judged
from surveys.office.reads import SurveyPage, survey_page
from surveys.office.run_forms import RunForm
from surveys.office.services import set_frame
from surveys.office.texts import missing
from surveys.publishing import changed_by, publish_draft


@get("/surveys/{name:str}")
async def survey(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str
) -> Response[Any]:
    """What is next to do, the runs, and what the survey belongs to."""
    now = utc_now()
    found = await ledger.read(survey_page, name, now)
    if found.delete_on and found.delete_on <= day(now) and found.begun:
        await ledger.write(retention.forget, now)
        found = await ledger.read(survey_page, name, now)
    return await survey_answer(request, ledger, settings, found)


@post("/surveys/{name:str}", status_code=200)
async def frame(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str
) -> Response[Any]:
    """The concept it belongs to, and the day on which its answers are deleted."""
    found = await ledger.read(survey_page, name, utc_now())
    known = await ledger.read(concepts)
    form = FrameForm(await request.form(), [one.id for one in known], day(utc_now()))
    if not form.ok:
        return await survey_answer(request, ledger, settings, found, frame=form)
    await ledger.write(set_frame, name, concept_id=form.concept_id, delete_on=form.delete_on)
    return back_to(f"/surveys/{name}?done=saved#frame")


async def survey_answer(
    request: AnyRequest,
    ledger: Ledger,
    settings: Settings,
    found: SurveyPage,
    *,
    frame: Form | None = None,
    run: Form | None = None,
) -> Response[Any]:
    """The survey's page; with a form in which something is wrong."""
    known = await ledger.read(concepts)
    stops, hints = judged(found)
    original = found.questionnaire.original
    return page(
        request,
        "surveys/office/survey.html",
        422 if frame or run else 200,
        survey=found,
        stops=stops,
        hints=hints,
        next=next_to_do(found, bool(stops)),
        todo=[(tag, missing(found.questionnaire, tag)) for tag in found.questionnaire.languages],
        original=original,
        concepts=known,
        concept=_concept(known, found.concept_id),
        frame=frame or _frame(found),
        run=run or RunForm.empty(),
        today=day(utc_now()),
        saved=request.query_params.get("done") == "saved",
    )


def next_to_do(found: SurveyPage, stops: bool) -> str:
    """write, mend, publish, run, open, results: the one next thing."""
    if not list(found.questionnaire.questions()):
        return "write"
    if found.draft.version is None:
        return "mend" if stops else "publish"
    if not found.runs:
        return "run"
    if any(run.standing == "open" for run in found.runs):
        return "open"
    return "results" if found.begun else "open"


@get("/surveys/{name:str}/publication")
async def ask_publication(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """What keeps the draft from being published, or what would change."""
    found = await ledger.read(survey_page, name, utc_now())
    stops, hints = judged(found)
    return page(
        request,
        "surveys/office/publication.html",
        survey=found,
        stops=stops,
        hints=hints,
        changes=[isolated(one) for one in changed_by(found.draft)],
    )


@post("/surveys/{name:str}/publication", status_code=200)
async def publish(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    form = Form(await request.form())
    stamp = form.whole("stamp", low=1, high=999_999_999) or 0
    await ledger.write(publish_draft, name, stamp=stamp, now=utc_now())
    return back_to(f"/surveys/{name}")


@get("/surveys/{name:str}/images/{image:str}")
async def picture(ledger: Ledger, name: str, image: str) -> Response[bytes]:
    content_type, content = await ledger.read(image_of, name, image)
    headers = {"Cache-Control": "private, max-age=86400"}
    return Response(content, media_type=content_type, headers=headers)


def _concept(known: tuple[ConceptLine, ...], id: int | None) -> ConceptLine | None:
    return next((one for one in known if one.id == id), None)


def _frame(found: SurveyPage) -> Form:
    until: dt.date | None = found.delete_on
    return Form(
        {
            "concept": str(found.concept_id or ""),
            "delete_on": until.isoformat() if until else "",
        }
    )


ROUTES = [
    survey,
    frame,
    ask_publication,
    publish,
    picture,
]
