"""The office's own letterheads: send one, see what is wrong with it, try it out, delete it."""

import asyncio
from typing import Any

from litestar import Response, get, post

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.files.file import FORMATS
from app.language import catalogues
from app.refused import Refused
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from workshops.concepts import services as concepts
from workshops.exports.files import document
from workshops.exports.source import everything
from workshops.exports.telling import Choice
from workshops.letterheads import services
from workshops.letterheads.checked import faults_in, faulty
from workshops.letterheads.example import example
from workshops.letterheads.faults import Fault, Faulty
from workshops.letterheads.filling import fill
from workshops.letterheads.forms import LetterheadForm, TrialForm
from workshops.letterheads.package import parts_of
from workshops.letterheads.placeholders import ATTRIBUTES, FILTERS, NAMES
from workshops.schemes import library

ONE = "/letterheads/{letterhead_id:int}"
_FOLDER = "workshops/letterheads"


@get("/letterheads")
async def letterheads(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    return await _list(request, ledger, Form({}))


@post("/letterheads", status_code=200)
async def send(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    """Keep a file. One with faulty placeholders is kept, too: its page says what is wrong."""
    form = LetterheadForm(await request.form(), needed=True)
    content = await _content(form)
    if not form.ok or content is None:
        return await _list(request, ledger, form)
    id = await ledger.write(
        services.add_letterhead, title=form.title, content=content, now=utc_now()
    )
    return back_to(f"/letterheads/{id}")


@get("/letterheads/help")
async def placeholder_help(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    """Everything that may stand in a letterhead."""
    return page(
        request,
        f"{_FOLDER}/help.html",
        names=NAMES,
        attributes=ATTRIBUTES,
        filters=FILTERS,
        schemes=await ledger.read(library.all_schemes),
    )


@get("/letterheads/sample.docx")
async def sample_letterhead() -> Response[Any]:
    """One of ours to begin with."""
    content = await asyncio.to_thread(example, catalogues.words)
    return _download("letterhead", content)


@get(ONE)
async def letterhead(request: AnyRequest, ledger: Ledger, letterhead_id: int) -> Response[Any]:
    found = await ledger.read(services.letterhead, letterhead_id)
    return await _page(request, ledger, letterhead_id, Form({"title": found.title}))


@post(ONE, status_code=200)
async def replace(request: AnyRequest, ledger: Ledger, letterhead_id: int) -> Response[Any]:
    """Another title, another file."""
    form = LetterheadForm(await request.form(), needed=False)
    content = await _content(form)
    if not form.ok:
        return await _page(request, ledger, letterhead_id, form)
    await ledger.write(
        services.replace_letterhead,
        letterhead_id,
        title=form.title,
        content=content,
        now=utc_now(),
    )
    return back_to(f"/letterheads/{letterhead_id}?done=saved")


@get(ONE + "/file.docx")
async def file(ledger: Ledger, letterhead_id: int) -> Response[Any]:
    """As it was sent."""
    content = await ledger.read(services.content, letterhead_id)
    return _download(f"letterhead-{letterhead_id}", content)


@get(ONE + "/trial.docx")
async def trial(request: AnyRequest, ledger: Ledger, letterhead_id: int) -> Response[Any]:
    """The letterhead filled with a concept; its page, where it has mistakes or cannot be filled."""
    names = [one.name for one in await ledger.read(concepts.concepts)]
    form = TrialForm(request.query_params, names)
    content = await ledger.read(services.content, letterhead_id)
    if not form.ok or await _faults(ledger, content):
        return back_to(f"/letterheads/{letterhead_id}")
    found = await ledger.read(everything, form.concept)
    choice, now = Choice(with_dots=found.counted), utc_now()

    def filled() -> bytes:
        told = document(found, choice, form.language, now)
        return fill(content, found, told, choice, form.language, now)

    try:
        return _download(f"{form.concept}-{form.language}", await asyncio.to_thread(filled))
    except Faulty as error:
        kept = await ledger.read(services.letterhead, letterhead_id)
        tried = (found.snapshot.title, error.faults)
        return await _page(request, ledger, letterhead_id, Form({"title": kept.title}), tried)


@get(ONE + "/deletion")
async def ask_deletion(request: AnyRequest, ledger: Ledger, letterhead_id: int) -> Response[Any]:
    found = await ledger.read(services.letterhead, letterhead_id)
    return page(request, f"{_FOLDER}/deletion.html", letterhead=found)


@post(ONE + "/deletion", status_code=200)
async def delete(ledger: Ledger, letterhead_id: int) -> Response[Any]:
    await ledger.write(services.delete_letterhead, letterhead_id)
    return back_to("/letterheads")


async def _content(form: LetterheadForm) -> bytes | None:
    """The file that was sent. One that may not be kept is refused beside its field."""
    if form.sent is None:
        return None
    content = await form.sent.read()
    try:
        await asyncio.to_thread(parts_of, content)
    except Refused as refused:
        form.refuse("file", refused.message)
    return content


async def _faults(ledger: Ledger, content: bytes) -> Any:
    return await asyncio.to_thread(faults_in, content, await ledger.read(services.known))


async def _list(request: AnyRequest, ledger: Ledger, form: Form) -> Response[Any]:
    lines = await ledger.read(services.letterheads)
    status = 200 if form.ok else 422
    shown = {"letterheads": lines, "faulty": await ledger.read(faulty), "form": form}
    return page(request, f"{_FOLDER}/list.html", status, **shown)


async def _page(
    request: AnyRequest,
    ledger: Ledger,
    id: int,
    form: Form,
    tried: tuple[str, tuple[Fault, ...]] | None = None,
) -> Response[Any]:
    """`tried`: the title of a concept that it could not be filled with, and why."""
    content = await ledger.read(services.content, id)
    return page(
        request,
        f"{_FOLDER}/letterhead.html",
        200 if form.ok and not tried else 422,
        letterhead=await ledger.read(services.letterhead, id),
        faults=tried[1] if tried else await _faults(ledger, content),
        tried=tried[0] if tried else "",
        concepts=await ledger.read(concepts.concepts),
        form=form,
        saved=form.ok and request.query_params.get("done") == "saved",
    )


def _download(name: str, content: bytes) -> Response[Any]:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.docx"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=FORMATS["docx"], headers=headers)


ROUTES = [
    letterheads,
    send,
    placeholder_help,
    sample_letterhead,
    letterhead,
    replace,
    file,
    trial,
    ask_deletion,
    delete,
]
