"""The page of a concept's structure: what is open, what was found, what was done last."""

import re
from typing import Any

from litestar import Response, get

from app.database.ledger import Ledger
from app.refused import Missing
from app.web.forms import Form
from app.web.pages import AnyRequest, page
from workshops.concepts.answers import sheet_of, told
from workshops.concepts.filters import events_of, filters_of
from workshops.concepts.finding import MISSED
from workshops.concepts.forms import languages_of
from workshops.concepts.sheet import Sheet
from workshops.concepts.structure import Structure
from workshops.schemes.columns import Values
from workshops.schemes.typed_columns import column_fields

BIN = 20  # deleted things that are listed at first


@get("/concepts/{name:str}")
async def concept(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The concept, see view.py. `at` names the control that has the focus, `adding` a form to
    show, `done` the action that was just done, so that it can be taken back at once; with
    `bin=all` everything that was deleted is there."""
    query = request.query_params
    sheet = _revealing(await sheet_of(request, ledger, name), query.get("at", ""))
    events = await ledger.read(events_of, sheet.concept.id)
    done = query.get("done", "")
    return page(
        request,
        "workshops/concepts/concept.html",
        sheet=sheet,
        concept=sheet.concept,
        filters=list(filters_of(sheet, events)),
        missed=[kind for kind in MISSED if any(sheet.concept.scheme.of_kind(kind))],
        at=query.get("at") or _toggled(query),
        bin=sheet.concept.deleted[: None if query.get("bin") == "all" else BIN],
        adding=_adding(sheet.concept, query.get("adding", "")),
        done=await told(ledger, sheet.concept.id, int(done) if done.isdecimal() else None),
    )


def _toggled(query: Values) -> str:
    """The button of the branch that was just opened or closed: it keeps the focus."""
    branch = query.get("show") or query.get("hide") or ""
    return f"toggle-{branch}" if re.fullmatch(r"n\d{1,9}", branch) else ""


def _revealing(sheet: Sheet, at: str) -> Sheet:
    """The same with the branches open above the row that has the focus."""
    row = re.search(r"-([nm])(\d{1,9})$", at)
    if not row or (sheet.view.open is None and sheet.small):
        return sheet
    concept = sheet.concept
    try:
        node = (
            concept.node(int(row[2])).node if row[1] == "n" else concept.measure(int(row[2])).node
        )
    except Missing:
        return sheet
    own = [node.id] if row[1] == "m" or at.startswith("add-") else []
    ids = [one.id for one in concept.above(node.id)] + own
    return Sheet(concept, sheet.view.opened(*ids), sheet.voice)


def _adding(found: Structure, wanted: str) -> dict[str, Any] | None:
    """The form for one more measure, asked for as "measure-12": the number is the entry's."""
    asked = re.fullmatch(r"measure-(\d{1,9})", wanted)
    try:
        node = found.node(int(asked[1])).node if asked else None
    except Missing:
        node = None
    if node is None:
        return None
    return {
        "node": node.id,
        "form": Form({}),
        "languages": languages_of(found.language),
        "fields": column_fields(found.scheme.columns, found.scheme),
    }


ROUTES = [concept]
