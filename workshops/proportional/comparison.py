"""Two selections compared: who would be better represented, what would change. Pure, counts only.

Nothing here says anything about single voters, nor about a group of fewer than FEWEST of them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from app.few import FEWEST
from workshops.proportional.instance import Ballot, Election, Exact


@dataclass(frozen=True, slots=True)
class Shift:
    """How many voters get more, less or the same from the second selection than from the first."""

    more: int
    less: int
    same: int


@dataclass(frozen=True, slots=True)
class Side:
    """What one selection means to the voters.

    `reached`: voters with at least one selected project that they support. `average_money`: what is
    spent on projects that a voter supports, per voter; `average_projects`: how many these are.
    All None where they would say something about fewer than FEWEST voters.
    """

    reached: int | None
    average_money: Fraction | None
    average_projects: Fraction | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`by_projects` compares how many selected projects a voter supports; None where one of the
    three groups has people, but fewer than FEWEST."""

    voters: int
    first: Side
    second: Side
    by_projects: Shift | None


def compare(election: Election, first: Collection[str], second: Collection[str]) -> Comparison:
    """The second selection, such as that of equal shares, beside the first, such as the greedy one.

    Support is more than no points. Voters whose ballot is empty count as reached by neither.
    """
    costs = {project.id: project.cost for project in election.projects}
    units = dict.fromkeys(costs, 1)
    return Comparison(
        len(election.ballots),
        _side(_gains(election, first, costs), _gains(election, first, units)),
        _side(_gains(election, second, costs), _gains(election, second, units)),
        _shift(_gains(election, first, units), _gains(election, second, units)),
    )


def _gains(
    election: Election, selected: Collection[str], worth: dict[str, Exact] | dict[str, int]
) -> list[Exact]:
    """What each voter gets: the worth of the selected projects that the voter supports."""
    chosen = {project_id: worth[project_id] for project_id in selected}
    return [_gain(ballot, chosen) for ballot in election.ballots]


def _gain(ballot: Ballot, chosen: dict[str, Exact]) -> Exact:
    return sum((chosen.get(p, 0) for p, given in ballot.points.items() if given > 0), start=0)


def _side(money: list[Exact], projects: list[Exact]) -> Side:
    voters = len(projects)
    if voters < FEWEST:
        return Side(None, None, None)
    reached = sum(number > 0 for number in projects)
    return Side(
        None if _tells((reached, voters - reached)) else reached,
        Fraction(sum(money)) / voters,
        Fraction(sum(projects)) / voters,
    )


def _shift(first: list[Exact], second: list[Exact]) -> Shift | None:
    more = sum(after > before for before, after in zip(first, second, strict=True))
    less = sum(after < before for before, after in zip(first, second, strict=True))
    same = len(first) - more - less
    # Two of three numbers tell the third, so a small group hides all of them.
    return None if _tells((more, less, same)) else Shift(more, less, same)


def _tells(groups: Iterable[int]) -> bool:
    return any(0 < people < FEWEST for people in groups)
