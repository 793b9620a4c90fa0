"""Personal links of a run: made, printed, blocked."""

import asyncio
from typing import Any

from litestar import Response, get, post

from app.database.ledger import Ledger
from app.documents import cards
from app.refused import Refused, say
from app.settings import Settings
from app.web.download import download
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to
from surveys.answering import ticket_sheet, tickets
from surveys.answering.rules import MOST
from surveys.office.run_page import AT_ONCE, RUN, chosen, found_run, run_page


@post(RUN + "/tickets", status_code=200)
async def make_tickets(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str, run: str
) -> Response[Any]:
    """So many further personal links."""
    found, line = await found_run(ledger, name, run)
    form = Form(await request.form())
    count = form.whole("count", low=1, high=AT_ONCE)
    if count is None:
        return await run_page(request, ledger, settings, found, line, cards=form)
    made = await ledger.write(tickets.make_tickets, line.code, count, secret=settings.secret)
    query = f"from={made.start}&to={made.stop - 1}"
    return back_to(f"/surveys/{name}/runs/{line.code}?{query}#links")


@post(RUN + "/tickets/{number:int}/state", status_code=200)
async def set_ticket(
    request: AnyRequest, ledger: Ledger, name: str, run: str, number: int
) -> Response[Any]:
    """Block a personal link, or make it valid again."""
    _, line = await found_run(ledger, name, run)
    blocked = chosen(Form(await request.form()), "blocked", "valid") == "blocked"
    await ledger.write(tickets.block_ticket, line.code, number, blocked)
    return back_to(f"/surveys/{name}/runs/{line.code}#ticket-{number}")


@get(RUN + "/cards.pdf")
async def sheet(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str, run: str
) -> Response[bytes]:
    """The personal links from one number to another, to be cut apart."""
    _, line = await found_run(ledger, name, run)
    numbers = _numbers(request)
    found = await ledger.read(tickets.sheet_of, line.code, numbers, settings.secret)
    content = await asyncio.to_thread(cards.write, ticket_sheet.cards(found, settings.public_url))
    return download(content, f"cards-{line.code}-{numbers.start}-{numbers.stop - 1}.pdf")


@get(RUN + "/cards.csv")
async def table(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str, run: str
) -> Response[bytes]:
    """The same as a table, for letters and mails that others send."""
    _, line = await found_run(ledger, name, run)
    found = await ledger.read(tickets.sheet_of, line.code, _numbers(request), settings.secret)
    content = ticket_sheet.table(found, settings.public_url)
    return download(content, f"links-{line.code}.csv", "text/csv")


def _numbers(request: AnyRequest) -> range:
    form = Form(request.query_params)
    first = form.whole("from", low=1, high=MOST)
    last = form.whole("to", low=1, high=MOST)
    if first is None or last is None or not first <= last < first + AT_ONCE:
        raise Refused(
            say("Please choose up to %(most)d numbers, the smaller one first.", most=AT_ONCE), 422
        )
    return range(first, last + 1)


ROUTES = [make_tickets, set_ticket, sheet, table]
