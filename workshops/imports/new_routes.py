"""A new concept from a file: choose it, see what it would become, and only then make it."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.files.uploads import keep
from app.language import catalogues
from app.refused import Refused
from app.web.forms import Form, clean
from app.web.pages import AnyRequest, back_to, page
from workshops.concepts.answers import back_to_concept
from workshops.concepts.forms import NO_FILE, ConceptForm, TitleForm
from workshops.concepts.history import newest
from workshops.concepts.tree import concept_row
from workshops.imports.arrivals import arriving
from workshops.imports.brought import brought
from workshops.imports.new_concepts import (
    NewPreview,
    content_of_new,
    create_from_upload,
    preview_new,
)
from workshops.imports.uploads import NEW, imported_into
from workshops.schemes import library
from workshops.schemes.scheme import Scheme
from workshops.titles import told_apart


@get("/concepts/import")
async def new_import_page(request: AnyRequest) -> Response[Any]:
    return _file_page(request, Form({}))


@post("/concepts/import", status_code=200)
async def upload_new(request: AnyRequest, ledger: Ledger, staff: Staff) -> Response[Any]:
    """Keep the file; one that cannot be read is refused beside it."""
    form = Form(await request.form())
    chosen = form.file("file")
    if chosen is None:
        form.refuse("file", NO_FILE)
        return _file_page(request, form)
    content = await chosen.read()
    try:
        found = await asyncio.to_thread(brought, content)
        await ledger.read(arriving, found, scheme=None, language=None)
    except Refused as refused:
        form.refuse("file", refused.message)
        return _file_page(request, form)
    name = clean(chosen.filename)
    id = await ledger.write(keep, NEW, staff.id, file_name=name, content=content, now=utc_now())
    return back_to(f"/concepts/import/{id}")


@get("/concepts/import/{upload_id:int}")
async def new_preview(
    request: AnyRequest, ledger: Ledger, staff: Staff, upload_id: int
) -> Response[Any]:
    done = await ledger.read(imported_into, upload_id, account_id=staff.id)
    if done:
        return page(request, "workshops/imports/imported.html", concept=done)
    shown, schemes = await _shown(ledger, staff, upload_id, {})
    told = {"title": shown.title, "scheme": shown.scheme.name, "language": shown.language}
    return _preview_page(request, shown, schemes, Form(told))


@post("/concepts/import/{upload_id:int}", status_code=200)
async def create_new(
    request: AnyRequest, ledger: Ledger, staff: Staff, upload_id: int
) -> Response[Any]:
    """Make the concept; or show what it would be with another scheme or language: where that is
    wished (`look`), and where the one that was chosen has not been looked at yet."""
    if await ledger.read(imported_into, upload_id, account_id=staff.id):
        return back_to(f"/concepts/import/{upload_id}")
    data = await request.form()
    typed = Form(data)
    shown, schemes = await _shown(ledger, staff, upload_id, typed.values)
    if typed.ticked("look") or typed.values.get("shown", "") != shown.chosen:
        return _preview_page(request, shown, schemes, typed)
    form = TitleForm(data) if shown.own_scheme else ConceptForm(data, [one.name for one in schemes])
    if not form.ok or not shown.plan.ok:
        return _preview_page(request, shown, schemes, form, 422)
    content = await ledger.read(content_of_new, upload_id, account_id=staff.id)
    name = await ledger.write(
        create_from_upload,
        upload_id,
        await asyncio.to_thread(brought, content),
        title=form.title,
        scheme=shown.scheme.name,
        language=shown.language,
        by=staff.name,
        now=utc_now(),
    )
    concept = await ledger.read(concept_row, name)
    done = await ledger.read(newest, concept.id)
    return back_to_concept(name, done=done.id if done else None, at="what-was-done")


async def _shown(
    ledger: Ledger, staff: Staff, upload_id: int, typed: Mapping[str, str]
) -> tuple[NewPreview, tuple[Scheme, ...]]:
    """The preview with the scheme and the language that were chosen, and all schemes."""
    schemes = await ledger.read(library.all_schemes)
    wanted, language = typed.get("scheme"), typed.get("language")
    shown = await ledger.read(
        preview_new,
        upload_id,
        account_id=staff.id,
        scheme=wanted if wanted in {one.name for one in schemes} else None,
        language=language if language in catalogues.offered() else None,
        shown_in=catalogues.current(),
    )
    return shown, schemes


def _preview_page(
    request: AnyRequest,
    shown: NewPreview,
    schemes: Iterable[Scheme],
    form: Form,
    status: int = 200,
) -> Response[Any]:
    titles = told_apart((one.name, one.title(catalogues.current())) for one in schemes)
    return page(
        request,
        "workshops/imports/new_preview.html",
        status,
        preview=shown,
        form=form,
        schemes=list(titles.items()),
    )


def _file_page(request: AnyRequest, form: Form) -> Response[Any]:
    return page(request, "workshops/imports/new.html", 200 if form.ok else 422, form=form)


ROUTES = [new_import_page, upload_new, new_preview, create_new]
