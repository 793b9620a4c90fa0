"""What a change to a concept answers: the concept anew, one row of it, or the form with its errors.

Every address works without a script. With one, a row is edited in its place and everything else
is taken from the concept's page, which the browser morphs: focus stays where it was.
"""

from typing import Any
from urllib.parse import urlencode

from litestar import Response

from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, fragment, is_htmx, page
from workshops.concepts.tree import MeasurePlace, NodePlace, Structure


def back_to_concept(name: str, row: str = "", **query: str) -> Response[Any]:
    """See the concept anew, at this row. `at` names the control that gets the focus."""
    address = f"/concepts/{name}"
    if query:
        address += f"?{urlencode(query)}"
    return back_to(f"{address}#{row}" if row else address)


def row_or_concept(
    request: AnyRequest, concept: Structure, place: NodePlace | MeasurePlace, row: str
) -> Response[Any]:
    """After an edit in place: the row alone, else the whole concept at that row."""
    if not is_htmx(request):
        return back_to_concept(concept.name, row, at=f"edit-{row}")
    return fragment(
        request,
        "workshops/concepts/_row.html",
        concept=concept,
        place=place,
        at=f"edit-{row}",
    )


def form_page(
    request: AnyRequest, template: str, title: str, form: Form, **context: Any
) -> Response[Any]:
    """A form in its place on the concept's page, or on a page of its own without a script."""
    status = 200 if form.ok else 422
    context = {"form": form, "form_title": title, "form_template": template, **context}
    if not is_htmx(request):
        return page(request, "workshops/concepts/form.html", status, **context)
    answer = fragment(request, template, status, **context)
    if status == 422:
        own = f"#{context['form_id']}"
        answer.headers.update({"HX-Retarget": own, "HX-Reselect": own, "HX-Reswap": "outerHTML"})
    return answer
