"""The Method of Equal Shares, exactly. Pure. Source: docs/equal-shares.md.

Peters, Pierczyński, Skowron: Proportional Participatory Budgeting with Additive Utilities (2021).
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal

from workshops.proportional.greedy import greedy
from workshops.proportional.instance import Ballot, Election, Exact, Project, total_cost
from workshops.proportional.payments import Part, Table
from workshops.proportional.rounds import Run, run, same_between

Utility = Literal["cost", "points"]
Completion = Literal["none", "add1", "add1u"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Ids of the selected projects, in order of selection; the last `topped_up` of them greedily.

    `endowment` is what each voter could spend in the run that counts, in currency units.
    """

    selected: tuple[str, ...]
    spent: Exact
    endowment: Fraction
    topped_up: int = 0


def equal_shares(
    election: Election, utility: Utility = "cost", completion: Completion = "none"
) -> Outcome:
    """Each voter gets the same part of the budget and pays only for what the voter supports.

    Utility `cost`: a supported project is worth its cost to a voter, however many points; `points`:
    points times cost. In each round the project is selected whose supporters pay least per unit of
    utility, none more than they have left; equal ones by id as text, ascending. A project nobody
    supports is not selected; one that is supported and free is selected first.

    `none` stops when nothing is affordable. `add1` starts over, each endowment raised by one
    currency unit, again and again: the first outcome over the budget ends it, and the one before
    counts. An outcome that cannot grow (all that anybody supports) ends it too. It does not end at
    an outcome to which nothing could be added: "the last outcome within the budget counts".
    `add1u` then goes on greedily with the money left, by voters (`cost`) or points (`points`).
    """
    rule = _Rule(election, utility)
    counted = rule.raised() if completion != "none" else rule.first()
    fair = rule.names(counted)
    selected = fair
    if completion == "add1u":
        selected = greedy(election, "voters" if utility == "cost" else "points", already=fair)
    return Outcome(
        selected,
        total_cost(election, selected),
        rule.start + counted.step,
        len(selected) - len(fair),
    )


class _Rule:
    """One election under one utility, and the runs with more and more money."""

    def __init__(self, election: Election, utility: Utility) -> None:
        voters = len(election.ballots)
        self.start = Fraction(election.budget) / voters if voters else Fraction(0)
        supported = _supported(election)
        self.free = tuple(project.id for project in supported if not project.cost)
        self.priced = [project for project in supported if project.cost]
        self.scale = lcm(*(project.cost.denominator for project in self.priced))
        self.budget = Fraction(election.budget) * self.scale
        self.table = _table(election, utility, self.priced, self.scale)

    def first(self) -> Run:
        return self._at(0)

    def raised(self) -> Run:
        """The last run before the first one that overspends; runs that provably give the same
        selection as those around them are left out."""
        low, stride = self._at(0), 1
        while not self._ends(low):
            high = self._at(low.step + stride)
            if pair := self._first_end(low, high):
                before, end = pair
                return before if self._overspent(end) else end
            low, stride = high, stride * 2
        return low

    def names(self, counted: Run) -> tuple[str, ...]:
        return self.free + tuple(self.priced[number].id for number in counted.selected)

    def _first_end(self, low: Run, high: Run) -> tuple[Run, Run] | None:
        """The first run after `low` up to `high` that ends it all, with the one just before."""
        if same_between(low, high):
            return None
        if high.step == low.step + 1:
            return (low, high) if self._ends(high) else None
        middle = self._at((low.step + high.step) // 2)
        found = self._first_end(low, middle)
        return found or (None if self._ends(middle) else self._first_end(middle, high))

    def _at(self, step: int) -> Run:
        return run(self.table, (self.start + step) * self.scale, step)

    def _ends(self, done: Run) -> bool:
        return len(done.selected) == len(self.priced) or self._overspent(done)

    def _overspent(self, done: Run) -> bool:
        return sum(self.table.costs[number] for number in done.selected) > self.budget


def _supported(election: Election) -> list[Project]:
    """What at least one voter supports, by id as text."""
    named = {p for ballot in election.ballots for p, given in ballot.points.items() if given > 0}
    return sorted((p for p in election.projects if p.id in named), key=lambda project: project.id)


def _table(election: Election, utility: Utility, priced: list[Project], scale: int) -> Table:
    numbers = {project.id: number for number, project in enumerate(priced)}
    # Points may be decimal; all of them times the same number changes no comparison.
    points = lcm(*(p.denominator for b in election.ballots for p in b.points.values()))
    groups = Counter(_weights(ballot, utility, numbers, points) for ballot in election.ballots)
    parts: list[dict[tuple[int, int], list[int]]] = [defaultdict(list) for _ in priced]
    for group, (weights, size) in enumerate(sorted(groups.items())):
        for number, weight in weights:
            parts[number][weight, size].append(group)
    costs = tuple(int(project.cost * scale) for project in priced)
    frozen = tuple(
        tuple(Part(weight, size, tuple(members)) for (weight, size), members in sorted(own.items()))
        for own in parts
    )
    alike: dict[object, int] = {}
    twins = tuple(alike.setdefault(same, len(alike)) for same in zip(costs, frozen, strict=True))
    return Table(costs, frozen, len(groups), twins)


def _weights(
    ballot: Ballot, utility: Utility, numbers: dict[str, int], scale: int
) -> tuple[tuple[int, int], ...]:
    """Which projects a voter supports, and how much, by number: equal for equal ballots."""
    return tuple(
        sorted(
            (numbers[project_id], int(given * scale) if utility == "points" else 1)
            for project_id, given in ballot.points.items()
            if given > 0 and project_id in numbers
        )
    )
