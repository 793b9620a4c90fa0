"""One change to many measures: ticked ones, or all that a search has found."""

import re
from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import say
from app.web.forms import Form
from app.web.pages import AnyRequest, page
from workshops.concepts import bulk, moving
from workshops.concepts.acting import do
from workshops.concepts.answers import back_to_concept, sheet_of
from workshops.concepts.going import with_measures
from workshops.concepts.place_routes import entries
from workshops.concepts.sheet import Sheet
from workshops.schemes.typed_columns import ColumnField, read_column

MOST = 5000  # measures at once
EXAMPLES = 5  # of them are named on the page


@get("/concepts/{name:str}/bulk")
async def all_found(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """What shall be done with all that the search in the address has found."""
    sheet = await sheet_of(request, ledger, name)
    ids = list(sheet.found.measures) if sheet.found else []
    return await _page(request, ledger, sheet, ids, Form({}))


@post("/concepts/{name:str}/bulk", status_code=200)
async def change(request: AnyRequest, ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    """With `do` it is done; without, the page asks what to do with the ticked `measure`s."""
    sheet = await sheet_of(request, ledger, name)
    form = Form(await request.form())
    ids = _chosen(sheet, form)
    if not form.ticked("do") or not ids:
        return await _page(request, ledger, sheet, ids, Form({}))
    done = await _done(ledger, staff.name, sheet, ids, form)
    if not form.ok:
        return await _page(request, ledger, sheet, ids, form)
    return back_to_concept(name, "", sheet.view, done, at="what-was-done")


async def _done(ledger: Ledger, by: str, sheet: Sheet, ids: list[int], form: Form) -> int | None:
    """Do what was chosen; the action's id. What is wrong is noted in the form."""
    name, way = sheet.concept.name, form.values.get("do", "")
    column = sheet.concept.scheme.column(way.removeprefix("column-"))
    if way == "delete":
        return (await do(ledger, by, bulk.delete_measures, name, ids, now=utc_now()))[1]
    if way == "move":
        to = form.choice("to", [target.value for target in entries(sheet.concept)])
        if not form.ok:
            return None
        return (await do(ledger, by, moving.place_measures, name, ids, node_id=int(to[1:])))[1]
    if column is None or column.kind == "computed":
        form.refuse("do", say("Please choose one of these."))
        return None
    value = read_column(form, ColumnField(column))
    if not form.ok:
        return None
    return (await do(ledger, by, bulk.set_column, name, ids, key=column.key, value=value))[1]


def _chosen(sheet: Sheet, form: Form) -> list[int]:
    """The measures that were ticked, or carried along by the page that asks; those that are still
    there, in the order of the concept."""
    carried = re.findall(r"\d{1,9}", form.values.get("measures", ""))[:MOST]
    ticked = {int(id) for id in (*carried, *form.many("measure")) if re.fullmatch(r"\d{1,9}", id)}
    there = (one.id for node in sheet.concept.walk() for one in node.measures)
    return [id for id in there if id in ticked]


async def _page(
    request: AnyRequest, ledger: Ledger, sheet: Sheet, ids: list[int], form: Form
) -> Response[Any]:
    wanted = set(ids[:EXAMPLES])
    concept = sheet.concept
    return page(
        request,
        "workshops/concepts/bulk.html",
        200 if form.ok else 422,
        sheet=sheet,
        concept=concept,
        ids=ids,
        examples=[m for node in concept.walk() for m in node.measures if m.id in wanted],
        fields=[ColumnField(one) for one in concept.scheme.columns if one.kind != "computed"],
        targets=entries(concept),
        going=await ledger.read(with_measures, ids),
        form=form,
    )


ROUTES = [all_found, change]
