"""Acting as a moderator: done, written into the journal, and undone in order.

    await ledger.write(act, actor, approve, workshop_id, measure_id)

A verb says what it did with `did`; what it changed is found by comparing the watched rows before
and after, so no verb needs a counterpart that undoes it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import gate
from app.database.base import AnyRow, utc_now
from app.database.ledger import changed
from app.refused import Message, Missing, Refused, packed, say, unpacked
from surveys import public
from workshops.agenda.room import family_changed
from workshops.journal.meanwhile import keep_places, open_circles, own, places
from workshops.journal.rules import Change, Key, Row, changes_between, isolated
from workshops.journal.said import DID, did
from workshops.journal.state import state_of, write_back
from workshops.models import Action, Workshop
from workshops.participants.guest import identities_topic

__all__ = ["Actor", "Done", "act", "did", "journal", "newest", "noted", "undo"]

P = ParamSpec("P")
T = TypeVar("T")

DONE = (Action.id, Action.at, Action.by, Action.role, Action.what, Action.undone_by)
LONGEST_NAME = 80
MODERATOR = "moderator"
INTERPRETER = "interpreter"
LINKS = "links"  # the order of what was done with links; nobody acts in this role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the name that the journal shows, and the role in this workshop."""

    name: str
    role: str = MODERATOR  # or INTERPRETER
    pass_id: int | None = None  # that of their link, if they came by one


@dataclass(frozen=True, slots=True)
class Done:
    """An entry of the journal. `undone_by` is None while it stands."""

    id: int
    at: dt.datetime
    by: str
    role: str
    what: Message
    undone_by: str | None


def noted(session: Session, table: str, key: Key, before: Row | None, after: Row | None) -> None:
    """A verb has changed a row that the journal does not watch by itself (dots of phones)."""
    session.info.setdefault("noted", []).append(Change(table, key, before, after))


def act(
    session: Session,
    actor: Actor,
    verb: Callable[Concatenate[Session, int, P], T],
    workshop_id: int,
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Do it, and write who did what into the journal. What changes nothing leaves no trace."""
    _alone(session, workshop_id)
    before = state_of(session, workshop_id)
    session.info.pop(DID, None)
    session.info.pop("noted", None)
    result = verb(session, workshop_id, *args, **kwargs)
    session.flush()
    changes = own(session, changes_between(before, state_of(session, workshop_id)))
    changes += session.info.pop("noted", [])
    if changes:
        what = session.info.pop(DID, None) or say("Something was changed")
        session.add(
            Action(
                workshop_id=workshop_id,
                at=utc_now(),
                by=actor.name[:LONGEST_NAME],
                role=LINKS if all(c.table == "passes" for c in changes) else actor.role,
                what=packed(what),
                changes=[[c.table, list(c.key), c.before, c.after] for c in changes],
                undone_at=None,
                undone_by=None,
            )
        )
    return result


def _alone(session: Session, workshop_id: int) -> None:
    """Be alone in the room. A group's plenary comes first, as everywhere: what is approved in one
    comes onto the ballots of the other, and two who waited for each other would never end."""
    parent_id = session.scalar(select(Workshop.parent_id).where(Workshop.id == workshop_id))
    if parent_id is not None:
        gate.shut(session, parent_id)
    gate.shut(session, workshop_id)


def undo(session: Session, workshop_id: int, action_id: int, *, by: Actor) -> Message:
    """Take back the newest action that stands; returns what it was.

    `action_id` names it, so that two who press at once, or one who presses twice, undo one.
    Moderators and interpreters have an order each, so that a moderator who regrets something need
    not take back the translations that were saved since. Where those touch the same rows, they
    come first. A moderator may undo what an interpreter did, but not the other way round. Links
    that let somebody in have an order of their own, too: who takes back what happened in the room
    must not lock somebody out on the way, least of all themselves.

    Raises:
        Missing: no such action here, or not this person's to undo.
        Refused: something newer stands, it is undone already, or it is the link they came by.
    """
    _alone(session, workshop_id)
    action = session.get(Action, action_id, with_for_update=True)
    if action is None or action.workshop_id != workshop_id:
        raise Missing
    if by.role == INTERPRETER and action.role != INTERPRETER:
        raise Missing
    if action.undone_at is not None:
        raise Refused(say("This has been undone already."))
    _check_order(session, action)
    changes = [Change(t, tuple(key), b, a) for t, key, b, a in action.changes]
    if any(change.table == "passes" and change.key == (by.pass_id,) for change in changes):
        raise Refused(say("You came in by this link yourself. Somebody else can revoke it."))
    rooms = places(session, workshop_id, changes)
    write_back(session, changes)
    keep_places(session, rooms)
    open_circles(session, changes)
    session.expire_all()
    action.undone_at, action.undone_by = utc_now(), by.name[:LONGEST_NAME]
    session.flush()
    for change in changes:
        if change.table == "survey_runs":
            changed(session, public.topic(change.key[0]))
    changed(session, identities_topic(workshop_id))
    family_changed(session, workshop_id)
    return unpacked(action.what)


def _check_order(session: Session, action: Action) -> None:
    """Raises Refused where something newer has to be undone first."""
    mine = {(table, tuple(key)) for table, key, _, _ in action.changes}
    newer = session.execute(
        select(Action.role, Action.what, Action.changes)
        .where(Action.workshop_id == action.workshop_id, Action.id > action.id)
        .where(Action.undone_at.is_(None))
        .order_by(Action.id.desc())
    )
    for row in newer:
        if row.role == action.role or mine & {(t, tuple(key)) for t, key, _, _ in row.changes}:
            what = isolated(unpacked(row.what))
            sentence = say("Something newer was done since: %(what)s. Undo that first.", what=what)
            raise Refused(sentence)


def newest(session: Session, workshop_id: int, role: str = MODERATOR) -> int | None:
    """The id of the newest action of this role that stands."""
    return session.scalar(
        select(Action.id)
        .where(Action.workshop_id == workshop_id, Action.undone_at.is_(None), Action.role == role)
        .order_by(Action.id.desc())
        .limit(1)
    )


def journal(session: Session, workshop_id: int, most: int = 500) -> tuple[Done, ...]:
    """What was done, the newest first."""
    query = select(*DONE).where(Action.workshop_id == workshop_id)
    rows = session.execute(query.order_by(Action.id.desc()).limit(most))
    return tuple(_done(row) for row in rows)


def entry(session: Session, action_id: int) -> Done:
    """One entry of the journal."""
    return _done(session.execute(select(*DONE).where(Action.id == action_id)).one())


def _done(row: AnyRow) -> Done:
    what = isolated(unpacked(row.what))
    return Done(row.id, row.at, row.by, row.role, what, row.undone_by)
