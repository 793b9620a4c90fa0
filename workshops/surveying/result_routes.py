"""The moderator's hand on a closed survey: the wall, texts, and what becomes a measure."""

from typing import Any

from litestar import Response, get

from app.database.base import LARGEST, utc_now
from app.database.ledger import Ledger
from app.refused import Missing, Refused
from app.settings import Settings
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, fragment, is_htmx
from workshops.agenda.room import room
from workshops.measures.rules import LONGEST
from workshops.moderation.answers import address, after_change, console_page
from workshops.moderation.visitor import do, workshop_of
from workshops.surveying.deciding import (
    DECISIONS,
    decide_on_texts,
    put_words_together,
    show_on_wall,
    take_words_apart,
)
from workshops.surveying.services import text_of_step
from workshops.surveying.takeover import picked_in, take_into_room

STEP = "/moderation/{code:str}/steps/{step_id:int}/survey"


@put_or_post(STEP + "/wall")
async def show(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """The wall shows the results of this question."""
    question = Form(await request.form()).values.get("question", "")
    await do(request, ledger, show_on_wall, step_id, question=question)
    return await after_change(request, ledger, settings)


@put_or_post(STEP + "/texts")
async def decide(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """Approve or hide one text, or all that are new."""
    form = Form(await request.form())
    state, question = form.choice("state", DECISIONS), form.values.get("question", "")
    if not form.ok:
        raise Missing
    key = form.values.get("key", "")
    await do(request, ledger, decide_on_texts, step_id, question=question, state=state, key=key)
    return await after_change(request, ledger, settings)


@put_or_post(STEP + "/words")
async def group_words(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """Put the ticked words together; `apart` is the key of a text whose group ends."""
    form = Form(await request.form())
    question, apart = form.values.get("question", ""), form.values.get("apart", "")
    if apart:
        await do(request, ledger, take_words_apart, step_id, question=question, key=apart)
    else:
        keys = form.many("key")
        await do(request, ledger, put_words_together, step_id, question=question, keys=keys)
    return await after_change(request, ledger, settings)


@get(STEP + "/measure")
async def open_form(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[str]:
    """The form for taking over a text as a measure, in its place."""
    return await _form(request, ledger, settings, step_id, Form(request.query_params))


@put_or_post(STEP + "/measure")
async def take_over(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """Take over a text as a measure of the room."""
    form = Form(await request.form())
    field_id = form.whole("field_id", low=1, high=LARGEST)
    if field_id is None:
        return await _form(request, ledger, settings, step_id, form)
    picked = picked_in(form, step_id)
    try:
        await do(request, ledger, take_into_room, picked, field_id=field_id, now=utc_now())
    except Refused as refusal:
        form.refuse("text", refusal.message)
        return await _form(request, ledger, settings, step_id, form)
    return await after_change(request, ledger, settings, closes=f"edit-{picked.key}")


async def _form(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int, form: Form
) -> Response[str]:
    """`text`: as it was written, until something else is typed."""
    workshop_id, sent = workshop_of(request), form.values
    question, key = sent.get("question", ""), sent.get("key", "")
    written = await ledger.read(text_of_step, workshop_id, step_id, question=question, key=key)
    editing: dict[str, Any] = {
        "taking": key,
        "question": question,
        "step_id": step_id,
        "text": sent.get("text", written.entry.text),
        "language": sent.get("language", written.entry.language),
        "languages": written.languages,
        "field_id": sent.get("field_id", ""),
        "errors": form.errors,
        "most": LONGEST,
    }
    status = 200 if form.ok else 422
    if not is_htmx(request):
        return await console_page(request, ledger, settings, status, editing=editing)
    here = await ledger.read(room, workshop_id)
    context = {"editing": editing, "base": address(request), "room": here}
    return fragment(request, "workshops/surveying/_take_over.html", status, **context)


ROUTES = [show, decide, group_words, open_form, take_over]
