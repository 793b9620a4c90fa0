"""Known shares of the population, by which results can be weighted."""

from typing import Any

from litestar import Response, get, post

from app.database.ledger import Ledger
from app.language import catalogues
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from surveys.results.forms import WeightsForm, typed_margins
from surveys.results.looking import framed, nothing_yet, open_results
from surveys.results.reads import Opened, keep_margins
from surveys.results.summaries import Bars, of_tally
from surveys.results.table import choice_names
from surveys.results.weighting import Weighting, weighting
from surveys.results.wording import Wording, percent

ADDRESS = "/surveys/{name:str}/results/weights"


@get(ADDRESS)
async def weights(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    found = await open_results(ledger, name)
    if found.table is None:
        return nothing_yet(request, found)
    return _page(request, found, Form(typed_margins(found.margins)))


@post(ADDRESS, status_code=200)
async def keep_weights(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    found = await open_results(ledger, name)
    if found.table is None:
        return nothing_yet(request, found)
    form = WeightsForm(await request.form(), found.table.questionnaire.compared())
    if not form.ok:
        return _page(request, found, form)
    await ledger.write(keep_margins, name, form.margins)
    return back_to(f"/surveys/{found.name}/results/weights?saved=1")


def _page(request: AnyRequest, found: Opened, form: Form) -> Response[Any]:
    table = found.table
    assert table is not None
    wording = Wording(catalogues.current(), found.original)
    made = weighting(table, found.margins)
    questions = []
    everybody = table.select({})
    for one in table.questionnaire.compared():
        parts = of_tally(one, everybody.tally(one.name)).parts
        shares = {bar.name: bar.share for bar in parts.bars} if isinstance(parts, Bars) else {}
        choices = [
            (name, wording.choice(one, name), percent(shares[name]) if name in shares else "–")
            for name in choice_names(one)
        ]
        questions.append((one.name, wording.label(one), choices))
    return page(
        request,
        "surveys/results/weights.html",
        200 if form.ok else 422,
        form=form,
        questions=questions,
        made=made,
        missing=_missing(made, found, wording),
        saved="saved" in request.query_params,
        **framed(found),
    )


def _missing(made: Weighting | None, found: Opened, wording: Wording) -> list[tuple[str, str]]:
    """Who is in the population but not among those who answered: question, answer."""
    if made is None or found.table is None:
        return []
    names = list(made.margins)
    return [
        (
            wording.column(found.table, names[place]),
            wording.value(found.table, names[place], value),
        )
        for place, value in made.raked.empty
    ]


ROUTES = [weights, keep_weights]
