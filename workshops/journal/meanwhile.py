"""What others do meanwhile: it is no part of an action, and undoing one does not break it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, literal_column, select, tuple_, update
from sqlalchemy.orm import Session

from app.database.base import Base
from workshops.agenda.room import steps_of
from workshops.journal.rules import Change, Key
from workshops.models import Measure, Workshop

AT_ONCE = 500  # rows that are asked for in one query


def own(session: Session, changes: Sequence[Change]) -> list[Change]:
    """Those that this transaction has made.

    Only PostgreSQL has others: a proposal that came in while the rows were compared would be taken
    for the moderator's, and undoing would delete it.
    """
    if session.get_bind().dialect.name != "postgresql":
        return list(changes)
    there: dict[str, list[Key]] = defaultdict(list)
    for change in changes:
        if change.after is not None:
            there[change.table].append(change.key)
    mine = {(table, key) for table, keys in there.items() for key in _written(session, table, keys)}
    return [c for c in changes if c.after is None or (c.table, c.key) in mine]


def _written(session: Session, name: str, keys: list[Key]) -> set[Key]:
    """The rows with these keys that this transaction wrote: to others, it is still in progress."""
    columns = list(Base.metadata.tables[name].primary_key.columns)
    writer = f"((txid_current() >> 32) << 32) | {name}.xmin::text::bigint"
    mine: ColumnElement[bool] = literal_column(f"txid_status({writer})") == "in progress"
    found: set[Key] = set()
    for start in range(0, len(keys), AT_ONCE):
        some = tuple_(*columns).in_(keys[start : start + AT_ONCE])
        found |= {tuple(row) for row in session.execute(select(*columns).where(some, mine))}
    return found


Places = Mapping[int, tuple[int, int]]


def places(session: Session, workshop_id: int, changes: Collection[Change]) -> Places:
    """Workshop -> its position, and the step there: of this one, and of those in the changes."""
    ids = {workshop_id, *(change.key[0] for change in changes if change.table == "workshops")}
    found = {}
    for id in sorted(ids):
        position = _position(session, id)
        steps = steps_of(session, id)
        if position < len(steps):
            found[id] = position, steps[position].id
    return found


def keep_places(session: Session, before: Places) -> None:
    """Each room is in the step that the undone action found it in or, where somebody has brought
    it elsewhere since, in the step where it was: agendas may have changed around it."""
    for id, (position, step_id) in before.items():
        steps = steps_of(session, id)
        now = _position(session, id)
        there = next((step.position for step in steps if step.id == step_id), None)
        if now != position and now < len(steps):
            continue
        place = min(now, len(steps) - 1) if there is None else there
        if place != now:
            session.execute(update(Workshop).where(Workshop.id == id).values(position=place))


def _position(session: Session, workshop_id: int) -> int:
    return session.scalars(select(Workshop.position).where(Workshop.id == workshop_id)).one()


def open_circles(session: Session, changes: Collection[Change]) -> None:
    """Another room may have merged the other way round since: then that stands."""
    for change in changes:
        if change.table != "measures" or not change.before or not change.after:
            continue
        if change.before.get("merged_into_id") and _is_below_itself(session, change.key[0]):
            into = change.after["merged_into_id"]
            own = update(Measure).where(Measure.id == change.key[0])
            session.execute(own.values(merged_into_id=into))


def _is_below_itself(session: Session, measure_id: int) -> bool:
    seen: set[int] = set()
    at: int | None = measure_id
    while at is not None and at not in seen:
        seen.add(at)
        at = session.scalar(select(Measure.merged_into_id).where(Measure.id == at))
    return at == measure_id
