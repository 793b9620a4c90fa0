"""The ballot of a vote: its lines, and what its measures are merged into."""

from collections.abc import Iterable

from sqlalchemy import Row, and_, bindparam, select
from sqlalchemy.orm import Session

from app.database.base import Base
from workshops.dots.effective import Line, ballot_fields_of
from workshops.dots.rules import Rule
from workshops.models import BallotLine, Measure, VoteRule

VISIBLE = (
    Measure.state == "approved",
    Measure.deleted_at.is_(None),
    Measure.merged_into_id.is_(None),
)
ON_BALLOT = (*VISIBLE, BallotLine.off.is_(False))

_lines, _measures = Base.metadata.tables["ballot_lines"], Base.metadata.tables["measures"]

LINE = (
    _lines.c.field_id,
    _lines.c.off,
    _measures.c.state,
    _measures.c.deleted_at,
    _measures.c.merged_into_id,
)
"""The columns that `line_of` reads."""

_OF_STEP = (
    select(_measures.c.id, *LINE)
    .join(_lines, _lines.c.measure_id == _measures.c.id)
    .where(_lines.c.step_id == bindparam("step"))
)
_TARGETS = (
    select(_measures.c.id, *LINE)
    .outerjoin(
        _lines,
        and_(_lines.c.measure_id == _measures.c.id, _lines.c.step_id == bindparam("step")),
    )
    .where(_measures.c.id.in_(bindparam("ids", expanding=True)))
)


def line_of(row: "Row[*tuple[object, ...]]") -> Line:
    """A measure in a vote; without a line of its own it takes no dots there."""
    on = row.off is False and row.state == "approved" and row.deleted_at is None
    return Line(row.field_id or 0, on, row.merged_into_id)


def lines_of(session: Session, step_id: int) -> dict[int, Line]:
    """All measures of a vote, also those that are merged, hidden or taken off its ballot."""
    rows = session.execute(_OF_STEP, {"step": step_id})
    return with_targets(session, step_id, {row.id: line_of(row) for row in rows})


def with_targets(session: Session, step_id: int, lines: dict[int, Line]) -> dict[int, Line]:
    """These lines, and the measures into which they are merged, however far."""
    while missing := _unknown_targets(lines):
        rows = session.execute(_TARGETS, {"step": step_id, "ids": missing}).all()
        lines = {**lines, **{row.id: line_of(row) for row in rows}}
        if len(rows) < len(missing):  # a measure that is gone altogether
            break
    return lines


def _unknown_targets(lines: dict[int, Line]) -> list[int]:
    targets: Iterable[int | None] = {line.merged_into for line in lines.values()}
    return sorted(m for m in targets if m is not None and m not in lines)


def ballot_fields(session: Session, step_id: int) -> dict[int, int]:
    """Measure on the ballot -> its field; hidden, merged and taken off ones are not on it."""
    return ballot_fields_of(lines_of(session, step_id))


def fixed_rule(session: Session, step_id: int) -> Rule:
    """The rule of a vote that has been opened: its allowance stands fast."""
    row = session.execute(
        select(VoteRule.scope, VoteRule.allowance, VoteRule.most).where(VoteRule.step_id == step_id)
    ).one()
    assert row.allowance is not None
    return Rule(row.scope, row.allowance, row.most)
