"""What every request carries: an id for its error page, and the reader's language."""

import secrets
from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from app.language import catalogues
from app.language.tags import DEFAULT, negotiate

LANGUAGE_COOKIE = "language"


def prepare(request: Request[Any, Any, Any]) -> None:
    """Give the request its id and speak its language. Doing it twice changes nothing."""
    state = request.scope["state"]
    if "request_id" in state:
        return
    state["request_id"] = secrets.token_hex(6)
    offered = list(catalogues.offered())
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    accepted = negotiate(request.headers.get("accept-language", ""), offered)
    state["language"] = chosen if chosen in offered else accepted
    catalogues.speak(state["language"] or DEFAULT)


def offer(request: Request[Any, Any, Any], default: str) -> None:
    """Fall back to this language (a workshop's) where the person has asked for none of ours."""
    if request.scope["state"]["language"] is None:
        catalogues.speak(default)


def surroundings(app: ASGIApp) -> ASGIApp:
    async def middleware(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            prepare(Request(scope))
        await app(scope, receive, send)

    return middleware
