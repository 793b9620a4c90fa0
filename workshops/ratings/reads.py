"""What the pages know of a rating: the turnout, one's own, and after closing the result."""

import zlib
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.few import FEWEST
from app.refused import Message, Missing, say_n
from workshops.agenda.room import Room, RoomStep, room
from workshops.dots.rules import Turnout, turnout
from workshops.models import Criterion, RatedGoal, Rating, Step, Workshop
from workshops.participants.guest import Guest
from workshops.ratings.criteria import first_of
from workshops.ratings.goals import Goal, goals_of
from workshops.ratings.results import (
    CriterionLine,
    Result,
    all_criteria,
    answers,
    criteria_of,
    rating_step,
    result_of,
)


@dataclass(frozen=True, slots=True)
class RatingPage:
    """A rating for console and projector. `result` is None until it is closed.

    `removed`: criteria that were taken away and can be brought back; `first`: how many goals it
    chooses.
    """

    step: RoomStep
    goals: tuple[Goal, ...]
    criteria: tuple[CriterionLine, ...]
    removed: tuple[CriterionLine, ...]
    first: int
    turnout: Turnout
    result: Result | None


@dataclass(frozen=True, slots=True)
class OwnRatings:
    """A rating on one phone. `mine`: goal -> criterion -> value; a missing one is not answered.

    `few`: so few people are here that a mean says much about each of them.
    """

    step: RoomStep
    goals: tuple[Goal, ...]
    criteria: tuple[CriterionLine, ...]
    mine: dict[int, dict[int, int]]
    few: bool
    result: Result | None

    def answered(self, goal: Goal) -> int:
        """How many criteria of this goal have an answer, "no opinion" included."""
        return sum(1 for one in self.criteria if one.id in self.mine.get(goal.id, {}))

    @property
    def next(self) -> int | None:
        """The first goal that is not wholly rated."""
        open_ones = (g.id for g in self.goals if self.answered(g) < len(self.criteria))
        return next(open_ones, None)


def rating_page(session: Session, room: Room) -> RatingPage:
    """The present rating step as everybody may see it."""
    step = room.step
    criteria = all_criteria(session, room, step.id)
    used = tuple(one for one in criteria if one[0] >= 0)
    goals = goals_of(session, room, step)
    lines = tuple(line for _, line in used)
    return RatingPage(
        step,
        goals,
        lines,
        tuple(line for position, line in criteria if position < 0),
        first_of(step),
        _turnout(session, room, step, len(goals) * len(lines)),
        result_of(session, room, step),
    )


def own_ratings(session: Session, room: Room, guest: Guest) -> OwnRatings:
    """The present rating step with what this person has said in it."""
    step = room.step
    rows = session.execute(
        select(Rating.node_id, Rating.criterion_id, Rating.value).where(
            Rating.step_id == step.id, Rating.participant_id == guest.id
        )
    )
    mine: dict[int, dict[int, int]] = defaultdict(dict)
    for node_id, criterion_id, value in rows:
        mine[node_id][criterion_id] = value
    return OwnRatings(
        step,
        goals_of(session, room, step),
        criteria_of(session, room, step.id),
        dict(mine),
        room.people < FEWEST,
        result_of(session, room, step),
    )


@dataclass(frozen=True, slots=True)
class OwnGoal:
    """One goal on one phone, for the answer to a tap. `values`: criterion -> what is stored.

    `answered` of its `questions` have an answer.
    """

    node_id: int
    values: dict[int, int]
    questions: int
    answered: int


def own_goal(session: Session, who: Guest, node_id: int) -> OwnGoal:
    """What is stored of one person about one goal, in the newest rating that has it.

    Raises:
        Missing: no rating of this workshop has this goal.
    """
    step_id = session.scalar(
        select(RatedGoal.step_id)
        .join(Step, Step.id == RatedGoal.step_id)
        .join(Workshop, Workshop.id == Step.workshop_id)
        .where(Step.workshop_id == who.workshop_id, RatedGoal.node_id == node_id)
        .order_by((Step.position == Workshop.position).desc(), Step.position.desc())
        .limit(1)
    )
    if step_id is None:
        raise Missing
    rows = session.execute(
        select(Criterion.id, Rating.value)
        .outerjoin(
            Rating,
            (Rating.criterion_id == Criterion.id)
            & (Rating.participant_id == who.id)
            & (Rating.node_id == node_id),
        )
        .where(Criterion.step_id == step_id, Criterion.position >= 0)
    ).all()
    values = {row.id: row.value for row in rows if row.value is not None}
    return OwnGoal(node_id, values, len(rows), len(values))


def languages_of(session: Session, workshop_id: int, step_id: int) -> tuple[str, ...]:
    """The languages in which a criterion of this rating step can be named.

    Raises:
        Missing: not a rating step of this workshop's agenda.
    """
    here = room(session, workshop_id)
    rating_step(here, step_id)
    return here.languages


def _turnout(session: Session, room: Room, step: RoomStep, cells: int) -> Turnout:
    """How many people have answered everything, something and nothing: no value is in it."""
    return turnout(max(cells, 1), answers(session, step.id).values(), room.people)


def rating_version(session: Session, room: Room) -> int:
    """Another number whenever phones must show the step anew."""
    step = room.step
    goals = [(goal.id, goal.mark, goal.titles) for goal in goals_of(session, room, step)]
    criteria = criteria_of(session, room, step.id)
    said: list[object] = [goals, [(one.id, one.titles) for one in criteria]]
    if step.state == "closed":  # weights change the result, which phones show
        said += [[one.weight for one in criteria], first_of(step)]
    return zlib.crc32(repr(said).encode())


def still_rating(session: Session, room: Room) -> Message | None:
    """Before the room leaves an open rating: how many have not answered everything yet."""
    if room.step.state != "open":
        return None
    page = rating_page(session, room)
    busy = page.turnout.some
    if not busy:
        return None
    return say_n(
        "%(num)d person has not finished rating yet.",
        "%(num)d people have not finished rating yet.",
        busy,
    )
