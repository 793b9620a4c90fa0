"""Which response a browser is writing: a cookie for one run alone, with the response's code.

Once it is finished the cookie says only that, and not which response it was.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from litestar.connection import ASGIConnection, Request
from litestar.datastructures import Cookie
from litestar.params import Dependency

from app.codes import normalise
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Refused
from app.web.again import GONE, again
from app.web.errors import Led
from surveys.answering.rules import holder_of, is_token
from surveys.answering.runs import CLOSED, close_overdue, is_closed
from surveys.answering.services import ENDED, Held, held

DONE = "done"
LASTS = 180 * 24 * 3600  # seconds

Connection = ASGIConnection[Any, Any, Any, Any]


def interviewer_cookie(code: str, ticket: str, secure: bool) -> Cookie:
    """By which this browser may interview again and again."""
    name = f"interviewer_{code}"
    return Cookie(name, value=ticket, max_age=LASTS, httponly=True, samesite="lax", secure=secure)


def ticket_in(connection: Connection, code: str) -> str:
    """The ticket of the interviewer at this browser; empty where there is none."""
    value = connection.cookies.get(f"interviewer_{code}", "")
    return value if is_token(value) else ""


def name_of(code: str) -> str:
    return f"survey_{code}"


def token_in(connection: Connection, code: str) -> str:
    """The code of the response that was begun on this browser; empty where there is none."""
    value = connection.cookies.get(name_of(code), "")
    return value if is_token(value) else ""


def is_done(connection: Connection, code: str) -> bool:
    """Whether somebody has come to the end on this browser."""
    return finished_here(connection.cookies, code)


def finished_here(cookies: Mapping[str, str], code: str) -> bool:
    """The same, by the cookies alone."""
    return cookies.get(name_of(code)) == DONE


def cookie(code: str, value: str, secure: bool) -> Cookie:
    """`value`: a response's code, DONE, or empty to forget either."""
    return Cookie(
        name_of(code),
        value=value,
        max_age=LASTS if value else 0,
        httponly=True,
        samesite="lax",
        secure=secure,
    )


async def held_in(connection: Connection, code: str) -> Held | None:
    """What is being answered on this browser in the run with this code."""
    token = token_in(connection, code)
    if not token:
        return None
    state = connection.app.state
    ledger: Ledger = state.ledger
    return await ledger.read(held, code, holder_of(state.settings.secret, token, code), utc_now())


async def respondent_check(connection: Connection) -> None:
    """Let pass who is answering the run in the address, as `held` in the request's state.

    Raises:
        Led: this browser has not begun, has finished, or the run was closed; its page says so.
        Refused: it was closed while they were writing.
    """
    code = normalise(connection.path_params["run"])
    found = await held_in(connection, code)
    if found is None or found.standing == CLOSED:
        ledger: Ledger = connection.app.state.ledger
        over = await ledger.read(is_closed, code, utc_now())
        if over and token_in(connection, code):
            await ledger.write(close_overdue, code, now=utc_now())
            _too_late(connection)
        raise Led(f"/s/{code}")
    connection.scope["state"]["held"] = found


def _too_late(connection: Connection) -> None:
    """A script stays where it is and says so, and what was written without one is shown again.

    Raises:
        Refused: in these two cases; else the door says what there is to say.
    """
    request = Request[Any, Any, Any](connection.scope)
    sent = again(request, GONE)
    if request.method == "PUT" or (sent and sent.words):
        raise Refused(ENDED, GONE)


Respondent = Annotated[Held, Dependency(skip_validation=True)]
"""`held`, in the signature of every handler whose route asks for a respondent."""


async def provide_held(request: Connection) -> Held:
    found: Held = request.scope["state"]["held"]
    return found
