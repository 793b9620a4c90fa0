"""What a change to a concept answers: the concept anew, one row of it, or the form with its errors.

Every address works without a script. With one, a row is edited in its place and everything else
is taken from the concept's page, which the browser morphs: focus stays where it was.
"""

from typing import Any
from urllib.parse import urlencode

from litestar import Response

from app.database.base import LARGEST
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Message, say
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, fragment, is_htmx, page
from workshops.concepts import services
from workshops.concepts.history import Done, history, newest
from workshops.concepts.sheet import Sheet
from workshops.concepts.structure import MeasurePlace, NodePlace
from workshops.concepts.view import View, packed_view, view_of
from workshops.exports.voices import voice
from workshops.journal.rules import isolated
from workshops.journal.said import brief


async def sheet_of(request: AnyRequest, ledger: Ledger, name: str) -> Sheet:
    """The concept in the view that is asked for: by the address, or by a form's hidden field.

    Raises:
        Missing: there is no such concept.
    """
    concept = await ledger.read(services.structure, name)
    return Sheet(concept, await asked_view(request), voice(catalogues.current()))


async def asked_view(request: AnyRequest) -> View:
    if request.method == "GET":
        packed = request.query_params.get("view")
        return packed_view(packed) if packed else view_of(request.query_params)
    return packed_view((await request.form()).get("view"))


def back_to_concept(
    name: str, row: str = "", view: View | None = None, done: int | None = None, **query: str
) -> Response[Any]:
    """See the concept anew, at this row, in this view. `at` names the control that gets the focus;
    `done` is the action that is told of."""
    more = urlencode({**query, **({"done": done} if done else {})})
    said = "&".join(part for part in (view.query() if view else "", more) if part)
    address = f"/concepts/{name}" + (f"?{said}" if said else "")
    return back_to(f"{address}#{row}" if row else address)


async def row_or_concept(
    request: AnyRequest,
    ledger: Ledger,
    sheet: Sheet,
    place: NodePlace | MeasurePlace,
    row: str,
    done: int | None = None,
) -> Response[Any]:
    """After an edit in place: the row alone, else the whole concept at that row."""
    if not is_htmx(request):
        return back_to_concept(sheet.concept.name, row, sheet.view, done, at=f"edit-{row}")
    return fragment(
        request,
        "workshops/concepts/_row.html",
        sheet=sheet,
        concept=sheet.concept,
        place=place,
        done=await told(ledger, sheet.concept.id, done),
        at=f"edit-{row}",
    )


async def told(ledger: Ledger, concept_id: int, action_id: int | None) -> Done | None:
    """The action of this id, to tell of it and offer to undo it: only the newest that stands, or
    one that was undone."""
    if not action_id:
        return None
    done = await ledger.read(history, concept_id)
    top = next((one for one in done if one.undone_by is None), None)
    found = next((one for one in done if one.id == action_id), None)
    return found if found and (found.undone_by is not None or found == top) else None


async def just_done(request: AnyRequest, ledger: Ledger, concept_id: int) -> Done | None:
    """What the page before this one did or undid."""
    if "done" in request.query_params:
        return await ledger.read(newest, concept_id)
    undone = Form(request.query_params).whole("undone", low=1, high=LARGEST, required=False)
    return await told(ledger, concept_id, undone)


def deleting(title: str) -> tuple[Message, Message]:
    """The question before something with this title is deleted, and the button that confirms it."""
    short = brief(title)
    asked = say("Delete “%(title)s”?", title=short), say("Delete “%(title)s”", title=short)
    return isolated(asked[0]), isolated(asked[1])


def form_page(
    request: AnyRequest,
    template: str,
    sheet: Sheet,
    title: Message,
    form: Form,
    form_id: str,
    **more: Any,
) -> Response[Any]:
    """A form in its place on the concept's page, or on a page of its own without a script."""
    status = 200 if form.ok else 422
    context = {
        "sheet": sheet,
        "concept": sheet.concept,
        "form": form,
        "form_id": form_id,
        "form_title": catalogues.words(title),
        "form_template": template,
        **more,
    }
    if not is_htmx(request):
        return page(request, "workshops/concepts/form.html", status, **context)
    answer = fragment(request, template, status, **context)
    if status == 422:
        own = f"#{form_id}"
        answer.headers.update({"HX-Retarget": own, "HX-Reselect": own, "HX-Reswap": "outerHTML"})
    return answer
