"""The measures of a concept: add, edit in place, order."""

from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import LARGEST, utc_now
from app.database.ledger import Ledger
from app.refused import Missing
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest
from workshops.concepts import services
from workshops.concepts.acting import do
from workshops.concepts.answers import (
    asked_view,
    back_to_concept,
    row_or_concept,
    sheet_of,
)
from workshops.concepts.forms import (
    MeasureForm,
    check_meanwhile,
    languages_of,
    measure_values,
    stamp,
)
from workshops.concepts.measure_pages import edit_form_of, entry_of, new_form


@get("/concepts/{name:str}/measures/new")
async def new_measure(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The form for a new measure at the entry `node`."""
    sheet = await sheet_of(request, ledger, name)
    return new_form(request, sheet, entry_of(sheet.concept, Form(request.query_params)), Form({}))


@post("/concepts/{name:str}/measures", status_code=200)
async def add_measure(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str
) -> Response[Any]:
    """`again` opens the form once more, for whoever types a whole list."""
    sheet = await sheet_of(request, ledger, name)
    concept = sheet.concept
    data = await request.form()
    node = entry_of(concept, Form(data))
    languages = languages_of(concept.language)
    form = MeasureForm(data, languages, concept.language, concept.scheme, {})
    if not form.ok:
        return new_form(request, sheet, node, form)
    id, done = await do(
        ledger,
        staff.name,
        services.add_measure,
        name,
        node_id=node.id,
        texts=form.texts,
        columns=form.columns,
        now=utc_now(),
    )
    if form.ticked("again"):
        adding = {"adding": f"measure-{node.id}", "at": f"add-n{node.id}"}
        return back_to_concept(name, f"add-n{node.id}", sheet.view, done, **adding)
    return back_to_concept(name, f"m{id}", sheet.view, done, at=f"edit-m{id}")


@get("/concepts/{name:str}/measures/{measure_id:int}")
async def measure(request: AnyRequest, ledger: Ledger, name: str, measure_id: int) -> Response[Any]:
    """One row as it is: after an edit that was given up."""
    sheet = await sheet_of(request, ledger, name)
    place = sheet.concept.measure(measure_id)
    return await row_or_concept(request, ledger, sheet, place, f"m{measure_id}")


@get("/concepts/{name:str}/measures/{measure_id:int}/edit")
async def edit_form(
    request: AnyRequest, ledger: Ledger, name: str, measure_id: int
) -> Response[Any]:
    sheet = await sheet_of(request, ledger, name)
    found = sheet.concept.measure(measure_id).measure
    return edit_form_of(request, sheet, found, Form(measure_values(found, sheet.concept.scheme)))


@put_or_post("/concepts/{name:str}/measures/{measure_id:int}")
async def edit_measure(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, measure_id: int
) -> Response[Any]:
    sheet = await sheet_of(request, ledger, name)
    found = sheet.concept.measure(measure_id).measure
    languages = languages_of(found.language, found.texts)
    data = await request.form()
    form = MeasureForm(data, languages, found.language, sheet.concept.scheme, found.columns)
    check_meanwhile(form, stamp(found.texts, found.columns))
    if not form.ok:
        return edit_form_of(request, sheet, found, form)
    _, done = await do(
        ledger,
        staff.name,
        services.edit_measure,
        name,
        measure_id,
        texts=form.texts,
        columns=form.columns,
    )
    sheet = await sheet_of(request, ledger, name)
    place = sheet.concept.measure(measure_id)
    return await row_or_concept(request, ledger, sheet, place, f"m{measure_id}", done)


@put_or_post("/concepts/{name:str}/measures/{measure_id:int}/position")
async def move_measure(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, measure_id: int
) -> Response[Any]:
    """Bring the measure to this position; `at` is the button that was pressed."""
    position = Form(await request.form()).whole("position", low=1, high=LARGEST)
    if position is None:
        raise Missing
    _, done = await do(
        ledger, staff.name, services.move_measure, name, measure_id, position=position
    )
    at = request.query_params.get("at", "")
    return back_to_concept(name, f"m{measure_id}", await asked_view(request), done, at=at)


ROUTES = [
    new_measure,
    add_measure,
    measure,
    edit_form,
    edit_measure,
    move_measure,
]
