"""From a card to the workshop: what opening it does here, and the button that does it."""

from functools import partial
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from app.codes import normalise
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Missing, say
from app.settings import Settings
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from app.web.security import Limits
from app.web.surroundings import offer
from workshops.codes.opening import SAME, card_page, open_card
from workshops.codes.rules import digest_of, shown
from workshops.participants.cookie import Guests, card_cookie, new_token, token_of

UNKNOWN = say(
    "This personal code is not valid. Perhaps it was replaced by a new card. "
    "Please check it, or ask at the desk."
)


@get("/P/{card:str}")
async def from_qr(card: str) -> Redirect:
    """The address in the QR code is all capitals, which keeps the symbol small."""
    return back_to(f"/p/{shown(normalise(card))}")


@get("/p/{card:str}")
async def look(
    request: AnyRequest,
    ledger: Ledger,
    limits: Limits,
    settings: Settings,
    guests: Guests,
    card: str,
) -> Response[Any]:
    """What opening this card does in this browser."""
    code = normalise(card)
    address = request.client.host if request.client else ""
    limits.may_guess(address)
    digest = digest_of(settings.secret, code)
    try:
        found = await ledger.read(card_page, digest, partial(_key_in, request, guests))
    except Missing:
        limits.wrong_guess(address)
        return page(request, "home.html", 404, code=code, error=UNKNOWN)
    offer(request, found.languages[0])
    return page(request, "workshops/codes/card.html", card=found, personal=shown(code))


@post("/p")
async def become(
    request: AnyRequest, ledger: Ledger, limits: Limits, settings: Settings, guests: Guests
) -> Response[Any]:
    """This browser becomes the person of the card that was typed or scanned."""
    code = normalise(Form(await request.form()).values.get("code", ""))
    address = request.client.host if request.client else ""
    limits.may_guess(address)
    digest = digest_of(settings.secret, code)
    key_in = partial(_key_in, request, guests)
    try:
        found = await ledger.read(card_page, digest, key_in)
    except Missing:
        limits.wrong_guess(address)
        return page(request, "home.html", 422, code=code, error=UNKNOWN)
    token = new_token()
    outcome = await ledger.write(
        open_card,
        digest,
        key=guests.key(token, found.code),
        before=key_in(found.code),
        language=catalogues.current(),
        now=utc_now(),
    )
    answer = back_to(f"/w/{found.code}")
    if outcome != SAME:
        answer.cookies.append(card_cookie(token, found.code, settings.secure))
    return answer


def _key_in(request: AnyRequest, guests: Guests, code: str) -> str | None:
    token = token_of(request, code)
    return guests.key(token, code) if token else None


ROUTES = [from_qr, look, become]
