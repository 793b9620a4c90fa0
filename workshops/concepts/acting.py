"""What a person of the office does on a concept's pages: done, written down, offered to undo."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from workshops.concepts.history import act, newest
from workshops.concepts.rows import locked_concept

P = ParamSpec("P")
T = TypeVar("T")


async def do(
    ledger: Ledger,
    by: str,
    verb: Callable[Concatenate[Session, str, P], T],
    name: str,
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> tuple[T, int | None]:
    """Do it and write it down; what the verb returns, and the id of the action, None where nothing
    was changed.

    Raises:
        Missing: there is no such concept; and what the verb raises.
    """

    def write(session: Session) -> tuple[T, int | None]:
        concept_id = locked_concept(session, name).id
        before = newest(session, concept_id)
        result = act(session, by, verb, name, *args, **kwargs)
        after = newest(session, concept_id)
        return result, None if after is None or after == before else after.id

    return await ledger.write(write)
