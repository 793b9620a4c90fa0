"""Which member of staff sent a request: the checks of the access table, and the cookie."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from app.accounts import rules, sessions
from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.refused import Missing
from app.web.errors import SignInNeeded
from app.web.pages import AnyRequest

COOKIE = "staff"

Connection = ASGIConnection[Any, Any, Any, Any]


async def visitor_of(connection: Connection) -> Staff | None:
    """Who is signed in; None when nobody is, or not any more."""
    token = connection.cookies.get(COOKIE, "")
    if not token:
        return None
    staff: Staff | None = await connection.app.state.ledger.read(
        sessions.staff_of, token, utc_now()
    )
    return staff


async def staff_check(connection: Connection) -> None:
    """Let signed-in staff pass, as `staff` in the request's state.

    Raises:
        SignInNeeded: nobody is signed in.
    """
    staff = await visitor_of(connection)
    if staff is None:
        raise SignInNeeded
    connection.scope["state"]["staff"] = staff


async def office_check(connection: Connection) -> None:
    """Let the integration office pass.

    Raises:
        SignInNeeded: nobody is signed in. Missing: a moderator is.
    """
    await staff_check(connection)
    if not connection.scope["state"]["staff"].is_office:
        raise Missing


async def provide_staff(request: AnyRequest) -> Staff:
    """The dependency `staff` of every handler whose route asks for staff."""
    staff: Staff = request.scope["state"]["staff"]
    return staff


def start_page(role: str) -> str:
    """Where a member of staff begins."""
    return "/workshops" if role == "office" else "/moderation"


def session_cookie(request: AnyRequest, token: str) -> Cookie:
    """The cookie of a session; an empty token takes it away."""
    return Cookie(
        COOKIE,
        value=token,
        max_age=int(rules.SESSION_LASTS.total_seconds()) if token else 0,
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.secure,
    )
