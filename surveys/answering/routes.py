"""The door of a survey: who may see what, how one begins, goes on elsewhere, and is done."""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from app.accounts.visitor import visitor_of
from app.codes import normalise
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Missing, say
from app.settings import Settings
from app.web.forms import Form
from app.web.home import language_cookie, local_path
from app.web.pages import AnyRequest, back_to, page
from app.web.security import Limits
from surveys.answering import speech
from surveys.answering.cookie import cookie, held_in, interviewer_cookie, is_done, token_in
from surveys.answering.doors import Pass, door_of, pass_of, place_of, receipt, start_page
from surveys.answering.rules import (
    holder_of,
    is_token,
    new_token,
    resume_of,
    shown_ticket,
    shown_token,
    ticket_digest,
)
from surveys.answering.runs import CLOSED
from surveys.answering.services import begin, code_to_resume
from surveys.answering.tickets import run_of_ticket

UNKNOWN = say("There is no workshop and no survey with this code. Please check it and try again.")
TYPED = "typed"
"""In the address: a response's code that was typed on the home page."""

UNKNOWN_TICKET = say("This personal link is not valid. Please check it, or ask for a new one.")
UNKNOWN_TOKEN = say(
    "There are no unfinished answers with this code here. Please check it. "
    "Who has come to the end, or was too late, cannot go on."
)


@get("/S/{run:str}")
async def from_qr(run: str) -> Redirect:
    """The address in the QR code is all capitals, which keeps the symbol small."""
    return back_to(f"/s/{normalise(run)}")


@get("/s/{run:str}")
async def start(
    request: AnyRequest, ledger: Ledger, limits: Limits, settings: Settings, run: str
) -> Response[Any]:
    """The page on which one begins, or the one where this person is."""
    code = normalise(run)
    if code != run:
        return back_to(f"/s/{code}")
    limits.address(_address(request))
    try:
        found = await door_of(ledger, code)
    except Missing:
        return page(request, "home.html", 404, code=code, error=UNKNOWN)
    closed = found.standing == CLOSED
    if TYPED in request.query_params and _from_here(request):
        typed = {"token": shown_token(normalise(request.query_params[TYPED]))}
        brought = await pass_of(request, ledger, settings, found)
        return start_page(request, found, brought=brought, form=Form(typed))
    held = None if closed else await held_in(request, code)
    if held:
        return back_to(place_of(held))
    if is_done(request, code) or (token_in(request, code) and not closed):
        return receipt(request, settings, found)
    return start_page(request, found, brought=await pass_of(request, ledger, settings, found))


@get("/s/{run:str}/privacy")
async def privacy(request: AnyRequest, ledger: Ledger, limits: Limits, run: str) -> Response[Any]:
    """The first page again, for who is answering: who may see what."""
    limits.address(_address(request))
    code = normalise(run)
    held = await held_in(request, code)
    return start_page(request, await door_of(ledger, code), held=held)


@post("/s/{run:str}/responses", status_code=200)
async def become(
    request: AnyRequest, ledger: Ledger, limits: Limits, settings: Settings, run: str
) -> Response[Any]:
    """Begin. Who presses twice, has begun once: the page on which they press has a code ready."""
    limits.address(_address(request))
    code = normalise(run)
    form = Form(await request.form())
    ticket = normalise(form.values.get("ticket", ""))
    if not ticket and (token_in(request, code) or is_done(request, code)):
        return back_to(f"/s/{code}")
    found = await door_of(ledger, code)
    token = normalise(form.values.get("token", ""))
    token = token if is_token(token) else new_token()
    await ledger.write(
        begin,
        code,
        holder=holder_of(settings.secret, token, code),
        resume=resume_of(settings.secret, token),
        ticket=ticket and ticket_digest(settings.secret, ticket),
        staff=found.interviews and await visitor_of(request) is not None,
        language=speech.language_for(request, found.questionnaire, form.values),
        now=utc_now(),
    )
    answer = back_to(f"/s/{code}/1")
    answer.cookies.append(cookie(code, token, settings.secure))
    return answer


@post("/s/{run:str}/resuming", status_code=200)
async def resume(
    request: AnyRequest, ledger: Ledger, limits: Limits, settings: Settings, run: str
) -> Response[Any]:
    """This browser goes on with the response whose code was typed."""
    code = normalise(run)
    form = Form(await request.form())
    token = normalise(form.values.get("token", ""))
    limits.may_guess(_address(request))
    known = await ledger.read(code_to_resume, resume_of(settings.secret, token))
    if known != code:
        limits.wrong_guess(_address(request))
        form.refuse("token", UNKNOWN_TOKEN)
        found = await door_of(ledger, code)
        brought = await pass_of(request, ledger, settings, found)
        return start_page(request, found, brought=brought, form=form)
    answer = back_to(f"/s/{code}")
    answer.cookies.append(cookie(code, token, settings.secure))
    return answer


@post("/s/{run:str}/another", status_code=200)
async def another(settings: Settings, run: str) -> Response[Any]:
    """Somebody else answers on this device. Whose answers were here, goes on by their code."""
    code = normalise(run)
    answer = back_to(f"/s/{code}")
    answer.cookies.append(cookie(code, "", settings.secure))
    return answer


@post("/s/{run:str}/language", status_code=200)
async def change_language(request: AnyRequest, ledger: Ledger, run: str) -> Response[Any]:
    """The same page in another language of the survey, before or after the questions."""
    found = await door_of(ledger, normalise(run))
    form = Form(await request.form())
    tag = form.values.get("language", "")
    target = local_path(form.values.get("next", "/"))
    if tag not in found.questionnaire.languages:
        return back_to(target)
    if found.interviews or tag not in catalogues.offered():
        return back_to(f"{target}?{speech.PARAMETER}={tag}")
    answer = back_to(target)
    answer.cookies.append(language_cookie(request, tag))
    return answer


@get("/T/{ticket:str}")
async def ticket_from_qr(ticket: str) -> Redirect:
    return back_to(f"/t/{shown_ticket(normalise(ticket))}")


@get("/t/{ticket:str}")
async def with_ticket(
    request: AnyRequest, ledger: Ledger, limits: Limits, settings: Settings, ticket: str
) -> Response[Any]:
    """The door for who has a personal link: it opens once, and again and again to interviewers."""
    typed = normalise(ticket)
    limits.may_guess(_address(request))
    known = await ledger.read(run_of_ticket, ticket_digest(settings.secret, typed))
    if known is None:
        limits.wrong_guess(_address(request))
        return page(request, "home.html", 404, code=shown_ticket(typed), error=UNKNOWN_TICKET)
    code, state = known
    if state != "new" and (token_in(request, code) or is_done(request, code)):
        return back_to(f"/s/{code}")
    found = await door_of(ledger, code)
    if not found.interviews:
        before = await held_in(request, code)
        return start_page(request, found, brought=Pass(shown_ticket(typed), state), before=before)
    answer = back_to(f"/s/{code}")
    answer.cookies.append(interviewer_cookie(code, typed, settings.secure))
    return answer


def _from_here(request: AnyRequest) -> bool:
    """Whether a page of ours led here. Who hands over a link with the code of their own answers
    would read what somebody else answers: that code must be typed. Old browsers do not say."""
    return request.headers.get("sec-fetch-site", "same-origin") == "same-origin"


def _address(request: AnyRequest) -> str:
    return request.client.host if request.client else ""


ROUTES = [
    from_qr,
    start,
    privacy,
    become,
    resume,
    another,
    change_language,
    ticket_from_qr,
    with_ticket,
]
