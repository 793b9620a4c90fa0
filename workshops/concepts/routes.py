"""Concepts as pages: the list, a new one, and the whole of one."""

from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from workshops.concepts import (
    bulk_routes,
    deletion_routes,
    history_routes,
    measure_routes,
    node_routes,
    parts_routes,
    place_routes,
    services,
    structure_routes,
)
from workshops.concepts.acting import do
from workshops.concepts.answers import back_to_concept
from workshops.concepts.forms import ConceptForm, TitleForm
from workshops.concepts.tree import Structure
from workshops.exports import routes as export_routes
from workshops.imports import routes as import_routes
from workshops.removed import removed_concepts
from workshops.schemes import library
from workshops.schemes import routes as scheme_routes
from workshops.titles import told_apart

NEW = {"scheme": "bielefeld"}


@get("/concepts")
async def concept_list(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    concepts = await ledger.read(services.concepts)
    return page(
        request,
        "workshops/concepts/list.html",
        concepts=concepts,
        titles=told_apart((one.name, one.title) for one in concepts),
        scheme_titles=dict(await _schemes(ledger)),
        removed=await ledger.read(removed_concepts),
    )


@get("/concepts/new")
async def new_concept(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    form = Form({**NEW, "language": catalogues.current()})
    return _new_page(request, form, await _schemes(ledger))


@post("/concepts", status_code=200)
async def create_concept(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    schemes = await _schemes(ledger)
    form = ConceptForm(await request.form(), [name for name, _ in schemes])
    if not form.ok:
        return _new_page(request, form, schemes)
    name = await ledger.write(
        services.create_concept,
        title=form.title,
        scheme=form.scheme,
        language=form.language,
        now=utc_now(),
    )
    return back_to(f"/concepts/{name}")


@get("/concepts/{name:str}/title")
async def concept_title(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    found = await ledger.read(services.structure, name)
    return _title_page(request, found, Form({"title": found.title}))


@post("/concepts/{name:str}/title", status_code=200)
async def edit_title(request: AnyRequest, ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    form = TitleForm(await request.form())
    if not form.ok:
        return _title_page(request, await ledger.read(services.structure, name), form)
    _, done = await do(ledger, staff.name, services.edit_title, name, title=form.title)
    return back_to_concept(name, done=done)


async def _schemes(ledger: Ledger) -> list[tuple[str, str]]:
    """The names and titles of all schemes."""
    known = await ledger.read(library.all_schemes)
    titles = told_apart((one.name, one.title(catalogues.current())) for one in known)
    return list(titles.items())


def _new_page(request: AnyRequest, form: Form, schemes: list[tuple[str, str]]) -> Response[Any]:
    status = 200 if form.ok else 422
    return page(request, "workshops/concepts/new.html", status, form=form, schemes=schemes)


def _title_page(request: AnyRequest, found: Structure, form: Form) -> Response[Any]:
    status = 200 if form.ok else 422
    return page(request, "workshops/concepts/title.html", status, concept=found, form=form)


ROUTES = [
    concept_list,
    new_concept,
    create_concept,
    concept_title,
    edit_title,
    *structure_routes.ROUTES,
    *node_routes.ROUTES,
    *measure_routes.ROUTES,
    *place_routes.ROUTES,
    *deletion_routes.ROUTES,
    *bulk_routes.ROUTES,
    *parts_routes.ROUTES,
    *history_routes.ROUTES,
    *import_routes.ROUTES,
    *export_routes.ROUTES,
    *scheme_routes.ROUTES,
]
