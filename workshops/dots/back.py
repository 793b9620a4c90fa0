"""Dots that come back together with their measure, as far as they still find room."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshops.dots.effective import Lines, effective, root_of, stands
from workshops.dots.lines import lines_of
from workshops.dots.placing import store
from workshops.dots.rules import Rule, shuffled
from workshops.journal.services import noted
from workshops.models import Dots

Order = Callable[[Iterable[int]], Sequence[int]]


def give_back(session: Session, step_id: int, rule: Rule, measure_ids: Collection[int]) -> None:
    """Cut the dots on these measures down to what each person has left beside them.

    While a measure was away its dots were free to be placed elsewhere; those stay where they are.
    What is cut stands in the journal, so that undoing the action brings it back.
    """
    lines = lines_of(session, step_id)
    back = {m for m in lines if m in measure_ids or root_of(lines, m) in measure_ids}
    touched = select(Dots.participant_id).where(Dots.step_id == step_id, Dots.measure_id.in_(back))
    people: dict[int, dict[int, int]] = {}
    for participant_id, measure_id, count in session.execute(
        select(Dots.participant_id, Dots.measure_id, Dots.count)
        .where(Dots.step_id == step_id, Dots.participant_id.in_(touched))
        .order_by(Dots.measure_id)
    ):
        people.setdefault(participant_id, {})[measure_id] = count
    for participant_id, rows in people.items():
        order = partial(shuffled, participant_id=participant_id, step_id=step_id)
        for measure_id, fits in _cut(rule, lines, rows, back, order).items():
            before = rows[measure_id]
            store(session, step_id, participant_id, measure_id, fits, known=True)
            after = {"count": fits} if fits else None
            noted(session, "dots", (step_id, participant_id, measure_id), {"count": before}, after)


def _cut(
    rule: Rule, lines: Lines, rows: dict[int, int], back: Collection[int], order: Order
) -> dict[int, int]:
    """Measure -> what fits of one person's dots on it, where that is less than all."""
    kept = {m: n for m, n in rows.items() if m not in back}
    cut = {}
    for measure_id in (m for m in rows if m in back):
        root = root_of(lines, measure_id)
        fits = rows[measure_id]
        if lines[measure_id].on and stands(lines, root):
            pool = rule.pool(lines[root].field_id)
            while fits and pool in effective(rule, lines, kept | {measure_id: fits}, order).tight:
                fits -= 1
        if fits != rows[measure_id]:
            cut[measure_id] = fits
        kept[measure_id] = fits
    return cut
