"""What the office did with a concept: done, written down, and undone in order.

    await ledger.write(act, staff.name, delete_node, name, node_id, now=utc_now())

As in workshops/journal: a verb says what it did with `did`; what it changed is found by comparing
the watched rows before and after, so no verb needs a counterpart that undoes it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import ColumnElement, Table, false, select, update
from sqlalchemy.orm import Session

from app.database.base import AnyRow, utc_now
from app.database.ledger import changed
from app.refused import Message, Missing, Refused, packed, say, unpacked
from workshops.concepts.rows import locked_concept, rooms_changed
from workshops.dots.services import put_on_ballots
from workshops.journal.rules import Change, Key, Row, changes_between, isolated
from workshops.journal.said import DID
from workshops.journal.state import Of, Watched, state_of, write_back
from workshops.models import ConceptAction, Measure, Node
from workshops.participants.guest import identities_topic

P = ParamSpec("P")
T = TypeVar("T")

LONGEST_NAME = 80
SHOWN = 200  # entries of the history


@dataclass(frozen=True, slots=True)
class Done:
    """An entry of the history. `undone_by` is None while it stands."""

    id: int
    at: dt.datetime
    by: str
    what: Message
    undone_by: str | None


def _itself(table: Table, concept_id: Of) -> ColumnElement[bool]:
    return table.c.id == concept_id


def _of_concept(table: Table, concept_id: Of) -> ColumnElement[bool]:
    return table.c.concept_id == concept_id


def _nodes(concept_id: Of) -> Any:
    return select(Node.id).where(Node.concept_id == concept_id)


def _measures(table: Table, concept_id: Of) -> ColumnElement[bool]:
    return table.c.node_id.in_(_nodes(concept_id)) & (table.c.state == "approved")


def _reports(table: Table, concept_id: Of) -> ColumnElement[bool]:
    measures = select(Measure.id).where(Measure.node_id.in_(_nodes(concept_id)))
    return table.c.measure_id.in_(measures)


def _noted(table: Table, concept_id: Of) -> ColumnElement[bool]:
    """Too many rows to be read at each change: who changes one says so."""
    return false()


def _off(key: Key) -> Row:
    return {"off": True}


def _deleted(key: Key) -> Row:
    return {"deleted_at": utc_now()}


def _withdrawn(key: Key) -> Row:
    return {"withdrawn_at": utc_now()}


MEASURE = (
    "node_id",
    "position",
    "language",
    "texts",
    "columns",
    "deleted_at",
    "merged_into_id",
    "unmerged",
    "decision",
    "decided_on",
)
REPORT = ("status", "on", "reason", "body", "next_on", "withdrawn_at")

WATCHED = (
    Watched(
        "concepts",
        ("title", "scheme", "language", "parts", "gathering", "published_at", "removed_at"),
        _itself,
    ),
    Watched("workshops", ("gathered", "removed_at"), _of_concept),
    Watched(
        "nodes",
        ("parent_id", "level", "position", "titles", "columns", "deleted_at"),
        _of_concept,
        _deleted,
    ),
    Watched("measures", MEASURE, _measures, _deleted),
    Watched("reports", REPORT, _reports, _withdrawn),
    Watched("ballot_lines", ("off",), _noted, _off),
)


def act(
    session: Session,
    by: str,
    verb: Callable[Concatenate[Session, str, P], T],
    name: str,
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Do it with the concept of this name, and write down who did what. What changes nothing
    leaves no trace.

    Raises:
        Missing: there is no such concept; and what the verb raises.
    """
    concept = locked_concept(session, name)
    before = state_of(session, concept.id, WATCHED)
    session.info.pop(DID, None)
    session.info.pop("noted", None)
    result = verb(session, name, *args, **kwargs)
    session.flush()
    changes = changes_between(before, state_of(session, concept.id, WATCHED))
    changes += session.info.pop("noted", [])  # such as lines of ballots, see journal.services
    if changes:
        what = session.info.pop(DID, None) or say("Something was changed")
        session.add(
            ConceptAction(
                concept_id=concept.id,
                at=utc_now(),
                by=by[:LONGEST_NAME],
                what=packed(what),
                changes=[[c.table, list(c.key), c.before, c.after] for c in changes],
                undone_at=None,
                undone_by=None,
            )
        )
    return result


def undo(session: Session, name: str, action_id: int, *, by: str) -> Message:
    """Take back the newest action that stands; returns what it was. What somebody else, such as a
    workshop, has changed since in the same place stays.

    `action_id` names it, so that two who press at once, or one who presses twice, undo one.

    Raises:
        Missing: no such concept or action. Refused: something newer stands, or it is undone.
    """
    concept = locked_concept(session, name, removed=True)
    action = session.get(ConceptAction, action_id, with_for_update=True)
    if action is None or action.concept_id != concept.id:
        raise Missing
    if action.undone_at is not None:
        raise Refused(say("This has been undone already."))
    top = newest(session, concept.id)
    if top is not None and top.id != action_id:
        sentence = say("Something newer was done since: %(what)s. Undo that first.", what=top.what)
        raise Refused(sentence)
    changes = [Change(table, tuple(key), old, new) for table, key, old, new in action.changes]
    moment = utc_now()
    write_back(session, changes, WATCHED)
    _gone_together(session, changes, moment)
    session.expire_all()
    put_on_ballots(session, _back(changes))
    for change in changes:
        if change.table == "workshops":  # it may be gone, and its people with it
            changed(session, identities_topic(change.key[0]))
    action.undone_at, action.undone_by = moment, by[:LONGEST_NAME]
    session.flush()
    rooms_changed(session, concept.id)
    return unpacked(action.what)


def _gone_together(session: Session, changes: Sequence[Change], moment: dt.datetime) -> None:
    """Entries and measures that the action had made went at one moment, as in a deletion, so that
    what hangs below an entry is listed with it, and comes back with it."""
    for model in (Node, Measure):
        new = [c.key[0] for c in changes if c.table == model.__tablename__ and c.before is None]
        session.execute(update(model).where(model.id.in_(new)).values(deleted_at=moment))


def newest(session: Session, concept_id: int) -> Done | None:
    """The newest action that stands."""
    query = _query(concept_id).where(ConceptAction.undone_at.is_(None)).limit(1)
    row = session.execute(query).one_or_none()
    return _done(row) if row else None


def first_new(session: Session, action_id: int | None) -> str:
    """The row of the first entry that the action made, else of the first measure; "": of none."""
    action = session.get(ConceptAction, action_id) if action_id else None
    for table, key, before, _ in action.changes if action else ():
        if before is None and table in ("nodes", "measures"):
            return f"{table[0]}{key[0]}"
    return ""


def history(session: Session, concept_id: int) -> tuple[Done, ...]:
    """What was done, the newest first."""
    return tuple(map(_done, session.execute(_query(concept_id).limit(SHOWN))))


def _query(concept_id: int) -> Any:
    columns = (ConceptAction.id, ConceptAction.at, ConceptAction.by, ConceptAction.what)
    return (
        select(*columns, ConceptAction.undone_by)
        .where(ConceptAction.concept_id == concept_id)
        .order_by(ConceptAction.id.desc())
    )


def _done(row: AnyRow) -> Done:
    return Done(row.id, row.at, row.by, isolated(unpacked(row.what)), row.undone_by)


def _back(changes: Sequence[Change]) -> list[int]:
    """Measures that are there again: they return to open ballots."""
    return [
        change.key[0]
        for change in changes
        if change.table == "measures"
        and change.before is not None
        and change.after is not None
        and change.after.get("deleted_at")
        and not change.before.get("deleted_at")
    ]
