"""Who pays how much for a project, in one run of the Method of Equal Shares. Pure; integers only.

All money is counted in whole numbers of a unit that becomes finer from payment to payment, so that
every payment is one: nothing is ever rounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import NamedTuple


class Part(NamedTuple):
    """Supporters of a project who are alike: their points, voters per group, and the groups."""

    weight: int
    size: int
    groups: Sequence[int]


@dataclass(frozen=True, slots=True)
class Table:
    """An election as numbers. Project 0 has the smallest id, so ties go to the smaller number.

    `parts` are the supporters of each project; voters with the same ballot are one group. `twins`
    is equal for projects with the same cost and the same supporters: they are tied in all rounds.
    """

    costs: tuple[int, ...]
    parts: tuple[tuple[Part, ...], ...]
    groups: int
    twins: tuple[int, ...]


class Offer(NamedTuple):
    """How the supporters would pay: `rate` = due / weight for each point, or all they have.

    `full` are the groups that can pay the rate, part by part.
    """

    due: int
    weight: int
    full: list[Sequence[int]]


class Purses:
    """The voters' money during a run: `money[group]` of one voter, in 1/`finer` of a cost unit.

    Each payment may make the unit finer. A group's money is counted in it only when it is next
    looked at, for most have to do with few projects: until then `unit[group]` is an older one, and
    `factors[unit[group]]` of the present units make one of it.
    """

    def __init__(self, table: Table, endowment: Fraction) -> None:
        self.finer = endowment.denominator
        self.factors = [1]
        self.money = [endowment.numerator] * table.groups
        self.unit = [0] * table.groups
        self.costs = table.costs
        self.parts = [list(parts) for parts in table.parts]

    def offer(self, number: int) -> Offer | None:
        """None where the supporters' money does not suffice; it never will again."""
        money, due = self.money, self.costs[number] * self.finer
        parts = [
            Part(weight, size, self._solvent(groups)) for weight, size, groups in self.parts[number]
        ]
        self.parts[number] = parts
        if sum(p.size * sum(map(money.__getitem__, p.groups)) for p in parts) < due:
            return None
        weight = sum(part.weight * part.size * len(part.groups) for part in parts)
        full = [part.groups for part in parts]
        while True:
            next_due, next_weight = due, weight
            for index, part in enumerate(parts):
                # The least whole amount that pays in full: the rate times the weight, rounded up.
                least = -(-due * part.weight // weight)
                poor = [g for g in full[index] if money[g] < least]
                if poor:
                    full[index] = [g for g in full[index] if money[g] >= least]
                    next_due -= part.size * sum(map(money.__getitem__, poor))
                    next_weight -= part.size * part.weight * len(poor)
            if next_weight == weight:
                return Offer(due, weight, full)
            due, weight = next_due, next_weight

    def _solvent(self, groups: Sequence[int]) -> list[int]:
        """Those with money left, which is counted in the present unit from now on."""
        money, unit, present = self.money, self.unit, len(self.factors) - 1
        left = [group for group in groups if money[group]]
        for group in left:
            if unit[group] != present:
                money[group] *= self.factors[unit[group]]
                unit[group] = present
        return left

    def pay(self, number: int, offer: Offer) -> None:
        """The offer was made in this round: its groups' money is counted in the present unit."""
        common = gcd(offer.due, offer.weight)
        rate, scale = offer.due // common, offer.weight // common
        self.finer *= scale
        self.factors = [*(factor * scale for factor in self.factors), 1]
        money, unit, present = self.money, self.unit, len(self.factors) - 1
        for part, full in zip(self.parts[number], offer.full, strict=True):
            left = [money[group] * scale - rate * part.weight for group in full]
            if len(full) < len(part.groups):
                for group in part.groups:
                    money[group] = 0
            for group, amount in zip(full, left, strict=True):
                money[group] = amount
                unit[group] = present
