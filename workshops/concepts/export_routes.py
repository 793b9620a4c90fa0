"""Downloading the concept, for the office and for the moderators of one of its workshops."""

import asyncio
from typing import Any

from litestar import Response, get

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Missing
from app.web.pages import AnyRequest, page
from workshops.agenda.room import room
from workshops.concepts import services
from workshops.concepts.export import FORMATS, written
from workshops.concepts.source import Source, events, source
from workshops.concepts.telling import Choice
from workshops.rules import normalise


@get("/concepts/{name:str}/export")
async def export_page(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """Which file it shall be."""
    concept = await ledger.read(services.structure, name)
    return page(
        request,
        "workshops/concepts/export.html",
        concept=concept,
        events=await ledger.read(events, name),
        chosen=normalise(request.query_params.get("workshop", "")),
    )


@get([f"/concepts/{{name:str}}/export.{format}" for format in FORMATS])
async def export(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The file. `workshop` (its code) brings its priorities, `dots=no` leaves the columns out."""
    code = normalise(request.query_params.get("workshop", ""))
    return await _download(request, await ledger.read(source, name, code or None))


@get([f"/moderation/{{code:str}}/export.{format}" for format in FORMATS])
async def export_for_moderator(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    """The same with the priorities of the workshop that one runs."""
    here = await ledger.read(room, request.scope["state"]["workshop_id"])
    return await _download(request, await ledger.read(source, here.concept_name, here.code))


async def _download(request: AnyRequest, found: Source) -> Response[Any]:
    query = request.query_params
    language = query.get("language", "") or catalogues.current()
    if language not in catalogues.offered():
        raise Missing
    file = await asyncio.to_thread(
        written,
        found,
        request.scope["path"].rpartition(".")[2],
        Choice(with_dots=query.get("dots") != "no"),
        language=language,
        now=utc_now(),
    )
    headers = {"Content-Disposition": file.disposition, "Cache-Control": "no-store"}
    return Response(file.content, media_type=file.content_type, headers=headers)


ROUTES = [export_page, export, export_for_moderator]
