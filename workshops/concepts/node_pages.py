"""The forms of an entry: a new one, and one that is edited."""

from typing import Any

from litestar import Response

from app.database.base import LARGEST
from app.language import catalogues
from app.refused import Message, Missing, say
from app.web.forms import Form
from app.web.pages import AnyRequest
from workshops.concepts.answers import form_page
from workshops.concepts.forms import languages_of, stamp
from workshops.concepts.sheet import Sheet
from workshops.concepts.snapshot import Node
from workshops.concepts.structure import Structure
from workshops.schemes.typed_columns import column_fields


def place_of(concept: Structure, asked: Form) -> tuple[Node | None, int]:
    """Where a new entry shall stand, if one may stand there."""
    parent_id = asked.whole("parent", low=1, high=LARGEST, required=False)
    parent = concept.node(parent_id).node if parent_id else None
    level = asked.whole("level", low=0, high=len(concept.scheme.levels) - 1)
    if level is None or "parent" in asked.errors or level not in concept.levels_below(parent):
        raise Missing
    return parent, level


def new_form(
    request: AnyRequest, sheet: Sheet, parent: Node | None, level: int, form: Form
) -> Response[Any]:
    languages = languages_of(sheet.concept.language)
    own = f"new-n{parent.id}" if parent else "new-root"
    title = say("New: %(kind)s", kind=_kind(sheet, level))
    return _form(request, sheet, level, form, title, languages, own, parent=parent, node=None)


def edit_form_of(request: AnyRequest, sheet: Sheet, node: Node, form: Form) -> Response[Any]:
    languages = languages_of(sheet.concept.language, node.titles)
    seen = stamp(node.titles, node.columns)
    own, title = f"row-n{node.id}", say("Edit: %(kind)s", kind=_kind(sheet, node.level))
    return _form(
        request, sheet, node.level, form, title, languages, own, parent=None, node=node, seen=seen
    )


def _kind(sheet: Sheet, level: int) -> str:
    return sheet.concept.scheme.levels[level].naming.name(catalogues.current())


def _form(
    request: AnyRequest,
    sheet: Sheet,
    level: int,
    form: Form,
    title: Message,
    languages: list[str],
    form_id: str,
    **what: Any,
) -> Response[Any]:
    scheme = sheet.concept.scheme
    return form_page(
        request,
        "workshops/concepts/_node_form.html",
        sheet,
        title,
        form,
        form_id,
        level=level,
        column_fields=column_fields(scheme.levels[level].columns, scheme),
        form_languages=languages,
        **what,
    )
