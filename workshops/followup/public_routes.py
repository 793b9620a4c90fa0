"""What anybody may open of a published concept: its page, its feed, its data.

Answers are the same for everybody who asks for the same language, so caches may keep them: they
carry no cookie, and `Vary` names what else decides.
"""

import asyncio
import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

from litestar import Response, get

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.language.tags import LANGUAGES
from app.live import Hub
from app.settings import Settings
from app.web.pages import AnyRequest, page, render
from app.web.security import Limits
from workshops.concepts.numbering import letters
from workshops.exports.telling import best
from workshops.followup import data, feed
from workshops.followup.answers import today_in
from workshops.followup.public import (
    LICENCE,
    MAX_AGE,
    PublicPage,
    language_of,
    public_page,
    stamp,
)
from workshops.followup.rules import DECISION_NAMES, STATUS_NAMES

HTML, ATOM = "text/html", "application/atom+xml; charset=utf-8"
CSV, JSON = "text/csv", "application/json"
FRESH = 60  # seconds after which a page is made anew even if nothing seems to have changed

Write = Callable[[PublicPage, str], str]


@get("/c/{name:str}")
async def concept(
    request: AnyRequest, ledger: Ledger, hub: Hub, limits: Limits, settings: Settings, name: str
) -> Response[Any]:
    """The page. `language` chooses one for ever; `open=all` unfolds all fields, for printing."""
    unfolded = request.query_params.get("open") == "all"
    today, address = today_in(settings), f"{settings.public_url}/c/{name}"

    def write(found: PublicPage, language: str) -> str:
        context = context_of(found, language, today, address, unfolded=unfolded)
        return render("workshops/followup/public.html", language, **context)

    kind = "page unfolded" if unfolded else "page"
    return await _answer(request, ledger, hub, limits, name, kind, write, HTML)


@get("/c/{name:str}/feed.atom")
async def atom(
    request: AnyRequest, ledger: Ledger, hub: Hub, limits: Limits, settings: Settings, name: str
) -> Response[Any]:
    """What became of its measures, as a feed in the reader's language."""
    address = f"{settings.public_url}/c/{name}"

    def write(found: PublicPage, language: str) -> str:
        return feed.write(found, language=language, address=address).decode()

    return await _answer(request, ledger, hub, limits, name, "feed", write, ATOM)


@get("/c/{name:str}/data.json")
async def as_json(
    request: AnyRequest, ledger: Ledger, hub: Hub, limits: Limits, settings: Settings, name: str
) -> Response[Any]:
    today, address = today_in(settings), f"{settings.public_url}/c/{name}"

    def write(found: PublicPage, language: str) -> str:
        return data.as_json(found, address=address, today=today).decode()

    return await _answer(request, ledger, hub, limits, name, "json", write, JSON)


@get("/c/{name:str}/data.csv")
async def as_csv(
    request: AnyRequest, ledger: Ledger, hub: Hub, limits: Limits, name: str
) -> Response[Any]:
    def write(found: PublicPage, language: str) -> str:
        return data.as_csv(found).decode()

    return await _answer(request, ledger, hub, limits, name, "csv", write, CSV)


@get("/concepts/{name:str}/follow-up/preview")
async def preview(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str
) -> Response[Any]:
    """The page as it would be, for the office alone."""
    found = await ledger.read(public_page, name, preview=True)
    language = _asked(request) or catalogues.current()
    address = f"/concepts/{name}/follow-up/preview"
    catalogues.speak(language)
    context = context_of(found, language, today_in(settings), address, preview=True)
    return page(request, "workshops/followup/public.html", **context)


def context_of(
    found: PublicPage,
    language: str,
    today: dt.date,
    address: str,
    *,
    unfolded: bool = False,
    preview: bool = False,
) -> dict[str, Any]:
    """What the template of the public page needs."""
    return {
        "concept": found,
        "letters": letters,
        "today": today,
        "address": address,
        "unfolded": unfolded or not found.large,
        "preview": preview,
        "licence": LICENCE,
        "decisions": DECISION_NAMES,
        "statuses": STATUS_NAMES,
        "best": best,
        "language_name": catalogues.language_name,
        "own_name": lambda tag: LANGUAGES[tag].own_name,
    }


async def _answer(
    request: AnyRequest,
    ledger: Ledger,
    hub: Hub,
    limits: Limits,
    name: str,
    kind: str,
    write: Write,
    media_type: str,
) -> Response[Any]:
    """The same bytes for all who ask within a minute, unless the office did something meanwhile."""
    limits.address(request.client.host if request.client else "")
    now = await ledger.read(stamp, name)
    by_reader = kind.startswith(("page", "feed"))  # in the language of who reads it
    language = await _language(request, ledger, name) if by_reader else ""

    async def made() -> str:
        found = await ledger.read(public_page, name)
        return await asyncio.to_thread(write, found, language)

    minute = int(utc_now().timestamp() // FRESH)
    frame = await hub.current(f"public:{name}", f"{kind} {language} {now} {minute}", made)
    negotiated = by_reader and _asked(request) is None
    vary = "Accept-Language, Cookie, Accept-Encoding" if negotiated else "Accept-Encoding"
    etag = f'W/"{hashlib.blake2b(f"{frame.etag}{language}".encode(), digest_size=9).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={MAX_AGE}", "Vary": vary}
    if media_type != HTML:
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Link"] = f'<{LICENCE.address}>; rel="license"'
    if by_reader:
        headers["Content-Language"] = language
    if _has(request, etag):
        return Response(b"", status_code=304, headers=headers, media_type=media_type)
    return Response(frame.html.encode(), headers=headers, media_type=media_type)


def _asked(request: AnyRequest) -> str | None:
    """The language in the address, if it is one of ours."""
    wanted = request.query_params.get("language", "")
    return wanted if wanted in catalogues.offered() else None


async def _language(request: AnyRequest, ledger: Ledger, name: str) -> str:
    """That of the address, else of the reader, else of the concept."""
    reader: str | None = _asked(request) or request.scope["state"]["language"]
    if reader:
        return reader
    found = await ledger.read(language_of, name)
    return found if found in catalogues.offered() else catalogues.current()


def _has(request: AnyRequest, etag: str) -> bool:
    """Whether the reader has this already; compared weakly, as RFC 9110 wants it here."""
    sent = request.headers.get("if-none-match", "")
    known = {one.strip().removeprefix("W/") for one in sent.split(",")}
    return bool(known & {"*", etag.removeprefix("W/")})


ROUTES = [concept, atom, as_json, as_csv, preview]
