"""The entries of a concept: add, edit in place, move, delete, take back."""

from typing import Any

from litestar import Response, get, post, route

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Missing, say
from app.web.forms import Form
from app.web.pages import AnyRequest
from workshops.concepts import services
from workshops.concepts.answers import back_to_concept, form_page, row_or_concept
from workshops.concepts.forms import NodeForm, languages_of, node_values
from workshops.concepts.snapshot import Node
from workshops.concepts.tree import Structure

HIGHEST = 2**31 - 1


@get("/concepts/{name:str}/nodes/new")
async def new_node(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The form for a new entry below `parent` (none: the concept) on `level`."""
    concept = await ledger.read(services.structure, name)
    parent, level = _place(concept, Form(request.query_params))
    return _new_form(request, concept, parent, level, Form({}))


@post("/concepts/{name:str}/nodes", status_code=200)
async def add_node(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    concept = await ledger.read(services.structure, name)
    data = await request.form()
    parent, level = _place(concept, Form(data))
    form = NodeForm(data, languages_of(concept.language), concept.language)
    if not form.ok:
        return _new_form(request, concept, parent, level, form)
    id = await ledger.write(
        services.add_node,
        name,
        parent_id=parent.id if parent else None,
        level=level,
        titles=form.titles,
    )
    return back_to_concept(name, f"n{id}", at=f"edit-n{id}")


@get("/concepts/{name:str}/nodes/{node_id:int}")
async def node(request: AnyRequest, ledger: Ledger, name: str, node_id: int) -> Response[Any]:
    """One row as it is: after an edit that was given up."""
    concept = await ledger.read(services.structure, name)
    return row_or_concept(request, concept, concept.node(node_id), f"n{node_id}")


@get("/concepts/{name:str}/nodes/{node_id:int}/edit")
async def edit_form(request: AnyRequest, ledger: Ledger, name: str, node_id: int) -> Response[Any]:
    concept = await ledger.read(services.structure, name)
    found = concept.node(node_id).node
    return _edit_form(request, concept, found, Form(node_values(found.titles)))


@route("/concepts/{name:str}/nodes/{node_id:int}", http_method=["PUT", "POST"], status_code=200)
async def edit_node(request: AnyRequest, ledger: Ledger, name: str, node_id: int) -> Response[Any]:
    concept = await ledger.read(services.structure, name)
    found = concept.node(node_id).node
    form = NodeForm(
        await request.form(), languages_of(concept.language, found.titles), concept.language
    )
    if not form.ok:
        return _edit_form(request, concept, found, form)
    await ledger.write(services.edit_node, name, node_id, titles=form.titles)
    concept = await ledger.read(services.structure, name)
    return row_or_concept(request, concept, concept.node(node_id), f"n{node_id}")


@route(
    "/concepts/{name:str}/nodes/{node_id:int}/position",
    http_method=["PUT", "POST"],
    status_code=200,
)
async def move_node(request: AnyRequest, ledger: Ledger, name: str, node_id: int) -> Response[Any]:
    """Bring the entry to this position among its siblings; `at` is the button that was pressed."""
    form = Form(await request.form())
    position = form.whole("position", low=1, high=HIGHEST)
    if position is None:
        raise Missing
    await ledger.write(services.move_node, name, node_id, position=position)
    return back_to_concept(name, f"n{node_id}", at=request.query_params.get("at", ""))


@post("/concepts/{name:str}/nodes/{node_id:int}/deletion", status_code=200)
async def delete_node(
    request: AnyRequest, ledger: Ledger, name: str, node_id: int
) -> Response[Any]:
    concept = await ledger.read(services.structure, name)
    near = concept.beside_node(node_id)
    await ledger.write(services.delete_node, name, node_id, now=utc_now())
    return back_to_concept(name, near, deleted=f"n{node_id}", at=f"edit-{near}")


@post("/concepts/{name:str}/nodes/{node_id:int}/restoration", status_code=200)
async def restore_node(
    request: AnyRequest, ledger: Ledger, name: str, node_id: int
) -> Response[Any]:
    await ledger.write(services.restore_node, name, node_id)
    return back_to_concept(name, f"n{node_id}", at=f"edit-n{node_id}")


def _place(concept: Structure, asked: Form) -> tuple[Node | None, int]:
    """Where a new entry shall stand, if one may stand there."""
    parent_id = asked.whole("parent", low=1, high=HIGHEST, required=False)
    parent = concept.node(parent_id).node if parent_id else None
    level = asked.whole("level", low=0, high=len(concept.scheme.levels) - 1)
    if level is None or "parent" in asked.errors or level not in concept.levels_below(parent):
        raise Missing
    return parent, level


def _new_form(
    request: AnyRequest, concept: Structure, parent: Node | None, level: int, form: Form
) -> Response[Any]:
    kind = concept.scheme.levels[level].naming.name(catalogues.current())
    return form_page(
        request,
        "workshops/concepts/_node_form.html",
        catalogues.words(say("New: %(kind)s", kind=kind)),
        form,
        concept=concept,
        parent=parent,
        level=level,
        node=None,
        form_id=f"new-n{parent.id}" if parent else "new-root",
        form_languages=languages_of(concept.language),
    )


def _edit_form(request: AnyRequest, concept: Structure, node: Node, form: Form) -> Response[Any]:
    kind = concept.scheme.levels[node.level].naming.name(catalogues.current())
    return form_page(
        request,
        "workshops/concepts/_node_form.html",
        catalogues.words(say("Edit: %(kind)s", kind=kind)),
        form,
        concept=concept,
        parent=None,
        level=node.level,
        node=node,
        form_id=f"row-n{node.id}",
        form_languages=languages_of(concept.language, node.titles),
    )


ROUTES = [
    new_node,
    add_node,
    node,
    edit_form,
    edit_node,
    move_node,
    delete_node,
    restore_node,
]
