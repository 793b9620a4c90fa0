"""Every failure says what happened, that nothing was lost, and what to do: calmly, translated."""

import logging
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, PermissionDeniedException
from litestar.response import Redirect

from app.refused import Message, Missing, Refused, say
from app.web.pages import AnyRequest, is_htmx, page
from app.web.surroundings import prepare

log = logging.getLogger("klebepunkt")

MISSING = say("This page does not exist, or it is not meant for you. Please check the address.")
FORBIDDEN = say("This page was open for too long. Go back, reload it and try again.")
TOO_LARGE = say("That is too large. Nothing was saved.")
BAD = say("That could not be understood. Nothing was changed. Go back and try again.")
OURS = say("Something went wrong on our side. What was saved before is still there. Try again.")


class SignInNeeded(Exception):
    """Staff only, and nobody is signed in."""


def refused(request: AnyRequest, error: Refused) -> Response[Any]:
    return _answer(request, error.message, error.status)


def missing(request: AnyRequest, error: Missing) -> Response[Any]:
    return _answer(request, MISSING, 404)


def sign_in_needed(request: AnyRequest, error: SignInNeeded) -> Response[Any]:
    """To the sign-in page and, after reading, back to where one wanted to go."""
    target = request.url.path if request.method == "GET" else "/"
    if is_htmx(request):
        return Response("", status_code=401, headers={"HX-Redirect": "/sign-in"})
    return Redirect("/sign-in", query_params={"next": target}, status_code=303)


def http_error(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """What Litestar itself refuses: unknown addresses, methods, sizes, bad requests."""
    if isinstance(error, PermissionDeniedException):
        return _answer(request, FORBIDDEN, 403)
    known = {404: MISSING, 413: TOO_LARGE}
    if error.status_code >= 500:
        return ours(request, error)
    return _answer(request, known.get(error.status_code, BAD), error.status_code)


def ours(request: AnyRequest, error: Exception) -> Response[Any]:
    """Our own bug. The log gets the request id, the route and the trace, never what was sent."""
    prepare(request)
    handler = request.scope.get("route_handler")
    log.error(
        "request %s failed in %s",
        request.scope["state"]["request_id"],
        getattr(handler, "handler_name", "?"),
        exc_info=(type(error), type(error)(), error.__traceback__) if _nameless(error) else True,
    )
    return _answer(request, OURS, 500)


def _nameless(error: Exception) -> bool:
    """Whether an empty error of this type can stand in for it: its text may quote what was sent."""
    try:
        type(error)()
    except TypeError:
        return False
    return True


def _answer(request: Request[Any, Any, Any], message: Message, status: int) -> Response[Any]:
    prepare(request)
    if is_htmx(request):
        answer = page(request, "_notice.html", status, message=message)
        answer.headers.update(
            {"HX-Retarget": "#notice", "HX-Reselect": "#notice", "HX-Reswap": "outerHTML"}
        )
        return answer
    return page(request, "error.html", status, message=message, status_code=status)


HANDLERS: dict[Any, Any] = {
    Refused: refused,
    Missing: missing,
    SignInNeeded: sign_in_needed,
    HTTPException: http_error,
    Exception: ours,
}
