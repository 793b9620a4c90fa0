"""All surveys of the office: the list, a new one, a copy, deleting and bringing back."""

from typing import Any

from litestar import Response, get, post

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.language.content import best_text
from app.refused import say
from app.web.pages import AnyRequest, back_to, page
from surveys import retention
from surveys.library import blocks
from surveys.office.forms import NewForm
from surveys.office.reads import removed_surveys, survey_lines, survey_page
from surveys.office.services import begin_survey, copy_survey, remove_survey, return_survey

COPY = say("(copy)")


@get("/surveys")
async def survey_list(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    return page(
        request,
        "surveys/office/list.html",
        lines=await ledger.read(survey_lines, utc_now()),
        removed=await ledger.read(removed_surveys, catalogues.current()),
    )


@get("/surveys/new")
async def new_survey(request: AnyRequest) -> Response[Any]:
    """The form for a survey; `block` is the key of the block that it begins with."""
    chosen = request.query_params.get("block", "")
    return _new_page(request, NewForm({"language": catalogues.current(), "block": chosen}), 200)


@post("/surveys", status_code=200)
async def create(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    form = NewForm(await request.form())
    if not form.ok:
        return _new_page(request, form, 422)
    name = await ledger.write(begin_survey, form.questionnaire(), now=utc_now())
    return back_to(f"/surveys/{name}/questions")


@post("/surveys/{name:str}/copies", status_code=200)
async def copy(ledger: Ledger, name: str) -> Response[Any]:
    suffix = f" {catalogues.words(COPY)}"
    made = await ledger.write(copy_survey, name, now=utc_now(), suffix=suffix)
    return back_to(f"/surveys/{made}")


@get("/surveys/{name:str}/deletion")
async def ask_deletion(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    found = await ledger.read(survey_page, name, utc_now())
    title = best_text(found.questionnaire.title, catalogues.current(), found.questionnaire.original)
    return page(
        request,
        "surveys/office/deletion.html",
        survey=found,
        asked=catalogues.words(say("Delete “%(title)s”?", title=title)),
        until=catalogues.long_date((utc_now() + retention.KEPT).date()),
    )


@post("/surveys/{name:str}/deletion", status_code=200)
async def delete(ledger: Ledger, name: str) -> Response[Any]:
    now = utc_now()
    await ledger.write(retention.forget, now)
    await ledger.write(remove_survey, name, now=now)
    return back_to("/surveys#bin")


@post("/surveys/{name:str}/restoration", status_code=200)
async def restore(ledger: Ledger, name: str) -> Response[Any]:
    await ledger.write(return_survey, name)
    return back_to(f"/surveys/{name}")


def _new_page(request: AnyRequest, form: NewForm, status: int) -> Response[Any]:
    if status == 200:
        form.errors.clear()
    template = "surveys/office/new.html"
    return page(request, template, status, form=form, blocks=blocks(), tags=catalogues.offered())


ROUTES = [survey_list, new_survey, create, copy, ask_deletion, delete, restore]
