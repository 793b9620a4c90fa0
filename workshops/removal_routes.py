"""Deleting a whole concept or a workshop: the page asks, and names all that goes along."""

from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.codes import normalise
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Missing
from app.web.pages import AnyRequest, back_to, page
from workshops import removal, removed
from workshops.concepts.acting import do
from workshops.concepts.answers import deleting
from workshops.concepts.tree import concept_row
from workshops.reads import plan_of
from workshops.schemes import library


@get("/concepts/{name:str}/deletion")
async def ask_concept(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    concept = await ledger.read(concept_row, name)
    return page(
        request,
        "workshops/removal/concept.html",
        concept=concept,
        asked=deleting(concept.title),
        scheme=await ledger.read(library.load, concept.scheme),
        gone=await ledger.read(removed.concept_going, name),
        until=_until(),
    )


@post("/concepts/{name:str}/deletion", status_code=200)
async def delete_concept(ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    await do(ledger, staff.name, removal.remove_concept, name, now=utc_now())
    return back_to("/concepts#bin")


@post("/concepts/{name:str}/restoration", status_code=200)
async def restore_concept(ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    await ledger.write(removal.return_concept, name, by=staff.name)
    return back_to(f"/concepts/{name}")


@get("/workshops/{code:str}/deletion")
async def ask_workshop(request: AnyRequest, ledger: Ledger, code: str) -> Response[Any]:
    plan = await ledger.read(plan_of, normalise(code))
    if plan.plenary:  # groups are taken away on the console
        raise Missing
    gone = await ledger.read(removed.workshop_going, plan.id)
    template = "workshops/removal/workshop.html"
    asked = deleting(plan.title)
    return page(request, template, plan=plan, asked=asked, gone=gone, until=_until())


@post("/workshops/{code:str}/deletion", status_code=200)
async def delete_workshop(ledger: Ledger, staff: Staff, code: str) -> Response[Any]:
    plan = await ledger.read(plan_of, normalise(code))
    await do(ledger, staff.name, removal.remove_workshop, plan.concept, plan.code, now=utc_now())
    return back_to("/workshops#bin")


@post("/workshops/{code:str}/restoration", status_code=200)
async def restore_workshop(ledger: Ledger, staff: Staff, code: str) -> Response[Any]:
    code = normalise(code)
    name = await ledger.read(removal.concept_of_removed, code)
    await do(ledger, staff.name, removal.return_workshop, name, code)
    return back_to(f"/workshops/{code}")


def _until() -> str:
    """The day on which what is deleted now goes for good."""
    return catalogues.long_date((utc_now() + removed.KEPT).date())


ROUTES = [
    ask_concept,
    delete_concept,
    restore_concept,
    ask_workshop,
    delete_workshop,
    restore_workshop,
]
