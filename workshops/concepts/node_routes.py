"""The entries of a concept: add, edit in place, order."""

from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import LARGEST
from app.database.ledger import Ledger
from app.refused import Missing
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, fragment
from workshops.concepts import services
from workshops.concepts.acting import do
from workshops.concepts.answers import (
    asked_view,
    back_to_concept,
    row_or_concept,
    sheet_of,
)
from workshops.concepts.forms import NodeForm, check_meanwhile, languages_of, node_values, stamp
from workshops.concepts.node_pages import edit_form_of, new_form, place_of


@get("/concepts/{name:str}/nodes/new")
async def new_node(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The form for a new entry below `parent` (none: the concept) on `level`."""
    sheet = await sheet_of(request, ledger, name)
    parent, level = place_of(sheet.concept, Form(request.query_params))
    return new_form(request, sheet, parent, level, Form({}))


@post("/concepts/{name:str}/nodes", status_code=200)
async def add_node(request: AnyRequest, ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    sheet = await sheet_of(request, ledger, name)
    concept = sheet.concept
    data = await request.form()
    parent, level = place_of(concept, Form(data))
    languages = languages_of(concept.language)
    form = NodeForm(data, languages, concept.language, concept.scheme, level, {})
    if not form.ok:
        return new_form(request, sheet, parent, level, form)
    id, done = await do(
        ledger,
        staff.name,
        services.add_node,
        name,
        parent_id=parent.id if parent else None,
        level=level,
        titles=form.titles,
        columns=form.columns,
    )
    return back_to_concept(name, f"n{id}", sheet.view, done, at=f"edit-n{id}")


@get("/concepts/{name:str}/nodes/{node_id:int}")
async def node(request: AnyRequest, ledger: Ledger, name: str, node_id: int) -> Response[Any]:
    """One row as it is: after an edit that was given up."""
    sheet = await sheet_of(request, ledger, name)
    return await row_or_concept(request, ledger, sheet, sheet.concept.node(node_id), f"n{node_id}")


@get("/concepts/{name:str}/nodes/{node_id:int}/below")
async def below(request: AnyRequest, ledger: Ledger, name: str, node_id: int) -> Response[Any]:
    """What is below an entry, for a branch that was closed and is opened now."""
    sheet = await sheet_of(request, ledger, name)
    found = sheet.concept.node(node_id).node
    template = "workshops/concepts/_below.html"
    return fragment(request, template, sheet=sheet, concept=sheet.concept, node=found, at="")


@get("/concepts/{name:str}/nodes/{node_id:int}/edit")
async def edit_form(request: AnyRequest, ledger: Ledger, name: str, node_id: int) -> Response[Any]:
    sheet = await sheet_of(request, ledger, name)
    found = sheet.concept.node(node_id).node
    return edit_form_of(request, sheet, found, Form(node_values(found, sheet.concept.scheme)))


@put_or_post("/concepts/{name:str}/nodes/{node_id:int}")
async def edit_node(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, node_id: int
) -> Response[Any]:
    sheet = await sheet_of(request, ledger, name)
    concept = sheet.concept
    found = concept.node(node_id).node
    languages = languages_of(concept.language, found.titles)
    form = NodeForm(
        await request.form(),
        languages,
        concept.language,
        concept.scheme,
        found.level,
        found.columns,
    )
    check_meanwhile(form, stamp(found.titles, found.columns))
    if not form.ok:
        return edit_form_of(request, sheet, found, form)
    _, done = await do(
        ledger,
        staff.name,
        services.edit_node,
        name,
        node_id,
        titles=form.titles,
        columns=form.columns,
    )
    sheet = await sheet_of(request, ledger, name)
    place = sheet.concept.node(node_id)
    return await row_or_concept(request, ledger, sheet, place, f"n{node_id}", done)


@put_or_post("/concepts/{name:str}/nodes/{node_id:int}/position")
async def move_node(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, node_id: int
) -> Response[Any]:
    """Bring the entry to this position among its siblings; `at` is the button that was pressed."""
    form = Form(await request.form())
    position = form.whole("position", low=1, high=LARGEST)
    if position is None:
        raise Missing
    _, done = await do(ledger, staff.name, services.move_node, name, node_id, position=position)
    at = request.query_params.get("at", "")
    return back_to_concept(name, f"n{node_id}", await asked_view(request), done, at=at)


ROUTES = [
    new_node,
    add_node,
    node,
    below,
    edit_form,
    edit_node,
    move_node,
]
