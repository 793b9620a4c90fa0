"""The moderator sets the question and keeps notes."""

from dataclasses import dataclass, field
from typing import Any

from litestar import Response, get

from app.database.ledger import Ledger
from app.refused import Message, Missing, Refused
from app.settings import Settings
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, fragment, is_htmx
from workshops.agenda.room import Room
from workshops.discussion.reads import question_form
from workshops.discussion.rules import (
    LONGEST_NOTES,
    LONGEST_QUESTION,
    MEASURES,
    MOST_FIRST,
    NOTHING,
    RESULTS,
    Talk,
    talk_of,
)
from workshops.discussion.services import ask, take_notes
from workshops.moderation.answers import address, after_change, console_page
from workshops.moderation.visitor import do, workshop_of


@dataclass(frozen=True, slots=True)
class TalkForm:
    """A form as it was stored or typed. `now` holds notes that somebody else wrote meanwhile."""

    step_id: int
    talk: Talk
    first: str
    now: str = ""
    most: int = LONGEST_QUESTION
    errors: dict[str, Message] = field(default_factory=dict)


@get("/moderation/{code:str}/steps/{step_id:int}/question")
async def open_question(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[str]:
    """The form for the question and what stands beside it."""
    room, talk = await ledger.read(question_form, workshop_of(request), step_id)
    form = TalkForm(step_id, talk, str(talk.first))
    return await _show(request, ledger, settings, room, "question", form)


@put_or_post("/moderation/{code:str}/steps/{step_id:int}/question")
async def set_question(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """Set the question, or say beside the field what is wrong with it."""
    room, talk = await ledger.read(question_form, workshop_of(request), step_id)
    data = Form(await request.form())
    texts = {
        tag: data.text(f"text-{tag}", most=LONGEST_QUESTION, required=None)
        for tag in room.languages
    }
    options = [NOTHING, MEASURES, RESULTS, *(str(one.id) for one in room.fields)]
    beside = data.choice("beside", options)
    first = data.whole("first", low=1, high=MOST_FIRST)
    if not data.ok or first is None:
        typed = Talk(texts, beside, talk.first, talk.notes)
        form = TalkForm(step_id, typed, data.values.get("first", ""), errors=data.errors)
        return await _show(request, ledger, settings, room, "question", form, 422)
    await do(request, ledger, ask, step_id, texts=texts, beside=beside, first=first)
    return await after_change(request, ledger, settings, closes="edit-question")


@get("/moderation/{code:str}/steps/{step_id:int}/notes")
async def open_notes(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[str]:
    """The form for the moderators' notes."""
    room, talk = await ledger.read(question_form, workshop_of(request), step_id)
    form = TalkForm(step_id, talk, "", now=talk.notes)
    return await _show(request, ledger, settings, room, "notes", form)


@put_or_post("/moderation/{code:str}/steps/{step_id:int}/notes")
async def keep_notes(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """Keep the notes. Who writes while another moderator does gets both, to put them together."""
    workshop_id = workshop_of(request)
    room, _ = await ledger.read(question_form, workshop_id, step_id)
    data = Form(await request.form())
    notes = data.text("notes", most=LONGEST_NOTES, required=None)
    if data.ok:
        try:
            opened = data.values.get("opened", "").strip()
            await do(request, ledger, take_notes, step_id, notes=notes, opened=opened)
            return await after_change(request, ledger, settings, closes="edit-notes")
        except Refused as refusal:
            data.refuse("notes", refusal.message)
    room, talk = await ledger.read(question_form, workshop_id, step_id)
    typed = talk_of({**talk.stored(), "notes": notes})
    form = TalkForm(step_id, typed, "", now=talk.notes, errors=data.errors)
    return await _show(request, ledger, settings, room, "notes", form, 422)


async def _show(
    request: AnyRequest,
    ledger: Ledger,
    settings: Settings,
    room: Room,
    name: str,
    form: TalkForm,
    status: int = 200,
) -> Response[str]:
    """The form in its place; without a script, on the whole console."""
    if not is_htmx(request):
        if room.step.id != form.step_id:
            raise Missing  # the console shows another step: there is no place for the form
        return await console_page(request, ledger, settings, status, editing={name: form})
    context = {"editing": {name: form}, "base": address(request), "room": room}
    return fragment(request, f"workshops/discussion/_{name}.html", status, **context)


ROUTES = [open_question, set_question, open_notes, keep_notes]
