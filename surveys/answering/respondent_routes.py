"""Page by page through the questions: every answer is saved as soon as it comes."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post, put

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language.clock import day
from app.refused import Missing
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, is_htmx
from app.web.security import Limits
from surveys import flow
from surveys.answering.cookie import Respondent
from surveys.answering.end_routes import finished
from surveys.answering.pages import (
    address_of,
    chosen_language,
    led_to,
    sent_by,
    show,
    spoken,
    walk_of,
)
from surveys.answering.screens import Sent, Walk, move, read, require
from surveys.answering.services import Held, image, save
from surveys.questionnaire import Value

STAYS = {"language", "move", "more"}
"""Buttons that show the same page again."""


@get("/s/{run:str}/{place:int}")
async def look(request: AnyRequest, held: Respondent, place: int) -> Response[Any]:
    """A page of questions; who may not be there yet is led to where they are."""
    walk, at = _at(held, place)
    led = walk.led(at)
    if led != at:
        return back_to(address_of(held, led))
    unfinished = walk.unfinished(at, held.language)
    return show(request, held, walk, at, language=held.language, form=unfinished)


@put("/s/{run:str}/{place:int}")
async def keep(
    request: AnyRequest, ledger: Ledger, limits: Limits, held: Respondent, place: int
) -> Response[Any]:
    """Save one answer as it is now: `question` names it. 204: saved; with a page: saved, and the
    page asks something else now; 202: kept, but there is something wrong with it, and the answer
    is what it was; 422: not even kept."""
    limits.respondent(held.holder)
    walk, at = _at(held, place)
    form = await sent_by(request, held)
    questions = [one for one in walk.asked(at) if one.name == form.values.get("question")]
    sent = read(walk, questions, form, held.language)
    if sent.unkept or not questions:
        return Response(None, status_code=422)
    after = walk.with_answers(await _saved(ledger, held, sent, at))
    if sent.wrong:
        return Response("", status_code=202)
    if _asks_the_same(walk, after, at):
        return Response(None, status_code=204)
    return show(request, held, after, at, language=held.language)


@post("/s/{run:str}/{place:int}", status_code=200)
async def answer(
    request: AnyRequest, ledger: Ledger, limits: Limits, held: Respondent, place: int
) -> Response[Any]:
    """What is on the page is saved; then on, back, or the same page: in another language, with a
    choice moved, or because something is missing or wrong."""
    limits.respondent(held.holder)
    walk, at = _at(held, place)
    form = await sent_by(request, held)
    questions = [one for one in walk.asked(at) if one.name in form.many("asked")]
    sent = read(walk, questions, form, held.language)
    for question in questions if "move" in form.values else ():
        move(walk, question, sent, form.values["move"], held.language)
    language = chosen_language(form, held)
    after = walk.with_answers(await _saved(ledger, held, sent, at, language))
    if STAYS & form.values.keys():
        return _again(request, held, after, at, form, sent, language)
    back = form.values.get("go") == "back"
    still = {one.name: one for one in after.asked(at)}
    if not back:
        require(after, (one for one in questions if one.name in still), sent, form, language)
    if sent.wrong & still.keys() and not (back and (is_htmx(request) or not sent.unkept)):
        return show(
            request, held, after, at, language=language, form=form, typed=sent.typed, status=422
        )
    if not back and not still.keys() <= {one.name for one in questions}:
        return show(request, held, after, at, language=language, more=True)
    return await _onward(request, ledger, held, after, at, form)


@get("/s/{run:str}/images/{name:str}")
async def picture(ledger: Ledger, held: Respondent, name: str) -> Response[bytes]:
    """A picture of a choice."""
    found = await ledger.read(image, held.code, name)
    headers = {"Cache-Control": "private, max-age=3600"}
    return Response(found.content, media_type=found.content_type, headers=headers)


def _at(held: Held, place: int) -> tuple[Walk, int]:
    """
    Raises:
        Missing: there is no such page.
    """
    if not 1 <= place <= len(flow.screens(held.questionnaire)):
        raise Missing
    return walk_of(held, day(utc_now())), place - 1


async def _saved(
    ledger: Ledger, held: Held, sent: Sent, at: int, language: str | None = None
) -> Mapping[str, Value]:
    return await ledger.write(
        save,
        held.code,
        held.holder,
        sent.entries,
        emptied=sent.emptied,
        place=at,
        language=language,
        now=utc_now(),
    )


async def _onward(
    request: AnyRequest, ledger: Ledger, held: Held, walk: Walk, at: int, form: Form
) -> Response[Any]:
    """To the page before or behind this one; from the last one to the end, if it said so."""
    go = form.values.get("go")
    target = walk.back(at) if go == "back" else walk.onward(at)
    if go == "back" and target is None:
        return led_to(request, f"/s/{held.code}/privacy")
    if target is None and go == "finish":
        return await finished(request, ledger, held, walk)
    if target is not None:
        await ledger.write(save, held.code, held.holder, {}, place=target, now=utc_now())
    return led_to(request, address_of(held, target))


def _again(
    request: AnyRequest, held: Held, walk: Walk, at: int, form: Form, sent: Sent, language: str
) -> Response[Any]:
    """The same page with all that was typed. Nothing is said of what is not finished yet."""
    form.errors.clear()
    shown = show(request, held, walk, at, language=language, typed=sent.typed)
    return spoken(request, held, shown, language)


def _asks_the_same(before: Walk, after: Walk, at: int) -> bool:
    """Whether the same questions stand on the page, with the same earlier answers in them."""
    if before.asked(at) != after.asked(at):
        return False
    texts = [text for one in after.asked(at) for text in (*one.label.values(), *one.hint.values())]
    return not any("${" in text for text in texts)


ROUTES = [look, keep, answer, picture]
