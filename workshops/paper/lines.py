"""The lines of a ballot as they are printed: by field, each with its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from workshops.agenda.room import Field, RoomStep, fields_of
from workshops.models import BallotLine, Concept, Measure, Workshop
from workshops.paper.rules import Printed


@dataclass(frozen=True, slots=True)
class Line:
    """One measure on the ballot. `stands`: it takes dots as it is, neither hidden, merged into
    another nor taken off the ballot."""

    number: int
    measure_id: int
    field_id: int
    texts: dict[str, str]
    original: str  # the language it was written in
    stands: bool


def lines_on_paper(session: Session, step: RoomStep) -> tuple[Line, ...]:
    """All lines that have ever had a number, by their numbers."""
    rows: Sequence[AnyRow] = session.execute(
        select(
            BallotLine.number,
            BallotLine.field_id,
            BallotLine.off,
            Measure.id,
            Measure.texts,
            Measure.language,
            Measure.state,
            Measure.deleted_at,
            Measure.merged_into_id,
        )
        .join(Measure, Measure.id == BallotLine.measure_id)
        .where(BallotLine.step_id == step.id, BallotLine.number > 0)
        .order_by(BallotLine.number)
    ).all()
    return tuple(
        Line(
            row.number,
            row.id,
            row.field_id,
            row.texts,
            row.language,
            not row.off
            and row.state == "approved"
            and row.deleted_at is None
            and row.merged_into_id is None,
        )
        for row in rows
    )


def printed_lines(session: Session, step: RoomStep) -> dict[int, Printed]:
    """Line -> what the rule wants to know of it."""
    numbers = {field.id: field.number for field in workshop_fields(session, step.workshop_id)}
    return {
        line.number: Printed(line.measure_id, line.field_id, numbers.get(line.field_id, 0))
        for line in lines_on_paper(session, step)
    }


def workshop_fields(session: Session, workshop_id: int) -> tuple[Field, ...]:
    language = session.scalars(
        select(Concept.language)
        .join(Workshop, Workshop.concept_id == Concept.id)
        .where(Workshop.id == workshop_id)
    ).one()
    return fields_of(session, workshop_id, language)
