"""The forms of a measure: a new one, and one that is edited."""

from typing import Any

from litestar import Response

from app.database.base import LARGEST
from app.language import catalogues
from app.refused import Message, say
from app.web.forms import Form
from app.web.pages import AnyRequest
from workshops.concepts.answers import form_page
from workshops.concepts.forms import languages_of, stamp
from workshops.concepts.sheet import Sheet
from workshops.concepts.snapshot import Measure, Node
from workshops.concepts.structure import Structure
from workshops.schemes.typed_columns import column_fields


def entry_of(concept: Structure, asked: Form) -> Node:
    """The entry that a new measure shall belong to.

    Raises:
        Missing: there is no such entry.
    """
    return concept.node(asked.whole("node", low=1, high=LARGEST) or 0).node


def new_form(request: AnyRequest, sheet: Sheet, node: Node, form: Form) -> Response[Any]:
    languages = languages_of(sheet.concept.language)
    title = say("New: %(kind)s", kind=_kind(sheet))
    own = f"new-n{node.id}"
    return _form(request, sheet, form, title, languages, own, node_id=node.id, measure=None)


def edit_form_of(request: AnyRequest, sheet: Sheet, measure: Measure, form: Form) -> Response[Any]:
    languages = languages_of(measure.language, measure.texts)
    title = say("Edit: %(kind)s", kind=_kind(sheet))
    what = {"measure": measure, "seen": stamp(measure.texts, measure.columns), "node_id": None}
    return _form(request, sheet, form, title, languages, f"row-m{measure.id}", **what)


def _kind(sheet: Sheet) -> str:
    return sheet.concept.scheme.measure.name(catalogues.current())


def _form(
    request: AnyRequest,
    sheet: Sheet,
    form: Form,
    title: Message,
    languages: list[str],
    form_id: str,
    **what: Any,
) -> Response[Any]:
    scheme = sheet.concept.scheme
    return form_page(
        request,
        "workshops/concepts/_measure_form.html",
        sheet,
        title,
        form,
        form_id,
        column_fields=column_fields(scheme.columns, scheme),
        form_languages=languages,
        **what,
    )
