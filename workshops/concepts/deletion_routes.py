"""Deleting an entry or a measure: the page asks first, and what went can be brought back."""

from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.language.content import best_text
from app.web.forms import Form
from app.web.pages import AnyRequest
from workshops.concepts import going, services
from workshops.concepts.acting import do
from workshops.concepts.answers import (
    asked_view,
    back_to_concept,
    deleting,
    form_page,
    sheet_of,
)
from workshops.concepts.going import Going
from workshops.concepts.sheet import Sheet

NODE = "/concepts/{name:str}/nodes/{node_id:int}"
MEASURE = "/concepts/{name:str}/measures/{measure_id:int}"


@get(NODE + "/deletion")
async def ask_node(request: AnyRequest, ledger: Ledger, name: str, node_id: int) -> Response[Any]:
    sheet = await sheet_of(request, ledger, name)
    node = sheet.concept.node(node_id).node
    gone = await ledger.read(going.below_node, sheet.concept.id, node_id)
    title = best_text(node.titles, catalogues.current(), sheet.concept.language)
    return _asked(request, sheet, f"n{node_id}", title, gone)


@post(NODE + "/deletion", status_code=200)
async def delete_node(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, node_id: int
) -> Response[Any]:
    near = (await ledger.read(services.structure, name)).beside_node(node_id)
    _, done = await do(ledger, staff.name, services.delete_node, name, node_id, now=utc_now())
    at = f"edit-{near}" if near else "add-outermost"
    return back_to_concept(name, near, await asked_view(request), done, at=at)


@post(NODE + "/restoration", status_code=200)
async def restore_node(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, node_id: int
) -> Response[Any]:
    _, done = await do(ledger, staff.name, services.restore_node, name, node_id)
    row = f"n{node_id}"
    return back_to_concept(name, row, await asked_view(request), done, at=f"edit-{row}")


@get(MEASURE + "/deletion")
async def ask_measure(
    request: AnyRequest, ledger: Ledger, name: str, measure_id: int
) -> Response[Any]:
    sheet = await sheet_of(request, ledger, name)
    measure = sheet.concept.measure(measure_id).measure
    gone = await ledger.read(going.with_measures, [measure_id])
    text = best_text(measure.texts, catalogues.current(), measure.language)
    return _asked(request, sheet, f"m{measure_id}", text, gone)


@post(MEASURE + "/deletion", status_code=200)
async def delete_measure(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, measure_id: int
) -> Response[Any]:
    near = (await ledger.read(services.structure, name)).beside_measure(measure_id)
    _, done = await do(ledger, staff.name, services.delete_measure, name, measure_id, now=utc_now())
    return back_to_concept(name, near, await asked_view(request), done, at=f"edit-{near}")


@post(MEASURE + "/restoration", status_code=200)
async def restore_measure(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, measure_id: int
) -> Response[Any]:
    _, done = await do(ledger, staff.name, services.restore_measure, name, measure_id)
    row = f"m{measure_id}"
    return back_to_concept(name, row, await asked_view(request), done, at=f"edit-{row}")


def _asked(request: AnyRequest, sheet: Sheet, row: str, title: str, gone: Going) -> Response[Any]:
    question, button = deleting(title)
    return form_page(
        request,
        "workshops/concepts/_deletion_form.html",
        sheet,
        question,
        Form({}),
        f"deleting-{row}",
        row=row,
        going=gone,
        button=button,
    )


ROUTES = [ask_node, delete_node, restore_node, ask_measure, delete_measure, restore_measure]
