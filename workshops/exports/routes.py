"""Downloading the concept, for the office and for the moderators of one of its workshops.

The office's form starts a job: a file that is written quickly is answered at once, a long one
shows how far it is and can be cancelled. An address with the same words answers the file itself.
"""

import asyncio
from dataclasses import replace
from functools import partial
from typing import Any

from litestar import Response, get, post
from sqlalchemy import Row

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.files import jobs
from app.files.file import FORMATS, File
from app.files.models import Owner
from app.files.runner import begin
from app.refused import Missing, say
from app.web.pages import AnyRequest, back_to, page
from workshops.agenda.room import room
from workshops.concepts.tree import concept_row
from workshops.exports.files import length, written
from workshops.exports.forms import ExportForm
from workshops.exports.selection import selected
from workshops.exports.source import Source, election_of, events, source
from workshops.exports.telling import Wanted
from workshops.letterheads import services as letterheads
from workshops.letterheads.checked import faults_in, faulty
from workshops.letterheads.faults import Fault, packed_fault, unpacked_fault
from workshops.moderation.visitor import workshop_of
from workshops.schemes import library


@get("/concepts/{name:str}/export")
async def export_page(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str
) -> Response[Any]:
    """Which file it shall be."""
    form = ExportForm({**dict(request.query_params), "format": "docx"}, FORMATS)
    return await _export_page(request, ledger, staff, name, form)


@post("/concepts/{name:str}/exports", status_code=200)
async def start_export(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str
) -> Response[Any]:
    """Begin to write the file; wait for it a moment."""
    form = ExportForm(await request.form(), FORMATS)
    wanted = form.wanted
    if wanted is None:
        return await _export_page(request, ledger, staff, name, form)
    found = await _source(ledger, name, wanted)
    if wanted.choice.only and not selected(found.snapshot, wanted.choice).nodes:
        form.refuse("only", say("There is no such measure yet: the file would be empty."))
        return await _export_page(request, ledger, staff, name, form)
    letter, faults = await _letterhead(ledger, wanted)
    fault = packed_fault(faults[0]) if faults else None
    found = replace(found, letterhead=b"" if fault else letter)
    owner = Owner("concept", (await ledger.read(concept_row, name)).id)
    mine: dict[str, Any] = {"account_id": staff.id, "now": utc_now()}
    id = await ledger.write(jobs.start, owner, format=wanted.format, fault=fault, **mine)
    writing = partial(written, found, wanted, now=utc_now())
    total = length(found, wanted.format)
    done = await begin(ledger, id, total, lambda tick: writing(tick=tick))
    address = f"/concepts/{name}/exports/{id}"
    job = await ledger.read(jobs.job, owner, id, **mine)
    at_once = done and job.state == "done" and not job.fault
    return back_to(f"{address}/file" if at_once else address)


@get("/concepts/{name:str}/exports/{export_id:int}")
async def export_progress(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, export_id: int
) -> Response[Any]:
    """How far it is."""
    concept = await ledger.read(concept_row, name)
    mine: dict[str, Any] = {"account_id": staff.id, "now": utc_now()}
    try:
        job = await ledger.read(jobs.job, Owner("concept", concept.id), export_id, **mine)
    except Missing:
        return _gone(request, concept)
    fault = unpacked_fault(job.fault) if job.fault else None
    return page(request, "workshops/exports/job.html", job=job, concept=concept, fault=fault)


@post("/concepts/{name:str}/exports/{export_id:int}/cancellation", status_code=200)
async def cancel_export(ledger: Ledger, staff: Staff, name: str, export_id: int) -> Response[Any]:
    owner = Owner("concept", (await ledger.read(concept_row, name)).id)
    await ledger.write(jobs.cancel, owner, export_id, account_id=staff.id)
    return back_to(f"/concepts/{name}/exports/{export_id}")


@get("/concepts/{name:str}/exports/{export_id:int}/file")
async def exported_file(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, export_id: int
) -> Response[Any]:
    concept = await ledger.read(concept_row, name)
    try:
        mine = {"account_id": staff.id}
        file = await ledger.read(jobs.written_file, Owner("concept", concept.id), export_id, **mine)
    except Missing:
        return _gone(request, concept)
    return _answer(file)


@get([f"/concepts/{{name:str}}/export.{format}" for format in FORMATS])
async def export(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The file at once; the address says what it holds, as the form does."""
    wanted = _wanted(request)
    return await _download(await _source(ledger, name, wanted), wanted)


@get([f"/moderation/{{code:str}}/export.{format}" for format in FORMATS if format != "pb"])
async def export_for_moderator(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    """The same with the priorities of the workshop that one runs."""
    here = await ledger.read(room, workshop_of(request))
    found = await ledger.read(source, here.concept_name, here.code)
    return await _download(found, _wanted(request))


async def _source(ledger: Ledger, name: str, wanted: Wanted) -> Source:
    if wanted.format == "pb":
        return await ledger.read(election_of, name, wanted.code)
    return await ledger.read(source, name, wanted.code)


async def _letterhead(ledger: Ledger, wanted: Wanted) -> tuple[bytes, tuple[Fault, ...]]:
    """The office's own Word file, empty where none is wanted, and its mistakes."""
    if wanted.format != "docx" or wanted.letterhead is None:
        return b"", ()
    content = await ledger.read(letterheads.content, wanted.letterhead)
    known = await ledger.read(letterheads.known)
    return content, await asyncio.to_thread(faults_in, content, known)


def _wanted(request: AnyRequest) -> Wanted:
    """
    Raises:
        Missing: the address asks for something that there is not.
    """
    format = request.scope["path"].rpartition(".")[2]
    wanted = ExportForm(dict(request.query_params), FORMATS, format).wanted
    if wanted is None:
        raise Missing
    return wanted


async def _download(found: Source, wanted: Wanted) -> Response[Any]:
    return _answer(await asyncio.to_thread(written, found, wanted, now=utc_now()))


def _gone(request: AnyRequest, concept: Row[Any]) -> Response[Any]:
    """Also for a file of somebody else: whose it was is nobody's business."""
    return page(request, "workshops/exports/job.html", 404, job=None, concept=concept)


def _answer(file: File) -> Response[Any]:
    return Response(file.content, media_type=file.content_type, headers=file.headers)


async def _export_page(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, form: ExportForm
) -> Response[Any]:
    concept = await ledger.read(concept_row, name)
    owner, mine = Owner("concept", concept.id), {"account_id": staff.id}
    return page(
        request,
        "workshops/exports/page.html",
        200 if form.ok else 422,
        concept=concept,
        scheme=await ledger.read(library.load, concept.scheme),
        events=await ledger.read(events, name),
        letterheads=await ledger.read(letterheads.letterheads),
        faulty=await ledger.read(faulty),
        form=form,
        formats=FORMATS,
        waiting=await ledger.read(jobs.waiting, owner, **mine, now=utc_now()),
    )


ROUTES = [
    export_page,
    start_export,
    export_progress,
    cancel_export,
    exported_file,
    export,
    export_for_moderator,
]
