"""From the code on the wall to the page on a phone."""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from app.codes import normalise
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.live import Hub
from app.refused import Missing, say
from app.settings import Settings
from app.web.forms import Form
from app.web.home import language_cookie
from app.web.pages import AnyRequest, back_to, page, render
from app.web.security import Limits
from app.web.streams import live
from app.web.surroundings import offer
from surveys.public import page_of
from workshops.agenda.room import phones_topic
from workshops.codes.rules import is_personal
from workshops.groups.door import at_the_door
from workshops.groups.seats import join_group
from workshops.measures.drafts import keep_draft
from workshops.measures.forms import read_draft
from workshops.participants.cookie import Guests, guest_cookie, new_token, token_of
from workshops.participants.guest import Guest
from workshops.participants.pages import show_phone
from workshops.participants.services import choose_language, join, phone_frame, welcome
from workshops.participants.shared import shared_part, stamped

UNKNOWN = say("There is no workshop and no survey with this code. Please check it and try again.")


@get("/join")
async def find(
    request: AnyRequest, ledger: Ledger, limits: Limits, settings: Settings
) -> Response[Any]:
    """From a typed code to the workshop or survey, or to the page of a personal code; an unknown
    one is said beside the field."""
    limits.address(_address(request))
    typed = Form({"code": request.query_params.get("code", "")}).values["code"]
    if is_personal(normalise(typed)):
        return back_to(f"/p/{normalise(typed)}")
    try:
        found = await ledger.read(welcome, normalise(typed))
    except Missing:
        survey = await ledger.read(page_of, normalise(typed), secret=settings.secret)
        return back_to(survey) if survey else _ask_again(request, typed, 422)
    return back_to(f"/w/{found.code}")


@get("/W/{code:str}")
async def from_qr(code: str) -> Redirect:
    """The address in the QR code is all capitals, which keeps the symbol small."""
    return back_to(f"/w/{normalise(code)}")


@get("/w/{code:str}")
async def phone(
    request: AnyRequest, ledger: Ledger, limits: Limits, guests: Guests, code: str
) -> Response[Any]:
    """The page of the present step, or the welcome page for who has not joined yet."""
    if normalise(code) != code:
        return back_to(f"/w/{normalise(code)}")
    guest = await guests.of(request, code)
    if guest is None:
        limits.address(_address(request))
        at_door = await at_the_door(request, ledger, guests, code)
        if isinstance(at_door, Response):
            return at_door
        guest = at_door
    if guest is None:
        return await _welcome(request, ledger, guests, code)
    return await show_phone(request, ledger, guest, thanks=_sent(request))


async def _welcome(request: AnyRequest, ledger: Ledger, guests: Guests, code: str) -> Response[Any]:
    """Who had a card that is not valid any more, is told so: it was blocked, or replaced."""
    try:
        found = await ledger.read(welcome, code)
    except Missing:
        return _ask_again(request, code, 404)
    offer(request, found.languages[0])
    return page(
        request,
        "workshops/participants/welcome.html",
        workshop=found,
        blocked=await guests.blocked(request, code),
        replaced=await guests.had_card(request, code),
    )


def _ask_again(request: AnyRequest, typed: str, status: int) -> Response[str]:
    return page(request, "home.html", status, code=typed, error=UNKNOWN)


def _sent(request: AnyRequest) -> int | None:
    """The proposal that a page without JavaScript has just sent, from the address."""
    value = request.query_params.get("sent", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


@post("/w/{code:str}/participants")
async def become(
    request: AnyRequest,
    ledger: Ledger,
    limits: Limits,
    settings: Settings,
    guests: Guests,
    code: str,
) -> Redirect:
    """Join. The same cookie is the same participant, however often it is sent; by the code of a
    group they join the workshop and the group in one go."""
    limits.address(_address(request))
    code = normalise(code)
    home = await guests.home(code) or code
    token = token_of(request, home) or new_token()
    await ledger.write(
        join if home == code else join_group,
        code,
        key=guests.key(token, home),
        language=catalogues.current(),
        now=utc_now(),
    )
    answer = back_to(f"/w/{code}")
    answer.cookies.append(guest_cookie(token, settings.secure))
    return answer


@post("/w/{code:str}/language")
async def change_language(
    request: AnyRequest, ledger: Ledger, limits: Limits, guest: Guest
) -> Redirect:
    """Show the page in another language, with what was being typed."""
    limits.participant(guest.id)
    form = Form(await request.form())
    tag = form.values.get("language", "")
    answer = back_to(f"/w/{guest.code}")
    if tag in catalogues.offered():
        await ledger.write(choose_language, guest, tag)
        answer.cookies.append(language_cookie(request, tag))
    if "text" in form.values:
        await ledger.write(keep_draft, guest, read_draft(form), now=utc_now())
    return answer


@get("/w/{code:str}/step")
async def step(request: AnyRequest, ledger: Ledger, guest: Guest) -> Response[str]:
    """The present step alone, for a page whose room has moved on."""
    return await show_phone(request, ledger, guest)


@get("/w/{code:str}/live")
async def follow(request: AnyRequest, ledger: Ledger, hub: Hub, guest: Guest) -> Response[Any]:
    """The stream that tells all phones which step the room is in, and nothing else."""
    workshop_id, language = guest.workshop_id, catalogues.current()

    async def frame() -> str:
        now = await ledger.read(phone_frame, workshop_id)
        stamp = stamped(now, await shared_part(hub, ledger, now))
        context = {"stamp": stamp, "news": now.news, "timer": now.room.timer}
        return render("workshops/participants/_room.html", language, **context)

    return await live(request, hub, phones_topic(workshop_id), "phone", frame)


def _address(request: AnyRequest) -> str:
    return request.client.host if request.client else ""


ROUTES = [find, from_qr, phone, become, change_language, step, follow]
