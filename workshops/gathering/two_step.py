"""Measures by dots, goals by ratings, and the first of both as a proposal. Pure.

The two steps of Bielefeld's integration concept (2010). Source: docs/gathering.md, "Two steps".
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from workshops.priorities.ranking import Band, Ranked, Tally, few_of, practically_tied, ranked

_STEPS = 100  # totals are compared as they are shown: in hundredths


@dataclass(frozen=True, slots=True)
class Rated:
    """A closed rating of one steering group: how many people rated, and goal -> total."""

    raters: int
    totals: Mapping[int, Fraction]


@dataclass(frozen=True, slots=True)
class GoalVotes:
    """A goal with its measures that were voted on, and how many people voted. `decided`: those of
    them on which the council has decided."""

    goal_id: int
    tallies: Sequence[Tally] = ()
    voters: int = 0
    decided: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure within its goal. `tied`: practically tied where the first ones are cut off."""

    measure_id: int
    dots: int
    voters: int
    rank: int
    chosen: bool
    tied: bool


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal in the order of the ratings. `total` and `rank` are None where nobody rated it.

    `few`: the people who could make the difference at the cut of its measures, 0 without a tie.
    `decided` measures are left out: what the council has decided on is not proposed again.
    """

    goal_id: int
    total: Fraction | None
    rank: int | None
    chosen: bool
    tied: bool
    measures: tuple[MeasureRow, ...]
    few: int = 0
    decided: tuple[int, ...] = ()

    @property
    def proposed(self) -> tuple[MeasureRow, ...]:
        """What of it goes to the council."""
        return tuple(row for row in self.measures if row.chosen) if self.chosen else ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """The first `goals` goals with their first `measures` measures each.

    `few`: as of `GoalRow`, of those who rated.
    """

    rows: tuple[GoalRow, ...]
    goals: int
    measures: int
    few: int = 0

    @property
    def chosen(self) -> tuple[GoalRow, ...]:
        return tuple(row for row in self.rows if row.chosen)

    @property
    def measure_ids(self) -> tuple[int, ...]:
        """The proposed measures: goal after goal, each by its rank."""
        return tuple(one.measure_id for row in self.rows for one in row.proposed)


def totals_of(ratings: Iterable[Rated]) -> dict[int, Fraction]:
    """Goal -> the mean of the steering groups' totals, in hundredths, half up.

    Each group counts as many times as people rated in it, as if all had sat in one room.
    """
    sums: dict[int, Fraction] = {}
    people: dict[int, int] = {}
    for one in ratings:
        for goal_id, total in one.totals.items():
            sums[goal_id] = sums.get(goal_id, Fraction(0)) + total * one.raters
            people[goal_id] = people.get(goal_id, 0) + one.raters
    return {goal: _hundredths(sums[goal] / people[goal]) for goal in sums if people[goal]}


def proposal(
    votes: Sequence[GoalVotes], ratings: Sequence[Rated], *, goals: int, measures: int
) -> Proposal:
    """The goals by their totals, each with its measures by dots, and what is chosen of both.

    `votes` come in the order of the concept, in which goals of one rank stand. Equal totals and
    equal dots share a rank (1, 2, 2, 4), and who shares the last rank that is chosen is chosen
    too: no lot decides. Without a dot no measure is chosen, without a rating no goal. Where no
    goal was rated at all, all keep the order of the concept and none is chosen. What the council
    has decided on takes no place.
    """
    totals = totals_of(ratings)
    order = sorted(votes, key=lambda one: -totals.get(one.goal_id, Fraction(0)))  # a stable sort
    band = _goal_band(order, ratings, totals, goals)
    rows: list[GoalRow] = []
    for index, goal in enumerate(order):
        total = totals.get(goal.goal_id)
        rank = None
        if total is not None:
            rank = rows[-1].rank if rows and rows[-1].total == total else index + 1
        rows.append(
            GoalRow(
                goal.goal_id,
                total,
                rank,
                rank is not None and rank <= goals,
                goal.goal_id in band.tied,
                *_measures(goal, measures),
            )
        )
    return Proposal(tuple(rows), goals, measures, band.few if band.tied else 0)


def _measures(goal: GoalVotes, first: int) -> tuple[tuple[MeasureRow, ...], int, tuple[int, ...]]:
    """Its measures by dots, how many people could make the difference at the cut, and what is
    left out."""
    left_out = tuple(
        one.measure_id for one in ranked(goal.tallies) if one.measure_id in goal.decided
    )
    order = ranked(one for one in goal.tallies if one.measure_id not in goal.decided)
    band = practically_tied(order, first, few_of(goal.voters))
    rows = tuple(
        MeasureRow(
            row.measure_id,
            row.dots,
            row.voters,
            row.rank,
            row.dots > 0 and row.rank <= first,
            row.measure_id in band.tied,
        )
        for row in order
    )
    return rows, band.few if band.tied else 0, left_out


def _goal_band(
    order: Sequence[GoalVotes], ratings: Sequence[Rated], totals: Mapping[int, Fraction], first: int
) -> Band:
    """Which goals are practically tied at the cut, as measures are by dots.

    Had a few people each rated one goal a point higher and another a point lower, the two totals
    would have come closer by twice so many points, divided by all who rated.
    """
    raters = sum(one.raters for one in ratings)
    few = few_of(raters)
    rows = [
        Ranked(one.goal_id, int(totals[one.goal_id] * _STEPS) * raters, raters, 0)
        for one in order
        if one.goal_id in totals
    ]
    found = practically_tied(rows, first, few * _STEPS)
    return Band(found.tied, found.seats, found.safe, few)


def _hundredths(exact: Fraction) -> Fraction:
    return Fraction(math.floor(exact * _STEPS + Fraction(1, 2)), _STEPS)
