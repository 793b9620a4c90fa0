"""Which response a browser is writing: a cookie for one run alone, with the response's code.

Once it is finished the cookie says only that, and not which response it was.
"""

from typing import Annotated, Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.params import Dependency

from app.codes import normalise
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.web.errors import Led
from surveys.answering.rules import holder_of, is_token
from surveys.answering.runs import CLOSED, close_overdue
from surveys.answering.services import Held, held

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
    return connection.cookies.get(name_of(code)) == DONE


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
    """
    code = normalise(connection.path_params["run"])
    found = await held_in(connection, code)
    if found is not None and found.standing == CLOSED:
        await connection.app.state.ledger.write(close_overdue, code, now=utc_now())
        found = None
    if found is None:
        raise Led(f"/s/{code}")
    connection.scope["state"]["held"] = found


Respondent = Annotated[Held, Dependency(skip_validation=True)]
"""`held`, in the signature of every handler whose route asks for a respondent."""


async def provide_held(request: Connection) -> Held:
    found: Held = request.scope["state"]["held"]
    return found
