"""Who runs a workshop: the check of its console, and who is acting in a request."""

from app.access import Connection
from app.accounts.visitor import staff_check
from app.database.ledger import Ledger
from app.web.pages import AnyRequest
from workshops.journal.services import Actor
from workshops.moderation.services import workshop_to_moderate
from workshops.rules import normalise


async def moderator(connection: Connection) -> None:
    """The check of a workshop's console: its moderators and the office pass.

    Puts `workshop_id` and `actor` into the request's state.

    Raises:
        SignInNeeded: nobody is signed in. Missing: no such workshop, or not theirs.
    """
    await staff_check(connection)
    state = connection.scope["state"]
    code = normalise(connection.path_params["code"])
    ledger: Ledger = connection.app.state.ledger
    state["workshop_id"] = await ledger.read(workshop_to_moderate, code, state["staff"])
    state["actor"] = Actor(state["staff"].name)


def actor_of(request: AnyRequest) -> Actor:
    """Who acts, for the journal: `await ledger.write(act, actor_of(request), verb, …)`."""
    actor: Actor = request.scope["state"]["actor"]
    return actor
