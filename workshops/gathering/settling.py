"""What has to be settled before measures are put together: where they say different things."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from app.refused import Missing
from workshops.concepts.going import DECIDED
from workshops.gathering.places import ConceptHead, concept_head
from workshops.merging.columns import differing
from workshops.models import Measure, Node, Report
from workshops.schemes import library
from workshops.schemes.scheme import Column


@dataclass(frozen=True, slots=True)
class Unsettled:
    """`measures`: id -> its row, the one that stays first. `columns`: those in which they differ,
    each with its values by measure. `decided`: those that become a part of another one although
    the council has decided on them or something was reported."""

    concept: ConceptHead
    measures: Mapping[int, AnyRow]
    columns: tuple[tuple[Column, Mapping[int, Any]], ...]
    decided: tuple[AnyRow, ...]

    @property
    def anything(self) -> bool:
        return bool(self.columns or self.decided)


def unsettled(session: Session, name: str, target: int, sources: Collection[int]) -> Unsettled:
    """
    Raises:
        Missing: no such concept, or one is no measure of it.
    """
    concept = concept_head(session, name)
    reported = exists().where(Report.measure_id == Measure.id, Report.withdrawn_at.is_(None))
    rows = {
        row.id: row
        for row in session.execute(
            select(
                Measure.id,
                Measure.texts,
                Measure.language,
                Measure.columns,
                Measure.decision.in_(DECIDED).label("decided"),
                reported.label("reported"),
            )
            .join(Node, Node.id == Measure.node_id)
            .where(Node.concept_id == concept.id, Measure.id.in_({target, *sources}))
        )
    }
    order = [target, *sorted(sources)]
    if rows.keys() != set(order):
        raise Missing
    differ = differing([(id, rows[id].columns) for id in order])
    columns = library.load(session, concept.scheme).columns
    return Unsettled(
        concept,
        {id: rows[id] for id in order},
        tuple((one, differ[one.key]) for one in columns if one.key in differ),
        tuple(rows[id] for id in order[1:] if rows[id].decided or rows[id].reported),
    )
