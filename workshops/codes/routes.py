"""The moderator's cards: made, printed, blocked, replaced, required."""

import asyncio
from typing import Any

from litestar import Response, get, post

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.documents import cards
from app.refused import Missing
from app.settings import Settings
from app.web.download import download
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from workshops.codes import sheet
from workshops.codes.reads import cards_of, sheet_of
from workshops.codes.rules import MOST, MOST_AT_ONCE
from workshops.codes.services import (
    block_card,
    make_cards,
    replace_card,
    require_cards,
    unblock_card,
)
from workshops.moderation.visitor import do, workshop_of

PRINTED_AT_ONCE = 500


@get("/moderation/{code:str}/codes")
async def show(request: AnyRequest, ledger: Ledger) -> Response[str]:
    """The cards of this workshop."""
    return await _cards_page(request, ledger)


@post("/moderation/{code:str}/codes", status_code=200)
async def make(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[Any]:
    """Make so many further cards."""
    form = Form(await request.form())
    count = form.whole("count", low=1, high=MOST_AT_ONCE)
    if count is None:
        return await _cards_page(request, ledger, form)
    made = await do(
        request,
        ledger,
        make_cards,
        count,
        secret=settings.secret,
        now=utc_now(),
    )
    return back_to(f"{_base(request)}?from={made.start}&to={made.stop - 1}#print")


@get("/moderation/{code:str}/codes.pdf")
async def print_cards(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[bytes]:
    """The cards from one number to another, without those that are blocked."""
    form = Form(request.query_params)
    first = form.whole("from", low=1, high=MOST)
    last = form.whole("to", low=1, high=MOST)
    if first is None or last is None or not first <= last < first + PRINTED_AT_ONCE:
        raise Missing
    numbers = range(first, last + 1)
    found = await ledger.read(sheet_of, workshop_of(request), numbers, settings.secret)
    content = await asyncio.to_thread(cards.write, sheet.cards(found, settings.public_url))
    return download(content, f"cards-{found.code}-{first}-{last}.pdf")


@post("/moderation/{code:str}/codes/requirement", status_code=200)
async def require(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    """Whether only personal codes let people in."""
    form = Form(await request.form())
    required = form.choice("required", ("yes", "no"))
    if not form.ok:
        raise Missing
    await do(request, ledger, require_cards, required == "yes")
    return back_to(_base(request))


@post("/moderation/{code:str}/codes/{number:int}/state", status_code=200)
async def set_state(request: AnyRequest, ledger: Ledger, number: int) -> Response[Any]:
    """Block a card, or make it valid again."""
    form = Form(await request.form())
    state = form.choice("state", ("blocked", "valid"))
    if not form.ok:
        raise Missing
    if state == "blocked":
        await do(request, ledger, block_card, number, now=utc_now())
    else:
        await do(request, ledger, unblock_card, number)
    return back_to(f"{_base(request)}#card-{number}")


@post("/moderation/{code:str}/codes/{number:int}/replacement", status_code=200)
async def replace(
    request: AnyRequest, ledger: Ledger, settings: Settings, number: int
) -> Response[Any]:
    """A new card for the same person."""
    await do(request, ledger, replace_card, number, secret=settings.secret)
    return back_to(f"{_base(request)}?from={number}&to={number}&replaced={number}")


async def _cards_page(
    request: AnyRequest, ledger: Ledger, form: Form | None = None
) -> Response[str]:
    found = await ledger.read(cards_of, workshop_of(request))
    return page(
        request,
        "workshops/codes/cards.html",
        422 if form else 200,
        cards=found,
        base=f"/moderation/{found.code}",
        form=form or Form(),
        numbers=_numbers(request, len(found.cards)),
        replaced=_replaced(request) if not form else None,
        most=MOST_AT_ONCE,
    )


def _numbers(request: AnyRequest, last: int) -> tuple[int, int]:
    """Which cards the form for printing proposes: those just made, else all."""
    form = Form(request.query_params)
    first, until = (form.whole(name, low=1, high=MOST, required=False) for name in ("from", "to"))
    return first or 1, until or last


def _replaced(request: AnyRequest) -> int | None:
    """The card that has just been replaced."""
    form = Form(request.query_params)
    return form.whole("replaced", low=1, high=MOST, required=False)


def _base(request: AnyRequest) -> str:
    return f"/moderation/{request.path_params['code']}/codes"


ROUTES = [show, make, print_cards, require, set_state, replace]
