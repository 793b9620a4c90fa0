"""Ballots on paper on the console: printed, entered by keyboard, looked up, removed."""

import asyncio
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Missing, Refused
from app.web.download import download
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from workshops.moderation.visitor import do, workshop_of
from workshops.paper import sheets
from workshops.paper.forms import MOST_PRINTED, BallotForm, PrintForm, Shown
from workshops.paper.reads import ballot_on_paper, next_after, paper_page, present_vote
from workshops.paper.rules import HIGHEST_NUMBER, EnteredBefore
from workshops.paper.services import enter_ballot, prepare_ballots, remove_ballot


@get("/moderation/{code:str}/paper")
async def choose(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    """To the ballots of the vote that the room is in or was in last."""
    step_id = await ledger.read(present_vote, workshop_of(request))
    return back_to(_base(request, step_id))


@get("/moderation/{code:str}/steps/{step_id:int}/paper")
async def show(request: AnyRequest, ledger: Ledger, step_id: int) -> Response[str]:
    """The form, with the ballot that was just entered (`entered`) or asked for (`number`)."""
    form = Form(request.query_params)
    entered = form.whole("entered", low=1, high=HIGHEST_NUMBER, required=False)
    wanted = form.whole("number", low=1, high=HIGHEST_NUMBER, required=False)
    if wanted and not entered:
        return await _looked_up(request, ledger, step_id, wanted)
    return await _page(request, ledger, step_id, ballot=entered, saved=bool(entered))


@post("/moderation/{code:str}/steps/{step_id:int}/paper", status_code=200)
async def enter(request: AnyRequest, ledger: Ledger, step_id: int) -> Response[Any]:
    """Save a ballot and go on with the next number; what is wrong is said beside its field."""
    form = BallotForm(await request.form())
    if not form.ok or form.number is None:
        return await _page(request, ledger, step_id, form=form.shown())
    try:
        await do(
            request,
            ledger,
            enter_ballot,
            step_id,
            number=form.number,
            marks=form.marks,
            replaces=form.replaces,
            now=utc_now(),
        )
    except EnteredBefore as before:
        form.refuse("number", before.message)
        kept = form.shown(replaces=form.number)
        return await _page(request, ledger, step_id, form=kept, ballot=form.number)
    except Refused as refused:
        form.refuse("lines", refused.message)
        return await _page(request, ledger, step_id, form=form.shown())
    return back_to(f"{_base(request, step_id)}?entered={form.number}")


@post("/moderation/{code:str}/steps/{step_id:int}/paper/{number:int}/removal", status_code=200)
async def remove(request: AnyRequest, ledger: Ledger, step_id: int, number: int) -> Response[Any]:
    """It was entered by mistake. The journal brings it back."""
    await do(request, ledger, remove_ballot, step_id, number)
    return back_to(_base(request, step_id))


@get("/moderation/{code:str}/steps/{step_id:int}/ballots")
async def print_form(request: AnyRequest, ledger: Ledger, step_id: int) -> Response[str]:
    """How many ballots are printed, in which languages, from which number."""
    return await _print_page(request, ledger, step_id)


@post("/moderation/{code:str}/steps/{step_id:int}/ballots", status_code=200)
async def prepare(request: AnyRequest, ledger: Ledger, step_id: int) -> Response[Any]:
    """Fix the numbers of the lines and the rule, and hand out the PDF."""
    found = await ledger.read(paper_page, workshop_of(request), step_id)
    form = PrintForm(await request.form(), found.languages, found.printed)
    if not form.ok or form.first is None:
        return await _print_page(request, ledger, step_id, form)
    last = form.first + form.total - 1
    await do(request, ledger, prepare_ballots, step_id, last=last)
    wanted = {"first": form.first, **{tag: n for tag, n in form.counts.items() if n}}
    path = f"/moderation/{request.path_params['code']}/steps/{step_id}/ballots.pdf"
    return back_to(f"{path}?{urlencode(wanted)}")


@get("/moderation/{code:str}/steps/{step_id:int}/ballots.pdf")
async def print_ballots(request: AnyRequest, ledger: Ledger, step_id: int) -> Response[bytes]:
    """The ballots, for who has prepared them."""
    found = await ledger.read(paper_page, workshop_of(request), step_id)
    form = PrintForm(request.query_params, found.languages)
    if not form.ok or form.first is None or not sheets.by_fields(found):
        raise Missing
    runs = sheets.runs_of(form.counts, form.first)
    content = await asyncio.to_thread(sheets.write, found, runs)
    return download(content, f"ballots-{found.code}-{runs[0].first}-{runs[-1].last}.pdf")


async def _looked_up(
    request: AnyRequest, ledger: Ledger, step_id: int, number: int
) -> Response[str]:
    """A ballot by its number, in the form: saving replaces it."""
    known = await ledger.read(ballot_on_paper, workshop_of(request), step_id, number)
    form = Shown(str(number), known.typed if known else "", str(number) if known else "")
    return await _page(request, ledger, step_id, form=form, ballot=number)


async def _page(
    request: AnyRequest,
    ledger: Ledger,
    step_id: int,
    *,
    form: Shown | None = None,
    ballot: int | None = None,
    saved: bool = False,
) -> Response[str]:
    workshop_id = workshop_of(request)
    found = await ledger.read(paper_page, workshop_id, step_id)
    shown = None
    if ballot:
        shown = await ledger.read(ballot_on_paper, workshop_id, step_id, ballot)
    status = 422 if form and form.errors else 200
    return page(
        request,
        "workshops/paper/enter.html",
        status,
        paper=found,
        form=form or Shown(str(next_after(found, ballot or found.last))),
        ballot=shown,
        asked=ballot,
        saved=saved,
        base=f"/moderation/{found.code}",
    )


async def _print_page(
    request: AnyRequest, ledger: Ledger, step_id: int, form: PrintForm | None = None
) -> Response[str]:
    found = await ledger.read(paper_page, workshop_of(request), step_id)
    return page(
        request,
        "workshops/paper/print.html",
        422 if form else 200,
        paper=found,
        form=form,
        first=form.values.get("first", "") if form and not form.overtaken else found.printed + 1,
        most=MOST_PRINTED,
        base=f"/moderation/{found.code}",
    )


def _base(request: AnyRequest, step_id: int) -> str:
    return f"/moderation/{request.path_params['code']}/steps/{step_id}/paper"


ROUTES = [choose, show, enter, remove, print_form, prepare, print_ballots]
