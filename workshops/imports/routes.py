"""Importing a table: choose a file, see what it would do, and only then do it."""

import asyncio
from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.files.file import FORMATS
from app.language import catalogues
from app.refused import Refused
from app.web.forms import Form, clean
from app.web.pages import AnyRequest, back_to, page
from workshops.concepts import services
from workshops.concepts.acting import do
from workshops.concepts.answers import back_to_concept
from workshops.concepts.forms import NO_FILE
from workshops.concepts.history import first_new
from workshops.imports import new_routes, uploads
from workshops.imports.brought import brought
from workshops.imports.guide import headings
from workshops.imports.plans import plan_of
from workshops.imports.template import template


@get("/concepts/{name:str}/import")
async def import_page(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    return await _import_page(request, ledger, name, Form({}))


@get("/concepts/{name:str}/import/template.xlsx")
async def import_template(ledger: Ledger, name: str) -> Response[Any]:
    """An empty sheet with the concept's columns, in the concept's language."""
    concept = await ledger.read(services.structure, name)
    language = concept.language
    with catalogues.speaking(language):
        content = await asyncio.to_thread(template, concept.scheme, language, catalogues.words)
    headers = {"Content-Disposition": f'attachment; filename="{concept.scheme.name}.xlsx"'}
    return Response(content, media_type=FORMATS["xlsx"], headers=headers)


@post("/concepts/{name:str}/import", status_code=200)
async def upload(request: AnyRequest, ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    """Keep the file and show what it would do. A file that is no table is refused beside it."""
    form = Form(await request.form())
    chosen = form.file("file")
    content = await chosen.read() if chosen else b""
    if chosen is None:
        form.refuse("file", NO_FILE)
        return await _import_page(request, ledger, name, form)
    try:
        await ledger.read(plan_of, name, await asyncio.to_thread(brought, content))
    except Refused as refused:
        form.refuse("file", refused.message)
        return await _import_page(request, ledger, name, form)
    id = await ledger.write(
        uploads.keep_upload,
        name,
        account_id=staff.id,
        file_name=clean(chosen.filename),
        content=content,
        now=utc_now(),
    )
    return back_to(f"/concepts/{name}/import/{id}")


@get("/concepts/{name:str}/import/{upload_id:int}")
async def import_preview(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, upload_id: int
) -> Response[Any]:
    done = await ledger.read(uploads.imported_into, upload_id, account_id=staff.id)
    if done and done.name == name:
        return page(request, "workshops/imports/imported.html", concept=done)
    shown = await ledger.read(
        uploads.preview,
        name,
        upload_id,
        account_id=staff.id,
        language=catalogues.current(),
    )
    return page(request, "workshops/imports/preview.html", preview=shown, concept=shown.concept)


@post("/concepts/{name:str}/import/{upload_id:int}", status_code=200)
async def confirm_import(ledger: Ledger, staff: Staff, name: str, upload_id: int) -> Response[Any]:
    """Create everything, or nothing, and see the first of it; confirmed twice, it is done once.
    The file is read before: writers wait for nobody."""
    if await ledger.read(uploads.imported_into, upload_id, account_id=staff.id):
        return back_to(f"/concepts/{name}/import/{upload_id}")
    content = await ledger.read(uploads.upload_content, name, upload_id, account_id=staff.id)
    found = await asyncio.to_thread(brought, content)
    verb = uploads.import_upload
    _, done = await do(ledger, staff.name, verb, name, upload_id, found, now=utc_now())
    row = await ledger.read(first_new, done)
    return back_to_concept(name, row, done=done, at=f"edit-{row}" if row else "what-was-done")


async def _import_page(request: AnyRequest, ledger: Ledger, name: str, form: Form) -> Response[Any]:
    concept = await ledger.read(services.structure, name)
    status = 200 if form.ok else 422
    guide = list(headings(concept.scheme, catalogues.current(), catalogues.words))
    return page(
        request, "workshops/imports/page.html", status, concept=concept, form=form, guide=guide
    )


ROUTES = [
    import_page,
    import_template,
    upload,
    import_preview,
    confirm_import,
    *new_routes.ROUTES,
]
