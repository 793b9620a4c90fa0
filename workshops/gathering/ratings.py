"""The closed ratings of the steering groups of a concept, in a few queries, however many."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from workshops.gathering.two_step import Rated
from workshops.models import Criterion, Node, Participant, RatedGoal, Rating, Step, Workshop
from workshops.ratings.criteria import KIND
from workshops.ratings.results import CriterionLine
from workshops.ratings.rules import ranked


@dataclass(frozen=True, slots=True)
class SteeringGroup:
    """A closed rating: the workshop it took place in, by which criteria, and what came out."""

    workshop_id: int
    code: str
    step_id: int
    title: str
    rated: Rated
    criteria: tuple[CriterionLine, ...]


def steering_groups(session: Session, concept_id: int) -> tuple[SteeringGroup, ...]:
    """Every closed rating of the workshops that the concept gathers from, as its own result
    counts it; nothing of one that is not closed."""
    plenary = aliased(Workshop)  # of a group: the workshop that it is in says whether it counts
    steps = session.execute(
        select(Step.id, Step.workshop_id, Workshop.code, Workshop.title, Workshop.languages)
        .join(Workshop, Workshop.id == Step.workshop_id)
        .join(plenary, plenary.id == func.coalesce(Workshop.parent_id, Workshop.id))
        .where(
            Workshop.concept_id == concept_id,
            plenary.gathered.is_(True),
            Workshop.removed_at.is_(None),
            Step.kind == KIND,
            Step.state == "closed",
            Step.position >= 0,
        )
        .order_by(Workshop.date, Step.id)
    ).all()
    ids = [step.id for step in steps]
    originals = {step.id: next(iter(step.languages), "") for step in steps}
    criteria, goals = _criteria(session, originals), _goals(session, ids)
    raters, counts = _raters(session, ids), _counts(session, ids)
    found = []
    for step in steps:
        weights = {one.id: one.weight for one in criteria[step.id]}
        rows = ranked(goals[step.id], weights, counts[step.id])
        totals = {row.goal_id: row.total for row in rows if row.total is not None}
        rated = Rated(raters.get(step.id, 0), totals)
        by = tuple(criteria[step.id])
        found.append(SteeringGroup(step.workshop_id, step.code, step.id, step.title, rated, by))
    return tuple(found)


def _criteria(session: Session, originals: Mapping[int, str]) -> dict[int, list[CriterionLine]]:
    """Step -> its criteria. `originals`: step -> the first language of its workshop."""
    found: dict[int, list[CriterionLine]] = defaultdict(list)
    for row in session.execute(
        select(
            Criterion.step_id, Criterion.id, Criterion.preset, Criterion.titles, Criterion.weight
        )
        .where(Criterion.step_id.in_(originals), Criterion.position >= 0)
        .order_by(Criterion.position, Criterion.id)
    ):
        line = CriterionLine(row.id, row.preset, row.titles, row.weight, originals[row.step_id])
        found[row.step_id].append(line)
    return found


def _goals(session: Session, ids: Collection[int]) -> dict[int, list[int]]:
    """Step -> the goals that it was on."""
    found: dict[int, list[int]] = defaultdict(list)
    for row in session.execute(
        select(RatedGoal.step_id, RatedGoal.node_id)
        .join(Node, Node.id == RatedGoal.node_id)
        .where(RatedGoal.step_id.in_(ids), RatedGoal.off.is_(False), Node.deleted_at.is_(None))
        .order_by(RatedGoal.position, RatedGoal.node_id)
    ):
        found[row.step_id].append(row.node_id)
    return found


def _raters(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Step -> how many people have rated, as its own result counts them."""
    rows = session.execute(
        select(Rating.step_id, func.count(Rating.participant_id.distinct()))
        .join(Participant, Participant.id == Rating.participant_id)
        .join(Criterion, Criterion.id == Rating.criterion_id)
        .where(
            Rating.step_id.in_(ids),
            Participant.revoked_at.is_(None),
            Criterion.position >= 0,
        )
        .group_by(Rating.step_id)
    )
    return {row[0]: row[1] for row in rows}


def _counts(
    session: Session, ids: Collection[int]
) -> dict[int, dict[tuple[int, int], dict[int, int]]]:
    """Step -> (goal, criterion) -> value -> how many people gave it."""
    found: dict[int, dict[tuple[int, int], dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for step_id, node_id, criterion_id, value, people in session.execute(
        select(Rating.step_id, Rating.node_id, Rating.criterion_id, Rating.value, func.count())
        .where(Rating.step_id.in_(ids))
        .group_by(Rating.step_id, Rating.node_id, Rating.criterion_id, Rating.value)
    ):
        found[step_id][node_id, criterion_id][value] = people
    return found
