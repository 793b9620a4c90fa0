"""The rows that moderators change: what the journal watches, and how it writes them back.

A row that an action made is not deleted when the action is undone if people may have built on it
(`gone`): deleting a ballot line would delete the dots on it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Date,
    Select,
    Table,
    UniqueConstraint,
    Update,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.database.base import Base, UtcDateTime, utc_now
from workshops.journal.rules import Change, Key, Row, State, way_back
from workshops.models import Node, Participant, Step, Workshop

Gone = Callable[[Key], Row]
Of: TypeAlias = BindParameter[int]
"""The parameter of a query that stands for the id of the workshop, or of the concept."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A table, its columns that count (none: all), and which of its rows belong to a workshop.

    `gone` gives the columns that undo an insertion; None: the row is deleted.
    """

    table: str
    columns: tuple[str, ...]
    where: Callable[[Table, Of], ColumnElement[bool]]
    gone: Gone | None = None


def _left_out(key: Key) -> Row:
    """A step that is not in the agenda."""
    return {"position": -key[0]}


def _removed(key: Key) -> Row:
    return {"removed_at": utc_now()}


def _revoked(key: Key) -> Row:
    return {"revoked_at": utc_now()}


def _deleted(key: Key) -> Row:
    return {"deleted_at": utc_now()}


def _off(key: Key) -> Row:
    return {"off": True}


def _stays(key: Key) -> Row:
    return {}


def _waits(key: Key) -> Row:
    """A run of a survey that is not open."""
    return {"state": "waiting"}


def _undecided(key: Key) -> Row:
    """A text of a survey of which nothing was said."""
    return {"state": "new"}


def _steps(workshop_id: Of) -> Any:
    return select(Step.id).where(Step.workshop_id == workshop_id)


def _of_steps(table: Table, workshop_id: Of) -> ColumnElement[bool]:
    return table.c.step_id.in_(_steps(workshop_id))


def _of_runs(table: Table, workshop_id: Of) -> ColumnElement[bool]:
    """What was made of texts that people wrote in the surveys of steps."""
    runs, responses = Base.metadata.tables["survey_runs"], Base.metadata.tables["responses"]
    here = select(responses.c.id).join(runs, runs.c.id == responses.c.run_id)
    return table.c.response_id.in_(here.where(runs.c.step_id.in_(_steps(workshop_id))))


def _of_workshop(table: Table, workshop_id: Of) -> ColumnElement[bool]:
    return table.c.workshop_id == workshop_id


def _itself(table: Table, workshop_id: Of) -> ColumnElement[bool]:
    return table.c.id == workshop_id


def _groups(table: Table, workshop_id: Of) -> ColumnElement[bool]:
    return table.c.parent_id == workshop_id


def _fields_of_groups(table: Table, workshop_id: Of) -> ColumnElement[bool]:
    return table.c.workshop_id.in_(select(Workshop.id).where(Workshop.parent_id == workshop_id))


def _measures(table: Table, workshop_id: Of) -> ColumnElement[bool]:
    """All of the concept: moderators also merge what the office has entered."""
    concept = select(Workshop.concept_id).where(Workshop.id == workshop_id).scalar_subquery()
    return table.c.node_id.in_(select(Node.id).where(Node.concept_id == concept))


def _nodes(table: Table, workshop_id: Of) -> ColumnElement[bool]:
    """Of the concept: interpreters translate the fields' titles."""
    concept = select(Workshop.concept_id).where(Workshop.id == workshop_id).scalar_subquery()
    return table.c.concept_id == concept


def _on_paper(workshop_id: Of) -> Any:
    return select(Participant.id).where(
        Participant.workshop_id == workshop_id, Participant.origin == "paper"
    )


def _paper_dots(table: Table, workshop_id: Of) -> ColumnElement[bool]:
    return table.c.participant_id.in_(_on_paper(workshop_id))


ROOM = (
    "position",
    "approve_first",
    "others_shown",
    "codes_required",
    "timer_ends_at",
    "timer_left",
)
PROPOSAL = (
    "node_id",
    "position",
    "language",
    "texts",
    "columns",
    "state",
    "original",
    "unmerged",
    "merged_into_id",
    "details",
    "deleted_at",
)

# In an order in which rows can be written back: what others point to comes first.
WATCHED = (
    Watched("workshops", ROOM, _itself),
    Watched("workshops", ("title", "place", "removed_at"), _groups, _removed),
    Watched("workshop_nodes", (), _fields_of_groups),
    Watched("steps", ("position", "state", "title", "settings"), _of_workshop, _left_out),
    Watched("vote_rules", ("scope", "allowance", "most", "eligible_id"), _of_steps, _stays),
    Watched("measures", PROPOSAL, _measures, _deleted),
    Watched("nodes", ("titles",), _nodes, _stays),
    Watched("ballot_lines", ("off",), _of_steps, _off),
    Watched("rated_goals", ("off",), _of_steps, _off),
    Watched("criteria", ("position", "titles", "weight"), _of_steps, _left_out),
    Watched("dismissed_pairs", (), _of_workshop),
    Watched("paper_ballots", (), _of_steps),
    Watched("survey_runs", ("state", "shown"), _of_steps, _waits),
    Watched("remarks", ("state",), _of_runs, _undecided),
    Watched("dots", (), _paper_dots),
    Watched("passes", ("revoked_at", "expires_at"), _of_workshop, _revoked),
    Watched("personal_codes", ("salt", "digest", "revoked_at"), _of_workshop, _revoked),
)


def state_of(session: Session, of: int, watching: Sequence[Watched] = WATCHED) -> State:
    """All watched rows of the workshop with the id `of` (by another list: of a concept)."""
    found: dict[tuple[str, Key], Row] = {}
    for watched in watching:
        keys, names, query = _query(watched)
        for row in session.execute(query, {"of": of}):
            found[watched.table, tuple(row[:keys])] = {
                name: _plain(value) for name, value in zip(names, row[keys:], strict=True)
            }
    return found


@cache
def _query(watched: Watched) -> tuple[int, list[str], Select[Any]]:
    """How many columns are the key, the names of the others, and a query for all of them.

    Made once: to put all of them together takes longer than to run them.
    """
    table = Base.metadata.tables[watched.table]
    keys = list(table.primary_key.columns)
    columns = [table.c[name] for name in watched.columns] or list(table.columns)
    query = select(*keys, *columns).where(watched.where(table, bindparam("of"))).order_by(*keys)
    return len(keys), [column.name for column in columns], query


def write_back(
    session: Session, changes: Sequence[Change], watching: Sequence[Watched] = WATCHED
) -> None:
    """Make the rows as they were before these changes, as far as nobody has changed them since.

    First what was new goes, the last first, then what was gone or altered comes back.
    """
    for change in reversed(changes):
        if change.before is None:
            _take_away(session, change, watching)
    for change in changes:
        if change.after is None and change.before is not None:
            _bring_back(session, change)
        elif change.before is not None:
            _alter_back(session, change)


def _take_away(session: Session, change: Change, watching: Sequence[Watched]) -> None:
    table = Base.metadata.tables[change.table]
    gone = next((w.gone for w in watching if w.table == change.table and w.gone), None)
    if gone is None:
        session.execute(delete(table).where(_is(table, change.key)))
    elif values := gone(change.key):
        session.execute(update(table).where(_is(table, change.key)).values(values))


def _bring_back(session: Session, change: Change) -> None:
    table = Base.metadata.tables[change.table]
    assert change.before is not None
    if session.execute(select(table).where(_is(table, change.key))).first() is None:
        keys = {c.name: v for c, v in zip(table.primary_key.columns, change.key, strict=True)}
        session.execute(insert(table).values({**keys, **_typed(table, change.before)}))


def _alter_back(session: Session, change: Change) -> None:
    table = Base.metadata.tables[change.table]
    assert change.before is not None
    columns = [table.c[name] for name in change.before]
    row = session.execute(select(*columns).where(_is(table, change.key))).one_or_none()
    now = None if row is None else {c.name: _plain(v) for c, v in zip(columns, row, strict=True)}
    back = way_back(change, now)
    if back:
        statement = update(table).where(_is(table, change.key)).values(_typed(table, back))
        _unless_taken(session, table, statement, back)


def _unless_taken(session: Session, table: Table, statement: Update, columns: Row) -> None:
    """What only one may have, such as the key of a browser, stays with who has it by now."""
    unique = {c.name for one in table.constraints if isinstance(one, UniqueConstraint) for c in one}
    if not unique & columns.keys():
        session.execute(statement)
        return
    with suppress(IntegrityError), session.begin_nested():
        session.execute(statement)


def _is(table: Table, key: Key) -> ColumnElement[bool]:
    return and_(*(c == v for c, v in zip(table.primary_key.columns, key, strict=True)))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _typed(table: Table, row: Row) -> Row:
    return {name: _of_type(table.c[name], value) for name, value in row.items()}


def _of_type(column: Column[Any], value: Any) -> Any:
    if isinstance(column.type, UtcDateTime) and value is not None:
        return dt.datetime.fromisoformat(value)
    if isinstance(column.type, Date) and value is not None:
        return dt.date.fromisoformat(value)
    return value
