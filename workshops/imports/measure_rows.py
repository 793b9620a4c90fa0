"""The measures of an import, as rows: with what is part of them, and how they stand."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from workshops.concepts.joined import unmerged
from workshops.concepts.rows import insert_rows
from workshops.imports.plan import ImportPlan, PlannedMeasure
from workshops.models import Measure, Node, Report

BY = "Import"  # who reported what an imported file says of a measure


class Places:
    """The next free position below each parent, read once for the whole plan."""

    def __init__(self, session: Session, table: Any, parent: Any, here: Any) -> None:
        query = select(parent, func.max(table.position)).where(here).group_by(parent)
        self._last: dict[int | None, int] = defaultdict(int)
        self._last.update({row[0]: row[1] for row in session.execute(query)})

    def next(self, parent: int | None) -> int:
        self._last[parent] += 1
        return self._last[parent]


def create_measures(
    session: Session, concept_id: int, plan: ImportPlan, ids: dict[int, int], now: dt.datetime
) -> None:
    """Create the measures of a plan, and what is part of them. `ids`: planned entry -> its id.

    Parts come after all that they are part of: once taken out, they stand behind the others.
    """
    here = Measure.node_id.in_(select(Node.id).where(Node.concept_id == concept_id))
    places = Places(session, Measure, Measure.node_id, here)
    made: list[tuple[PlannedMeasure, int]] = []
    wanted: list[tuple[PlannedMeasure, int | None]] = [(one, None) for one in plan.measures]
    while wanted:
        rows = []
        for measure, into in wanted:
            node_id = ids.get(measure.node, measure.node)
            row = _row(measure, plan.language, now)
            place = {"node_id": node_id, "position": places.next(node_id)}
            rows.append(row | place | {"merged_into_id": into})
        new = insert_rows(session, Measure, rows)
        level = [(measure, id) for (measure, _), id in zip(wanted, new, strict=True)]
        made += level
        wanted = [(part, id) for measure, id in level for part in measure.parts]
    _keep_own(session, made)
    _create_reports(session, made, now)


def _row(measure: PlannedMeasure, language: str, now: dt.datetime) -> dict[str, Any]:
    return {
        "language": _language(measure, language),
        "texts": dict(measure.texts),
        "columns": dict(measure.columns),
        "state": "approved",
        "origin": "import",
        "workshop_id": None,
        "participant_id": None,
        "created_at": now,
        "deleted_at": None,
        "source": measure.source or None,
        "decision": measure.decision,
        "decided_on": measure.decided_on,
    }


def _keep_own(session: Session, made: Sequence[tuple[PlannedMeasure, int]]) -> None:
    """What measures say by themselves, so that what is part of them can be taken out again."""
    ids = {measure.id: id for measure, id in made}
    for measure, id in made:
        if measure.own:
            kept = unmerged(measure.own, ids)
            session.execute(update(Measure).where(Measure.id == id).values(unmerged=kept))


def _language(measure: PlannedMeasure, language: str) -> str:
    wanted = measure.language or language
    return wanted if wanted in measure.texts else next(iter(measure.texts))


def _create_reports(
    session: Session, measures: Sequence[tuple[PlannedMeasure, int]], now: dt.datetime
) -> None:
    rows = [
        {
            "measure_id": id,
            "status": measure.report.status,
            "on": measure.report.on or now.date(),
            "reason": dict(measure.report.reason),
            "body": measure.report.body,
            "next_on": measure.report.next_on,
            "at": now,
            "by": BY,
            "withdrawn_at": None,
        }
        for measure, id in measures
        if measure.report
    ]
    insert_rows(session, Report, rows)
