"""An election with costs: projects, ballots and a budget. Pure, and exact: no float anywhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Exact = int | Fraction
"""A number without rounding. Whole numbers are `int`: they are most of them, and quicker."""

Kind = Literal["approval", "cumulative", "ordinal", "scoring"]


@dataclass(frozen=True, slots=True)
class Project:
    """Something that money can be spent on. `cost` is in currency units, not negative.

    `fields` are further columns as text, untouched.
    """

    id: str
    cost: Exact
    name: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one voter said: points by project id, only for the projects that the voter named.

    An approval is one point. An ordinal ballot gives as many points to its first rank as it has
    ranks, and one fewer to each further one (3, 2, 1). More than no points is support.
    """

    points: Mapping[str, Exact]
    voter: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Election:
    """`budget` is in the currency units of the costs.

    `meta` are the further facts of a file as text; `project_columns` and `vote_columns` the order
    of its columns, so that a file is written as it was read.
    """

    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]
    budget: Exact
    kind: Kind = "approval"
    meta: Mapping[str, str] = field(default_factory=dict)
    project_columns: tuple[str, ...] = ()
    vote_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """What one project received: the people who support it, and the sum of all points."""

    voters: int = 0
    points: Exact = 0


def tally(election: Election) -> dict[str, Support]:
    """The support of each project by id, in the order of the projects. Unnamed ones have none."""
    voters = {project.id: 0 for project in election.projects}
    points: dict[str, Exact] = dict.fromkeys(voters, 0)
    for ballot in election.ballots:
        for project_id, given in ballot.points.items():
            voters[project_id] += given > 0
            points[project_id] += given
    return {project_id: Support(voters[project_id], points[project_id]) for project_id in voters}


def total_cost(election: Election, selected: Iterable[str]) -> Exact:
    """What these projects cost together, in currency units."""
    costs = {project.id: project.cost for project in election.projects}
    return sum((costs[project_id] for project_id in selected), start=0)
