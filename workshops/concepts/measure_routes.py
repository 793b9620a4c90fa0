"""The measures of a concept: add, edit in place, move, delete, take back."""

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
from workshops.concepts.forms import MeasureForm, languages_of, measure_values
from workshops.concepts.node_routes import HIGHEST
from workshops.concepts.snapshot import Measure, Node
from workshops.concepts.tree import Structure


@get("/concepts/{name:str}/measures/new")
async def new_measure(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The form for a new measure at the entry `node`."""
    concept = await ledger.read(services.structure, name)
    return _new_form(request, concept, _entry(concept, Form(request.query_params)), Form({}))


@post("/concepts/{name:str}/measures", status_code=200)
async def add_measure(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """`again` opens the form once more, for whoever types a whole list."""
    concept = await ledger.read(services.structure, name)
    data = await request.form()
    node = _entry(concept, Form(data))
    form = MeasureForm(data, languages_of(concept.language), concept.language, concept.scheme)
    if not form.ok:
        return _new_form(request, concept, node, form)
    id = await ledger.write(
        services.add_measure,
        name,
        node_id=node.id,
        texts=form.texts,
        columns=form.columns,
        now=utc_now(),
    )
    if form.ticked("again"):
        return back_to_concept(name, f"add-n{node.id}", open=f"measure-{node.id}")
    return back_to_concept(name, f"m{id}", at=f"edit-m{id}")


@get("/concepts/{name:str}/measures/{measure_id:int}")
async def measure(request: AnyRequest, ledger: Ledger, name: str, measure_id: int) -> Response[Any]:
    """One row as it is: after an edit that was given up."""
    concept = await ledger.read(services.structure, name)
    return row_or_concept(request, concept, concept.measure(measure_id), f"m{measure_id}")


@get("/concepts/{name:str}/measures/{measure_id:int}/edit")
async def edit_form(
    request: AnyRequest, ledger: Ledger, name: str, measure_id: int
) -> Response[Any]:
    concept = await ledger.read(services.structure, name)
    found = concept.measure(measure_id).measure
    return _edit_form(request, concept, found, Form(measure_values(found.texts, found.columns)))


@route(
    "/concepts/{name:str}/measures/{measure_id:int}", http_method=["PUT", "POST"], status_code=200
)
async def edit_measure(
    request: AnyRequest, ledger: Ledger, name: str, measure_id: int
) -> Response[Any]:
    concept = await ledger.read(services.structure, name)
    found = concept.measure(measure_id).measure
    languages = languages_of(found.language, found.texts)
    form = MeasureForm(await request.form(), languages, found.language, concept.scheme)
    if not form.ok:
        return _edit_form(request, concept, found, form)
    await ledger.write(
        services.edit_measure, name, measure_id, texts=form.texts, columns=form.columns
    )
    concept = await ledger.read(services.structure, name)
    return row_or_concept(request, concept, concept.measure(measure_id), f"m{measure_id}")


@route(
    "/concepts/{name:str}/measures/{measure_id:int}/position",
    http_method=["PUT", "POST"],
    status_code=200,
)
async def move_measure(
    request: AnyRequest, ledger: Ledger, name: str, measure_id: int
) -> Response[Any]:
    """Bring the measure to this position; `at` is the button that was pressed."""
    position = Form(await request.form()).whole("position", low=1, high=HIGHEST)
    if position is None:
        raise Missing
    await ledger.write(services.move_measure, name, measure_id, position=position)
    return back_to_concept(name, f"m{measure_id}", at=request.query_params.get("at", ""))


@post("/concepts/{name:str}/measures/{measure_id:int}/deletion", status_code=200)
async def delete_measure(
    request: AnyRequest, ledger: Ledger, name: str, measure_id: int
) -> Response[Any]:
    concept = await ledger.read(services.structure, name)
    near = concept.beside_measure(measure_id)
    await ledger.write(services.delete_measure, name, measure_id, now=utc_now())
    return back_to_concept(name, near, deleted=f"m{measure_id}", at=f"edit-{near}")


@post("/concepts/{name:str}/measures/{measure_id:int}/restoration", status_code=200)
async def restore_measure(
    request: AnyRequest, ledger: Ledger, name: str, measure_id: int
) -> Response[Any]:
    await ledger.write(services.restore_measure, name, measure_id)
    return back_to_concept(name, f"m{measure_id}", at=f"edit-m{measure_id}")


def _entry(concept: Structure, asked: Form) -> Node:
    """The entry that a new measure shall belong to."""
    return concept.node(asked.whole("node", low=1, high=HIGHEST) or 0).node


def _new_form(request: AnyRequest, concept: Structure, node: Node, form: Form) -> Response[Any]:
    kind = concept.scheme.measure.name(catalogues.current())
    return form_page(
        request,
        "workshops/concepts/_measure_form.html",
        catalogues.words(say("New: %(kind)s", kind=kind)),
        form,
        concept=concept,
        node_id=node.id,
        measure=None,
        form_id=f"new-n{node.id}",
        form_languages=languages_of(concept.language),
    )


def _edit_form(
    request: AnyRequest, concept: Structure, measure: Measure, form: Form
) -> Response[Any]:
    kind = concept.scheme.measure.name(catalogues.current())
    return form_page(
        request,
        "workshops/concepts/_measure_form.html",
        catalogues.words(say("Edit: %(kind)s", kind=kind)),
        form,
        concept=concept,
        node_id=None,
        measure=measure,
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
