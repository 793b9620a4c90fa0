"""The ranked table of a closed rating, and what it is made of."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.few import FEWEST
from app.refused import Missing, Refused, say
from workshops.agenda.room import Room, RoomStep, room
from workshops.models import Criterion, Node, Participant, RatedGoal, Rating
from workshops.ratings.criteria import KIND, first_of
from workshops.ratings.goals import Goal, goals_of
from workshops.ratings.rules import Figure, Wording, chosen, ranked, wording


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion as pages show it; `original` is the language of the workshop."""

    id: int
    preset: str | None
    titles: dict[str, str]
    weight: int
    original: str

    def wording(self, language: str) -> Wording:
        return wording(self.preset, self.titles, language, self.original)


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A goal in the ranked table. `chosen`: it is among the first ones."""

    goal: Goal
    rank: int | None
    total: float | None
    figures: Mapping[int, Figure]
    chosen: bool
    last_chosen: bool  # the row after which the line is drawn

    def text(self, language: str) -> str:
        return self.goal.title(language)


@dataclass(frozen=True, slots=True)
class Result:
    """A closed rating. `raters` of `people` have said something; `few`: fewer than five have."""

    rows: tuple[ResultRow, ...]
    criteria: tuple[CriterionLine, ...]
    first: int
    chosen: int
    raters: int
    people: int

    @property
    def few(self) -> bool:
        return 0 < self.raters < FEWEST


def result_of(session: Session, room: Room, step: RoomStep) -> Result | None:
    """The ranked table of a rating; None until it is closed.

    This is the only door to what people have said: what asks here cannot leak it early.
    """
    if step.state != "closed":
        return None
    criteria = criteria_of(session, room, step.id)
    goals = {goal.id: goal for goal in goals_of(session, room, step)}
    counts: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    rows = session.execute(
        select(Rating.node_id, Rating.criterion_id, Rating.value, func.count())
        .where(Rating.step_id == step.id)
        .group_by(Rating.node_id, Rating.criterion_id, Rating.value)
    )
    for node_id, criterion_id, value, people in rows:
        counts[node_id, criterion_id][value] = people
    order = ranked(list(goals), {one.id: one.weight for one in criteria}, counts)
    first = first_of(step)
    in_first = chosen(order, first)
    return Result(
        tuple(
            ResultRow(
                goals[row.goal_id],
                row.rank,
                None if row.total is None else float(row.total),
                row.figures,
                row.goal_id in in_first,
                bool(in_first) and row.goal_id == in_first[-1] and len(in_first) < len(order),
            )
            for row in order
        ),
        criteria,
        first,
        len(in_first),
        len(answers(session, step.id)),
        room.people,
    )


def result_to_export(session: Session, workshop_id: int, step_id: int) -> tuple[Room, Result]:
    """The ranked table of a rating, in whatever step the room is.

    Raises:
        Missing: not a rating step of this workshop's agenda. Refused: it is not closed.
    """
    here = room(session, workshop_id)
    result = result_of(session, here, rating_step(here, step_id))
    if result is None:
        raise Refused(say("There is no result yet. Close the rating first."))
    return here, result


def rating_step(here: Room, step_id: int) -> RoomStep:
    step = next((one for one in here.steps if one.id == step_id and one.kind == KIND), None)
    if step is None:
        raise Missing
    return step


def answers(session: Session, step_id: int) -> dict[int, int]:
    """Participant -> how many questions of the rating as it stands they have answered."""
    rows = session.execute(
        select(Rating.participant_id, func.count())
        .join(Participant, Participant.id == Rating.participant_id)
        .join(Criterion, Criterion.id == Rating.criterion_id)
        .join(
            RatedGoal,
            (RatedGoal.step_id == Rating.step_id) & (RatedGoal.node_id == Rating.node_id),
        )
        .join(Node, Node.id == Rating.node_id)
        .where(
            Rating.step_id == step_id,
            Participant.revoked_at.is_(None),
            Criterion.position >= 0,
            RatedGoal.off.is_(False),
            Node.deleted_at.is_(None),
        )
        .group_by(Rating.participant_id)
    )
    return {row[0]: row[1] for row in rows}


def criteria_of(session: Session, room: Room, step_id: int) -> tuple[CriterionLine, ...]:
    return tuple(line for position, line in all_criteria(session, room, step_id) if position >= 0)


def all_criteria(
    session: Session, room: Room, step_id: int
) -> tuple[tuple[int, CriterionLine], ...]:
    """All criteria of a step with their positions; a negative one: it was taken away."""
    rows = session.execute(
        select(
            Criterion.position, Criterion.id, Criterion.preset, Criterion.titles, Criterion.weight
        )
        .where(Criterion.step_id == step_id)
        .order_by(Criterion.position, Criterion.id)
    )
    return tuple(
        (row.position, CriterionLine(row.id, row.preset, row.titles, row.weight, room.languages[0]))
        for row in rows
    )
