"""Every failure says what happened, that nothing was lost, and what to do: calmly, translated."""

import logging
import re
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect
from sqlalchemy.exc import OperationalError, TimeoutError

from app.database.ledger import NotSaved
from app.live import RenderFailed
from app.refused import Message, Missing, Refused, say
from app.traces import trace
from app.web.again import again
from app.web.csrf import Stale
from app.web.pages import AnyRequest, is_htmx, own_path, page
from app.web.surroundings import prepare

log = logging.getLogger("klebepunkt")

# A page of a participant or a respondent; what lies below it belongs to it.
PHONE = re.compile(r"/[ws]/[^/]+")

MISSING = say("This page does not exist, or it is not meant for you. Please check the address.")
FORBIDDEN = say("This page was open for too long. Go back, reload it and try again.")
KEPT = say(
    "This page was open for too long. Nothing that you entered is lost, but it is not saved yet. "
    "Please try again."
)
TOO_LARGE = say("That is too large. Nothing was saved.")
BAD = say("That could not be understood. Nothing was changed. Go back and try again.")
ENDED = say(
    "Your access to this workshop has ended. What you did is saved. "
    "Please ask its moderator for a new link."
)
AWAY = (NotSaved, RenderFailed, OperationalError, TimeoutError)
OURS = say("Something went wrong on our side. What was saved before is still there. Try again.")


class SignInNeeded(Exception):
    """Staff only, and nobody is signed in."""


class PassEnded(SignInNeeded):
    """They came by a link that was revoked or has run out."""


class Led(Exception):
    """This page is not for them, or not any more; the one at `path` is, and says why."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def led(request: AnyRequest, error: Led) -> Response[Any]:
    """There; a script is told that it has nothing to do here any more."""
    if is_htmx(request):
        return Response("", status_code=404, headers={"HX-Redirect": error.path})
    return Redirect(error.path, status_code=303)


def refused(request: AnyRequest, error: Refused) -> Response[Any]:
    return _answer(request, error.message, error.status)


def missing(request: AnyRequest, error: Missing) -> Response[Any]:
    return _answer(request, MISSING, 404)


def sign_in_needed(request: AnyRequest, error: SignInNeeded) -> Response[Any]:
    """To the sign-in page and, after reading, back to where one wanted to go."""
    target = own_path(request) if request.method == "GET" else "/"
    if is_htmx(request):
        return Response("", status_code=401, headers={"HX-Redirect": "/sign-in"})
    return Redirect("/sign-in", query_params={"next": target}, status_code=303)


def pass_ended(request: AnyRequest, error: PassEnded) -> Response[Any]:
    return _answer(request, ENDED, 403)


def stale(request: AnyRequest, error: Stale) -> Response[Any]:
    """The page is older than the cookie, or the server's secret: what it sent is kept on this one,
    and sent again by a button. Nothing of it has been done."""
    kept = not is_htmx(request) and again(request, 403, stale=True) is not None
    answer = _answer(request, KEPT if kept else FORBIDDEN, 403, stale=True)
    if error.cookie:
        answer.cookies.append(error.cookie)
    return answer


def http_error(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """What Litestar itself refuses: unknown addresses, methods, sizes, bad requests."""
    phone = PHONE.match(own_path(request))
    if error.status_code == 405 and request.method == "GET" and phone:
        return Redirect(phone[0], status_code=303)  # a reload of what only takes a form
    if error.status_code == 413 and request.content_type[0].startswith("multipart/"):
        # Whatever takes a file stands at the address that it is sent to.
        return _answer(request, _file_too_large(request), 413, back=request.url.path)
    known = {404: MISSING, 413: TOO_LARGE}
    if error.status_code >= 500:
        return ours(request, error)
    return _answer(request, known.get(error.status_code, BAD), error.status_code)


def _file_too_large(request: AnyRequest) -> Message:
    """What the address takes at most, in whole megabytes."""
    handler = request.route_handler
    most = handler.resolve_request_max_body_size() if isinstance(handler, HTTPRouteHandler) else 0
    return say(
        "This file is larger than %(most)d MB. Choose a smaller one, or split it.",
        most=(most or 0) // 2**20,
    )


def garbled(request: AnyRequest, error: UnicodeDecodeError) -> Response[Any]:
    """A form with bytes that are no text: our own pages never send that."""
    return _answer(request, BAD, 400)


def ours(request: AnyRequest, error: Exception) -> Response[Any]:
    """Our own bug, or the database is away (503). The log gets the request id, the route and the
    trace, never what was sent."""
    prepare(request)
    handler = request.scope.get("route_handler")
    log.error(
        "request %s failed in %s\n%s",
        request.scope["state"]["request_id"],
        getattr(handler, "handler_name", "?"),
        trace(error),
    )
    return _answer(request, OURS, 503 if isinstance(error, AWAY) else 500)


def _answer(
    request: Request[Any, Any, Any],
    message: Message,
    status: int,
    *,
    back: str = "",
    stale: bool = False,
) -> Response[Any]:
    prepare(request)
    if is_htmx(request):
        answer = page(request, "_notice.html", status, message=message)
        answer.headers.update(
            {"HX-Retarget": "#notice", "HX-Reselect": "#notice", "HX-Reswap": "outerHTML"}
        )
        return answer
    sent = again(request, status, stale=stale)
    more = {"message": message, "status_code": status, "back": back, "again": sent}
    return page(request, "error.html", status, **more)


HANDLERS: dict[Any, Any] = {
    Refused: refused,
    Missing: missing,
    Led: led,
    PassEnded: pass_ended,
    SignInNeeded: sign_in_needed,
    Stale: stale,
    HTTPException: http_error,
    UnicodeDecodeError: garbled,
    Exception: ours,
}
