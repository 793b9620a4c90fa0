"""Who runs a workshop: the checks of its console, and who is acting in a request."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from app.access import Connection
from app.accounts.visitor import visitor_of
from app.codes import normalise
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Missing
from app.web.errors import PassEnded, SignInNeeded
from app.web.pages import AnyRequest
from workshops.journal.services import INTERPRETER, MODERATOR, Actor, act
from workshops.moderation.services import helper_of
from workshops.passes.cookie import digests_in

P = ParamSpec("P")
T = TypeVar("T")


async def moderator(connection: Connection) -> None:
    """The check of a workshop's console: its moderators, the office, and who holds a pass for it.

    Puts `workshop_id`, `actor`, and `staff` or `helper` into the request's state.

    Raises:
        SignInNeeded: nobody is signed in. PassEnded: their pass is good no more.
        Missing: no such workshop, or not theirs.
    """
    await _let_in(connection, MODERATOR)


async def interpreter(connection: Connection) -> None:
    """The check of the pages of texts: as `moderator`, and interpreters."""
    await _let_in(connection, MODERATOR, INTERPRETER)


async def _let_in(connection: Connection, *roles: str) -> None:
    state = connection.scope["state"]
    ledger: Ledger = connection.app.state.ledger
    code = normalise(connection.path_params["code"])
    staff = await visitor_of(connection)
    digests = digests_in(connection.cookies)
    if staff is None and not digests:
        raise SignInNeeded
    found = await ledger.read(helper_of, code, staff, digests, utc_now())
    if found is None:
        raise SignInNeeded if staff is None else Missing
    if found.ended:
        raise PassEnded
    if found.actor.role not in roles:
        raise Missing
    state.update(workshop_id=found.workshop_id, actor=found.actor)
    if staff is not None:
        state["staff"] = staff
    else:
        state["helper"] = found


def actor_of(request: AnyRequest) -> Actor:
    """Who acts in this request, for the journal."""
    actor: Actor = request.scope["state"]["actor"]
    return actor


def workshop_of(request: AnyRequest) -> int:
    """The id of the workshop that is run."""
    id: int = request.scope["state"]["workshop_id"]
    return id


async def do(
    request: AnyRequest,
    ledger: Ledger,
    verb: Callable[Concatenate[Session, int, P], T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """What a moderator does with the workshop, written into its journal: `verb(session, id, …)`."""
    id = workshop_of(request)
    return await ledger.write(act, actor_of(request), verb, id, *args, **kwargs)
