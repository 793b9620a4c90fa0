"""Equal Shares beside the ranking, within a budget; and the election as a file."""

import asyncio
from functools import partial
from typing import Any

from litestar import Response, get

from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Refused, say
from app.web.forms import Form
from app.web.pages import AnyRequest, page
from workshops.gathering.costs import (
    Costed,
    costed,
    election_file,
    made_from,
    second_opinion,
)
from workshops.gathering.election import POINTS, WORTHS, Opinion
from workshops.gathering.later import Later
from workshops.schemes.columns import cents

BUDGET = "budget"
MOMENT = 1.0  # seconds until the page says that it is computing
OPINIONS: Later[Opinion] = Later("equal-shares")


class BudgetForm(Form):
    """A budget in cents, and what a dot is worth. None: no budget was typed, or a wrong one."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        typed = self.values.get(BUDGET, "").strip()
        worth = self.values.get("worth", POINTS)
        self.worth = worth if worth in WORTHS else POINTS
        self.budget: int | None = None
        if not typed:
            return
        try:
            self.budget = cents(typed)
        except Refused as refused:
            self.refuse(BUDGET, refused.message)
        else:
            if not self.budget:
                self.budget = None
                self.refuse(BUDGET, say("Please type an amount above 0."))


@get("/concepts/{name:str}/priorities/equal-shares")
async def equal_shares(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """What a `budget` would buy by the ranking and by Equal Shares, and for whom."""
    form = BudgetForm(request.query_params)
    found = await ledger.read(costed, name, catalogues.current())
    opinion = None
    wanted = bool(form.budget and found.costs)
    if form.budget and wanted:
        make = partial(second_opinion, found, form.budget, form.worth)
        opinion = await OPINIONS.outcome(made_from(found, form.budget, form.worth), make, MOMENT)
    return page(
        request,
        "workshops/gathering/equal_shares.html",
        200 if form.ok else 422,
        data=found,
        concept=found.concept,
        form=form,
        opinion=opinion,
        computing=wanted and opinion is None,
        figures={one.measure_id: one for one in found.ranking},
        money=partial(catalogues.money, currency=found.currency),
        titles={event.id: event.title for event in found.events},
    )


@get("/concepts/{name:str}/priorities/equal-shares/election.pb")
async def election(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The election in the format of pabulib.org; nothing in it tells whose ballot is whose."""
    form = BudgetForm(request.query_params)
    found: Costed = await ledger.read(costed, name, catalogues.current())
    if not form.budget:
        raise Refused(say("Please type the budget first."), 422)
    content = await asyncio.to_thread(
        election_file, found, form.budget, form.worth, catalogues.current()
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.pb"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="text/plain", headers=headers)


ROUTES = [equal_shares, election]
