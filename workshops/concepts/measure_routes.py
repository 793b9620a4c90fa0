"""The measures of a concept: add, edit in place, order, delete, take back."""

from typing import Any

from litestar import Response, get, post, route

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Missing, say
from app.web.forms import Form
from app.web.pages import AnyRequest
from workshops.concepts import services
from workshops.concepts.acting import do
from workshops.concepts.answers import (
    asked_view,
    back_to_concept,
    form_page,
    row_or_concept,
    sheet_of,
)
from workshops.concepts.forms import MeasureForm, languages_of, measure_values
from workshops.concepts.node_pages import HIGHEST
from workshops.concepts.sheet import Sheet
from workshops.concepts.snapshot import Measure, Node
from workshops.concepts.structure import Structure
from workshops.concepts.typed_columns import column_fields


@get("/concepts/{name:str}/measures/new")
async def new_measure(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The form for a new measure at the entry `node`."""
    sheet = await sheet_of(request, ledger, name)
    return _new_form(request, sheet, _entry(sheet.concept, Form(request.query_params)), Form({}))


@post("/concepts/{name:str}/measures", status_code=200)
async def add_measure(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str
) -> Response[Any]:
    """`again` opens the form once more, for whoever types a whole list."""
    sheet = await sheet_of(request, ledger, name)
    concept = sheet.concept
    data = await request.form()
    node = _entry(concept, Form(data))
    languages = languages_of(concept.language)
    form = MeasureForm(data, languages, concept.language, concept.scheme, {})
    if not form.ok:
        return _new_form(request, sheet, node, form)
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
    return _edit_form(request, sheet, found, Form(measure_values(found, sheet.concept.scheme)))


@route(
    "/concepts/{name:str}/measures/{measure_id:int}", http_method=["PUT", "POST"], status_code=200
)
async def edit_measure(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, measure_id: int
) -> Response[Any]:
    sheet = await sheet_of(request, ledger, name)
    found = sheet.concept.measure(measure_id).measure
    languages = languages_of(found.language, found.texts)
    data = await request.form()
    form = MeasureForm(data, languages, found.language, sheet.concept.scheme, found.columns)
    if not form.ok:
        return _edit_form(request, sheet, found, form)
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


@route(
    "/concepts/{name:str}/measures/{measure_id:int}/position",
    http_method=["PUT", "POST"],
    status_code=200,
)
async def move_measure(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, measure_id: int
) -> Response[Any]:
    """Bring the measure to this position; `at` is the button that was pressed."""
    position = Form(await request.form()).whole("position", low=1, high=HIGHEST)
    if position is None:
        raise Missing
    _, done = await do(
        ledger, staff.name, services.move_measure, name, measure_id, position=position
    )
    at = request.query_params.get("at", "")
    return back_to_concept(name, f"m{measure_id}", await asked_view(request), done, at=at)


@post("/concepts/{name:str}/measures/{measure_id:int}/deletion", status_code=200)
async def delete_measure(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, measure_id: int
) -> Response[Any]:
    concept = await ledger.read(services.structure, name)
    near = concept.beside_measure(measure_id)
    _, done = await do(ledger, staff.name, services.delete_measure, name, measure_id, now=utc_now())
    return back_to_concept(name, near, await asked_view(request), done, at=f"edit-{near}")


@post("/concepts/{name:str}/measures/{measure_id:int}/restoration", status_code=200)
async def restore_measure(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, measure_id: int
) -> Response[Any]:
    _, done = await do(ledger, staff.name, services.restore_measure, name, measure_id)
    row = f"m{measure_id}"
    return back_to_concept(name, row, await asked_view(request), done, at=f"edit-{row}")


def _entry(concept: Structure, asked: Form) -> Node:
    """The entry that a new measure shall belong to."""
    return concept.node(asked.whole("node", low=1, high=HIGHEST) or 0).node


def _new_form(request: AnyRequest, sheet: Sheet, node: Node, form: Form) -> Response[Any]:
    concept = sheet.concept
    title = say("New: %(kind)s", kind=concept.scheme.measure.name(catalogues.current()))
    return form_page(
        request,
        "workshops/concepts/_measure_form.html",
        catalogues.words(title),
        form,
        sheet=sheet,
        concept=concept,
        node_id=node.id,
        measure=None,
        column_fields=column_fields(concept.scheme.columns, concept.scheme),
        form_id=f"new-n{node.id}",
        form_languages=languages_of(concept.language),
    )


def _edit_form(request: AnyRequest, sheet: Sheet, measure: Measure, form: Form) -> Response[Any]:
    concept = sheet.concept
    title = say("Edit: %(kind)s", kind=concept.scheme.measure.name(catalogues.current()))
    return form_page(
        request,
        "workshops/concepts/_measure_form.html",
        catalogues.words(title),
        form,
        sheet=sheet,
        concept=concept,
        node_id=None,
        measure=measure,
        column_fields=column_fields(concept.scheme.columns, concept.scheme),
        form_id=f"row-m{measure.id}",
        form_languages=languages_of(measure.language, measure.texts),
    )


ROUTES = [
    new_measure,
    add_measure,
    measure,
    edit_form,
    edit_measure,
    move_measure,
    delete_measure,
    restore_measure,
]
