"""Placing dots: the verb that a whole room calls at once.

Its statements are made once, on plain tables: here, building a statement and turning rows into
objects would cost more than the database does. Everything else may be written more comfortably.
"""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import Table, and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from app.database import gate
from app.database.base import Base
from app.refused import Missing, Refused, say
from workshops.agenda.room import screens_changed
from workshops.dots.effective import ballot_from, effective, settled
from workshops.dots.lines import LINE, line_of, with_targets
from workshops.dots.rules import Ballot, Rule, not_eligible, shuffled
from workshops.groups.reads import is_in_group
from workshops.models import Participant, Workshop
from workshops.participants.guest import Guest
from workshops.participants.services import BLOCKED


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


_dots, _lines, _measures = _table("dots"), _table("ballot_lines"), _table("measures")
_steps, _rules, _workshops = _table("steps"), _table("vote_rules"), _table("workshops")
_participants = _table("participants")
_persons = _participants.alias("persons")  # in a group: who they are in the plenary
_STILL_HERE = or_(
    _participants.c.person_id.is_(None),
    and_(_persons.c.group_id == _participants.c.workshop_id, _persons.c.revoked_at.is_(None)),
)

# Behind the workshop's gate nothing opens or closes; and on PostgreSQL the participant is locked
# against their own other taps: parallel requests of one person are judged one after the other.
_STEP_FOR_ME = (
    select(
        _steps.c.id,
        _steps.c.state,
        _rules.c.scope,
        _rules.c.allowance,
        _rules.c.most,
        _rules.c.eligible_id,
        _participants.c.group_id,
    )
    .join(
        _workshops,
        and_(_workshops.c.id == _steps.c.workshop_id, _workshops.c.position == _steps.c.position),
    )
    .join(_rules, _rules.c.step_id == _steps.c.id)
    .join(_participants, _participants.c.id == bindparam("participant"))
    .outerjoin(_persons, _persons.c.id == _participants.c.person_id)
    .where(_workshops.c.id == bindparam("workshop"), _participants.c.revoked_at.is_(None))
    .where(_workshops.c.removed_at.is_(None), _STILL_HERE)
    .with_for_update(of=_participants)
)
_MINE = and_(
    _dots.c.step_id == bindparam("step"), _dots.c.participant_id == bindparam("participant")
)
_BALLOT = (  # the measure that was tapped, and those with dots of this person
    select(
        _lines.c.measure_id,
        *LINE,
        _dots.c.count.label("placed"),
        _measures.c.texts,
        _measures.c.language,
    )
    .join(_measures, _measures.c.id == _lines.c.measure_id)
    .outerjoin(_dots, and_(_MINE, _dots.c.measure_id == _lines.c.measure_id))
    .where(_lines.c.step_id == bindparam("step"))
    .where(or_(_lines.c.measure_id == bindparam("measure"), _dots.c.count.is_not(None)))
)
_ROW = and_(_MINE, _dots.c.measure_id == bindparam("measure"))
_INSERT = insert(_dots).values(
    step_id=bindparam("step"),
    participant_id=bindparam("participant"),
    measure_id=bindparam("measure"),
    count=bindparam("number"),
)
_UPDATE = update(_dots).where(_ROW).values(count=bindparam("number"))
_DELETE = delete(_dots).where(_ROW)


ELSEWHERE = say("The room is in another step now. Your dots are kept as they were.")


@dataclass(frozen=True, slots=True)
class Placed:
    """What a phone shows after a dot: the measure, and what is left in its pool."""

    measure_id: int
    texts: dict[str, str]
    original: str  # the language it was written in
    field_id: int
    count: int
    most: int
    pool: int  # the field's id, 0 for a step-wide allowance
    left: int
    allowance: int


@dataclass(frozen=True, slots=True)
class _Judged:
    """A ballot as far as one dot needs it, and the rows to write for that dot."""

    ballot: Ballot
    rows: dict[int, int]
    writes: dict[int, int]
    texts: dict[str, str]
    original: str


def place_dots(
    session: Session, who: Guest, *, measure_id: int, count: int, step_id: int | None = None
) -> Placed:
    """Set how many of the participant's dots lie on one measure.

    `count` is absolute, so a repeated request changes nothing. On a merged measure, the dots that
    lay on its sources are replaced. `step_id`: the vote that the phone showed; dots that come late,
    from a phone that was offline, must not be placed in the next one.
    Follows: console and projector hear of the turnout.

    Raises:
        Refused: allowance or limit exceeded, the vote is not open, or it is another group's.
        Missing: the measure never stood on this ballot, or the participant is gone.
    Source: docs/dot-voting.md, "A dot".
    """
    gate.enter(session, who.workshop_id)
    step_id, rule = _open_vote(session, who, step_id)
    mine = _judged(session, step_id, who.id, rule, measure_id, count)
    if mine.writes:
        for id, number in mine.writes.items():
            store(session, step_id, who.id, id, number, known=id in mine.rows)
        screens_changed(session, who.workshop_id, who.parent_id)
    field_id = mine.ballot.fields[measure_id]
    pool = rule.pool(field_id)
    return Placed(
        measure_id,
        mine.texts,
        mine.original,
        field_id,
        count,
        rule.most,
        pool,
        mine.ballot.left(pool),
        rule.allowance,
    )


def store(
    session: Session, step_id: int, participant_id: int, measure_id: int, count: int, known: bool
) -> None:
    """Write the row of one measure on one ballot; `known`: there is one already."""
    row = {"step": step_id, "participant": participant_id, "measure": measure_id}
    if not known:
        session.execute(_INSERT, row | {"number": count})
    elif count:
        session.execute(_UPDATE, row | {"number": count})
    else:
        session.execute(_DELETE, row)


def _open_vote(session: Session, who: Guest, expected: int | None) -> tuple[int, Rule]:
    row = session.execute(
        _STEP_FOR_ME, {"workshop": who.workshop_id, "participant": who.id}
    ).one_or_none()
    if row is None:
        person = session.get(Participant, who.id)
        if person is None or _has_left(session, who):
            raise Missing
        if person.revoked_at is not None:
            raise Refused(BLOCKED, 403)
        raise Refused(ELSEWHERE)
    if expected not in (None, row.id):
        raise Refused(ELSEWHERE)
    if row.state != "open":
        raise Refused(say("The vote is closed. Your dots are counted as you placed them."))
    if row.eligible_id not in (None, row.group_id, who.workshop_id):
        raise Refused(not_eligible(session.get_one(Workshop, row.eligible_id).title))
    return row.id, Rule(row.scope, row.allowance, row.most)


def _has_left(session: Session, who: Guest) -> bool:
    """Whether they have gone from this group into another one."""
    return who.person_id is not None and not is_in_group(session, who.person_id, who.workshop_id)


def _judged(
    session: Session, step_id: int, participant_id: int, rule: Rule, measure_id: int, count: int
) -> _Judged:
    """The ballot after the dot, if it may be placed."""
    found = session.execute(
        _BALLOT, {"step": step_id, "participant": participant_id, "measure": measure_id}
    ).all()
    tapped = next((row for row in found if row.measure_id == measure_id), None)
    if tapped is None:
        raise Missing
    lines = {row.measure_id: line_of(row) for row in found}
    if any(line.merged_into is not None for line in lines.values()):
        lines = with_targets(session, step_id, lines)
    rows = {row.measure_id: row.placed for row in found if row.placed}
    order = partial(shuffled, participant_id=participant_id, step_id=step_id)
    counts = effective(rule, lines, rows, order)
    ballot = ballot_from(rule, lines, counts)
    if lines[measure_id].merged_into is not None:
        raise Refused(say("This measure is now part of another one, and your dots with it."))
    after = ballot.place(measure_id, count)
    same = count == ballot.dots.get(measure_id, 0)
    writes = {} if same else settled(rule, lines, rows, counts, measure_id, count)
    return _Judged(after, rows, writes, tapped.texts, tapped.language)
