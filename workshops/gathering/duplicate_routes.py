"""Duplicates across events: suggested, searched for, put together, taken apart."""

from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Message, Missing, say
from app.web.pages import AnyRequest, back_to, page
from workshops.concepts.answers import just_done
from workshops.concepts.history import act
from workshops.exports.voices import voice
from workshops.gathering.board import duplicates_page
from workshops.gathering.duplicates import keep_apart, put_together, reconsider, take_apart
from workshops.gathering.forms import ChoiceForm
from workshops.gathering.settling import Unsettled, unsettled
from workshops.merging.rules import wrong_title
from workshops.schemes.values import shown_value

TOO_FEW = say("Choose at least two measures that say the same.")


@get("/concepts/{name:str}/priorities/duplicates")
async def duplicates(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """Suggestions, and what is put together already."""
    return await _page(request, ledger, name, ChoiceForm(request.query_params), search=False)


@post("/concepts/{name:str}/priorities/duplicates", status_code=200)
async def search(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """Look for measures to put together; what was chosen stays chosen."""
    return await _page(request, ledger, name, ChoiceForm(await request.form()))


@post("/concepts/{name:str}/priorities/merges", status_code=200)
async def merge(request: AnyRequest, ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    """Put the chosen measures together, or say beside the form what is missing. Where they say
    different things, the page asks first which of them stays."""
    form = ChoiceForm(await request.form())
    wrong = TOO_FEW if len(form.chosen) < 2 else wrong_title(form.title)
    if wrong:
        return await _page(request, ledger, name, form, error=wrong)
    target = form.target or min(form.chosen)
    rest = form.chosen - {target}
    if not form.settled:
        found = await ledger.read(unsettled, name, target, rest)
        if found.anything:
            return _settling_page(request, found, form)
    to, by, verb = catalogues.current(), staff.name, put_together
    await ledger.write(act, by, verb, name, target, rest, form.title, to, form.columns)
    return _back(name)


@post("/concepts/{name:str}/priorities/merges/{measure_id:int}/removal", status_code=200)
async def unmerge(ledger: Ledger, staff: Staff, name: str, measure_id: int) -> Response[Any]:
    """Take a measure out of what it is part of."""
    await ledger.write(act, staff.name, take_apart, name, measure_id)
    return _back(name)


@post("/concepts/{name:str}/priorities/dismissals", status_code=200)
async def dismiss(request: AnyRequest, ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    """Two measures are not the same; or, with `again`, they may be suggested again."""
    form = ChoiceForm(await request.form())
    if len(form.chosen) != 2:
        raise Missing
    one, other = sorted(form.chosen)
    verb = reconsider if form.values.get("again") else keep_apart
    await ledger.write(act, staff.name, verb, name, one, other)
    return _back(name)


async def _page(
    request: AnyRequest,
    ledger: Ledger,
    name: str,
    form: ChoiceForm,
    *,
    search: bool = True,
    error: Message | None = None,
) -> Response[Any]:
    words = form.words if search else None
    found = await ledger.read(duplicates_page, name, words, form.chosen)
    return page(
        request,
        "workshops/gathering/duplicates.html",
        422 if error else 200,
        data=found,
        concept=found.concept,
        form=form,
        error=error,
        done=await just_done(request, ledger, found.concept.id),
    )


def _settling_page(request: AnyRequest, found: Unsettled, form: ChoiceForm) -> Response[Any]:
    speaker = voice(catalogues.current())
    columns = [
        (column, [(id, shown_value(column, value, speaker)) for id, value in values.items()])
        for column, values in found.columns
    ]
    template = "workshops/gathering/settle.html"
    return page(request, template, data=found, columns=columns, form=form)


def _back(name: str) -> Response[Any]:
    return back_to(f"/concepts/{name}/priorities/duplicates?done=1")


ROUTES = [duplicates, search, merge, unmerge, dismiss]
