"""The moderator's side of a rating: its criteria, their weights, and the table as a file."""

import asyncio
from typing import Any

from litestar import Response, get, post

from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Refused
from app.settings import Settings
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, fragment, is_htmx
from workshops.moderation.answers import address, after_change, console_page
from workshops.moderation.visitor import do, workshop_of
from workshops.ratings.criteria import add_criterion, set_criterion, weigh
from workshops.ratings.export import FORMATS, document, file_name, written
from workshops.ratings.forms import CriterionForm, read_criterion, read_weights
from workshops.ratings.reads import languages_of
from workshops.ratings.results import result_to_export


@put_or_post("/moderation/{code:str}/steps/{step_id:int}/weights")
async def set_weights(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """Weigh the criteria anew and say how many goals are chosen; the effect is seen at once."""
    weights, first = read_weights(Form(await request.form()))
    await do(request, ledger, weigh, step_id, weights=weights, first=first)
    return await after_change(request, ledger, settings)


@get("/moderation/{code:str}/steps/{step_id:int}/criteria/new")
async def new_criterion(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[str]:
    """The form for a criterion of one's own."""
    await ledger.read(languages_of, workshop_of(request), step_id)
    return await _form(request, ledger, settings, CriterionForm(step_id, {}))


@post("/moderation/{code:str}/steps/{step_id:int}/criteria", status_code=200)
async def create_criterion(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """Add it, or say beside the field what is wrong with it."""
    languages = await ledger.read(languages_of, workshop_of(request), step_id)
    data = Form(await request.form())
    titles = read_criterion(data, languages)
    if not data.ok:
        wrong = CriterionForm(step_id, titles, errors=data.errors)
        return await _form(request, ledger, settings, wrong, 422)
    try:
        await do(request, ledger, add_criterion, step_id, titles=titles)
    except Refused as refusal:
        wrong = CriterionForm(step_id, titles, error=refusal.message)
        return await _form(request, ledger, settings, wrong, refusal.status)
    return await after_change(request, ledger, settings, closes="new-criterion")


@put_or_post("/moderation/{code:str}/steps/{step_id:int}/criteria/{criterion_id:int}")
async def change_criterion(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int, criterion_id: int
) -> Response[Any]:
    """Take a criterion away, or bring it back."""
    used = Form(await request.form()).choice("used", ("yes", "no")) == "yes"
    await do(request, ledger, set_criterion, step_id, criterion_id, used=used)
    return await after_change(request, ledger, settings)


async def _form(
    request: AnyRequest,
    ledger: Ledger,
    settings: Settings,
    form: CriterionForm,
    status: int = 200,
) -> Response[str]:
    if not is_htmx(request):
        return await console_page(request, ledger, settings, status, editing={"criterion": form})
    languages = await ledger.read(languages_of, workshop_of(request), form.step_id)
    return fragment(
        request,
        "workshops/ratings/_criterion.html",
        status,
        editing={"criterion": form},
        base=address(request),
        spoken=languages,
    )


@get([f"/moderation/{{code:str}}/steps/{{step_id:int}}/ratings.{format}" for format in FORMATS])
async def export(request: AnyRequest, ledger: Ledger, step_id: int) -> Response[Any]:
    """The ranked table as a file, in the language of the page it was asked from."""
    room, result = await ledger.read(result_to_export, workshop_of(request), step_id)
    format = request.scope["path"].rpartition(".")[2]
    language = catalogues.current()
    content = await asyncio.to_thread(written, document(room, result, language), format)
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(room, format)}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=FORMATS[format], headers=headers)


ROUTES = [set_weights, new_criterion, create_criterion, change_criterion, export]
