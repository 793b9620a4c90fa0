"""A survey from a file, and a questionnaire as a file."""

import asyncio
from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.files.uploads import keep
from app.language import catalogues
from app.refused import Missing, Refused, say
from app.web.download import download
from app.web.forms import Form, clean
from app.web.pages import AnyRequest, back_to, page
from surveys.imports.formats import FORMATS, WRITTEN
from surveys.imports.limits import MOST_WITH_PICTURES
from surveys.imports.recognise import read, written
from surveys.imports.told import counts
from surveys.imports.uploads import NEW, bring, imported_as, waiting
from surveys.office.images import images_of
from surveys.pictures import images
from surveys.questions.kinds import kinds
from surveys.services import draft

NO_FILE = say("Please choose a file first.")


@get("/surveys/import")
async def file_page(request: AnyRequest) -> Response[Any]:
    return _file_page(request, Form({}))


@post("/surveys/import", status_code=200, request_max_body_size=MOST_WITH_PICTURES + 100_000)
async def upload(request: AnyRequest, ledger: Ledger, staff: Staff) -> Response[Any]:
    """Keep the file; one that cannot be used is refused beside it."""
    form = Form(await request.form())
    chosen = form.file("file")
    if chosen is None:
        form.refuse("file", NO_FILE)
        return _file_page(request, form)
    name, content = clean(chosen.filename), await chosen.read()
    try:
        await asyncio.to_thread(read, content, name)
    except Refused as refused:
        form.refuse("file", refused.message)
        return _file_page(request, form)
    id = await ledger.write(keep, NEW, staff.id, file_name=name, content=content, now=utc_now())
    return back_to(f"/surveys/import/{id}")


@get("/surveys/import/{upload_id:int}")
async def preview(
    request: AnyRequest, ledger: Ledger, staff: Staff, upload_id: int
) -> Response[Any]:
    """What it would be, and what is left out, row by row. `language`: of texts without one."""
    if name := await ledger.read(imported_as, upload_id, account_id=staff.id):
        return back_to(f"/surveys/{name}")
    file = await ledger.read(waiting, upload_id, account_id=staff.id)
    language = _language(request.query_params.get("language", ""))
    found = await asyncio.to_thread(read, file.content, file.file_name, language)
    return page(
        request,
        "surveys/imports/preview.html",
        upload_id=upload_id,
        file_name=file.file_name,
        found=found,
        counts=counts(found.questionnaire),
        kinds=kinds(),
        tags=catalogues.offered(),
    )


@post("/surveys/import/{upload_id:int}", status_code=200)
async def confirm(
    request: AnyRequest, ledger: Ledger, staff: Staff, upload_id: int
) -> Response[Any]:
    """Make the survey; confirmed twice, it is made once."""
    name = await ledger.read(imported_as, upload_id, account_id=staff.id)
    if not name:
        file = await ledger.read(waiting, upload_id, account_id=staff.id)
        language = _language(Form(await request.form()).values.get("language", ""))
        found = await asyncio.to_thread(read, file.content, file.file_name, language)
        name = await ledger.write(bring, upload_id, found, now=utc_now())
    return back_to(f"/surveys/{name}")


@get("/surveys/{name:str}/export")
async def export_page(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    found = await ledger.read(draft, name)
    pictures = bool(images(found.questionnaire))
    formats = [(key, FORMATS[key]) for key in WRITTEN if key != "zip" or pictures]
    return page(
        request, "surveys/imports/export.html", survey=found, formats=formats, pictures=pictures
    )


@get("/surveys/{name:str}/export/{format:str}")
async def export_file(ledger: Ledger, name: str, format: str) -> Response[bytes]:
    """The questions as they are in the draft."""
    if format not in WRITTEN:
        raise Missing
    found = await ledger.read(draft, name)
    pictures = await ledger.read(images_of, found.survey_id, found.questionnaire)
    content = await asyncio.to_thread(written, found.questionnaire, name, format, pictures)
    kind = FORMATS[format]
    return download(content, f"{name}.{kind.ending}", kind.media_type)


def _language(wished: str) -> str:
    return wished if wished in catalogues.offered() else ""


def _file_page(request: AnyRequest, form: Form) -> Response[Any]:
    return page(request, "surveys/imports/page.html", 200 if form.ok else 422, form=form)


ROUTES = [file_page, upload, preview, confirm, export_page, export_file]
