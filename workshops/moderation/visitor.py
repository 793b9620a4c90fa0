"""Who runs a workshop: the checks of its console, and who is acting in a request."""

from app.access import Connection
from app.accounts.visitor import visitor_of
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Missing
from app.web.errors import PassEnded, SignInNeeded
from app.web.pages import AnyRequest
from workshops.journal.services import INTERPRETER, MODERATOR, Actor
from workshops.moderation.services import helper_of
from workshops.passes.cookie import digests_in
from workshops.rules import normalise


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
    """Who acts, for the journal: `await ledger.write(act, actor_of(request), verb, …)`."""
    actor: Actor = request.scope["state"]["actor"]
    return actor
