"""A gate in front of something that many change at once, and now and then one person alone.

Whoever `enter`s shares it with others until the end of their transaction; who `shut`s it waits for
those inside, and everybody who comes later waits behind. Row locks are not fair in this way: those
who share one let each other in for ever, and a vote in full swing could not be closed.

Only PostgreSQL needs it: on SQLite there is one writer. What a gate protects must be read in a
statement after it, for each statement sees the data as it was when it began.
"""

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

_KIND = 0x4B50  # advisory locks have two numbers; this one tells ours from others'
_ENTER = select(func.pg_advisory_xact_lock_shared(_KIND, bindparam("id")))
_SHUT = select(func.pg_advisory_xact_lock(_KIND, bindparam("id")))


def enter(session: Session, id: int) -> None:
    """Pass, together with others."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_ENTER, {"id": id})


def shut(session: Session, id: int) -> None:
    """Be alone behind the gate until the end of the transaction. May be called again."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_SHUT, {"id": id})
