"""To another place: the page that asks where to, for an entry and for a measure."""

import re
from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.ledger import Ledger
from app.language import catalogues
from app.language.content import best_text
from app.refused import Missing, Refused, say
from app.web.forms import Form
from app.web.pages import AnyRequest
from workshops.concepts import moving
from workshops.concepts.acting import do
from workshops.concepts.answers import back_to_concept, form_page, sheet_of
from workshops.concepts.rules import levels_after, levels_below
from workshops.concepts.sheet import Sheet
from workshops.concepts.snapshot import Node
from workshops.concepts.structure import Structure

LONGEST = 70  # characters of a title in the list


@dataclass(frozen=True, slots=True)
class Target:
    """A place to choose. `value`: what the form sends; `depth`: how far in it stands."""

    value: str
    depth: int
    text: str
    level: int = 0


@get("/concepts/{name:str}/nodes/{node_id:int}/place")
async def ask_node(request: AnyRequest, ledger: Ledger, name: str, node_id: int) -> Response[Any]:
    sheet = await sheet_of(request, ledger, name)
    node = sheet.concept.node(node_id).node
    return _page(request, sheet, f"n{node_id}", targets_of_node(sheet.concept, node), Form({}))


@post("/concepts/{name:str}/nodes/{node_id:int}/place", status_code=200)
async def place_node(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, node_id: int
) -> Response[Any]:
    sheet = await sheet_of(request, ledger, name)
    node = sheet.concept.node(node_id).node
    targets = targets_of_node(sheet.concept, node)
    form = Form(await request.form())
    chosen = re.fullmatch(r"n(\d{1,9})-(\d{1,2})", form.values.get("to", ""))
    if not chosen:
        form.refuse("to", say("Please choose one of these."))
        return _page(request, sheet, f"n{node_id}", targets, form)
    try:
        _, done = await do(
            ledger,
            staff.name,
            moving.place_node,
            name,
            node_id,
            parent_id=int(chosen[1]) or None,
            level=int(chosen[2]),
        )
    except Refused as error:
        form.refuse("to", error.message)
        return _page(request, sheet, f"n{node_id}", targets, form)
    return back_to_concept(name, f"n{node_id}", sheet.view, done, at=f"more-n{node_id}")


@get("/concepts/{name:str}/measures/{measure_id:int}/place")
async def ask_measure(
    request: AnyRequest, ledger: Ledger, name: str, measure_id: int
) -> Response[Any]:
    sheet = await sheet_of(request, ledger, name)
    here = sheet.concept.measure(measure_id).node
    return _page(request, sheet, f"m{measure_id}", entries(sheet.concept, but=here.id), Form({}))


@post("/concepts/{name:str}/measures/{measure_id:int}/place", status_code=200)
async def place_measure(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, measure_id: int
) -> Response[Any]:
    sheet = await sheet_of(request, ledger, name)
    here = sheet.concept.measure(measure_id).node
    targets = entries(sheet.concept, but=here.id)
    form = Form(await request.form())
    to = form.choice("to", [target.value for target in targets])
    if not form.ok:
        return _page(request, sheet, f"m{measure_id}", targets, form)
    place = moving.place_measures
    _, done = await do(ledger, staff.name, place, name, [measure_id], node_id=int(to[1:]))
    row = f"m{measure_id}"
    return back_to_concept(name, row, sheet.view, done, at=f"more-{row}")


def entries(concept: Structure, but: int = 0) -> list[Target]:
    """All entries as places of measures, without one of them."""
    found: list[Target] = []

    def walk(nodes: tuple[Node, ...], depth: int) -> None:
        for node in nodes:
            if node.id != but:
                found.append(Target(f"n{node.id}", depth, _title(concept, node)))
            walk(node.children, depth + 1)

    walk(concept.nodes, 0)
    return found


def targets_of_node(concept: Structure, node: Node) -> list[Target]:
    """Where the scheme lets this entry stand with everything below it, but where it is."""
    optional = [level.optional for level in concept.scheme.levels]
    below = [(one.id, _parents(node).get(one.id, 0), one.level) for one in node.walk()]
    above = concept.above(node.id)
    here = (above[-1].id if above else 0, node.level)
    found: list[Target] = []

    def offer(parent: Node | None, depth: int, text: str) -> None:
        parent_id, level_above = (parent.id, parent.level) if parent else (0, None)
        for level in levels_below(optional, level_above):
            allowed = levels_after(optional, level_above, level, below) is not None
            if allowed and (parent_id, level) != here:
                found.append(Target(f"n{parent_id}-{level}", depth, text, level))

    def walk(nodes: tuple[Node, ...], depth: int) -> None:
        for one in nodes:
            if one.id != node.id:
                offer(one, depth, _title(concept, one))
                walk(one.children, depth + 1)

    offer(None, 0, concept.title)
    walk(concept.nodes, 1)
    return found


def _parents(node: Node) -> dict[int, int]:
    return {child.id: one.id for one in node.walk() for child in one.children}


def _title(concept: Structure, node: Node) -> str:
    title = best_text(node.titles, catalogues.current(), concept.language)
    text = f"{concept.numbers.get(node.id, '')} {title}".strip()
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _page(
    request: AnyRequest, sheet: Sheet, row: str, targets: list[Target], form: Form
) -> Response[Any]:
    found = sheet.concept
    place: Any = (found.node if row[0] == "n" else found.measure)(int(row[1:]))
    one = place.measure if row[0] == "m" else place.node
    texts = one.texts if row[0] == "m" else one.titles
    if not (texts or targets):
        raise Missing
    return form_page(
        request,
        "workshops/concepts/_place_form.html",
        sheet,
        say("Move to another place"),
        form,
        f"place-{row}",
        row=row,
        moved=best_text(texts, catalogues.current(), found.language),
        targets=targets,
        is_node=row[0] == "n",
    )


ROUTES = [ask_node, place_node, ask_measure, place_measure]
