"""One run of the Method of Equal Shares, with a given endowment. Pure; integers only.

All money is counted in whole numbers of a unit that becomes finer from round to round, so that
every payment is one: nothing is ever rounded.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd
from typing import NamedTuple

Bid = tuple[Fraction, int]
"""Price of a project per unit of what it is worth, and its number: the smaller bid wins."""


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


Log = list[tuple[int, list[Sequence[int]] | None]]
"""Each price that was worked out: the project, and which of its supporters would pay in full (None:
its supporters could not pay for it)."""


class Round(NamedTuple):
    """The bid that won, and the least that any other project (no twin) would have bid."""

    won: Bid
    runner_up: Bid | None
    log: Log


@dataclass(frozen=True, slots=True)
class Run:
    """What happened with one endowment. `selected` are numbers, in order of selection."""

    step: int
    selected: list[int] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)


class Offer(NamedTuple):
    """How the supporters would pay: `rate` = due / weight for each point, or all they have.

    `full` are the groups that can pay the rate, part by part.
    """

    due: int
    weight: int
    full: list[Sequence[int]]


def same_between(low: Run, high: Run) -> bool:
    """Whether each endowment between these two provably gives the selection that both gave.

    Round by round, where the rounds before are the same, one of two proofs suffices.

    Beaten: with the same selections a larger endowment leaves nobody with less, so no price is
    higher. If the winner at its highest price (low) still beats all others at their lowest (high),
    it wins in between. And what cannot be paid for with the larger endowment cannot be with less.

    Alike: if the same supporters paid in full in each price worked out so far, in both runs, then
    these prices and all money left are linear in the endowment, and what holds at both ends of a
    line holds between them.
    """
    if low.selected != high.selected:
        return False
    alike = True
    for lower, upper in zip(low.rounds, high.rounds, strict=True):
        alike = alike and lower.log == upper.log
        if not alike and upper.runner_up is not None and lower.won >= upper.runner_up:
            return False
    return True


def run(table: Table, endowment: Fraction, step: int = 0) -> Run:
    """Give each voter the endowment, and select until nothing is affordable any more.

    In each round the project with the least bid is selected: the smallest price per point and per
    unit of cost, equal ones by number. Its supporters pay the same for each point, or all they have
    if that is less. Prices never fall from round to round, so an old price that is beaten already
    need not be worked out again.
    """
    state = _State(table, endowment)
    result = Run(step)
    waiting: list[Bid] = [
        (Fraction(1, sum(part.weight * part.size * len(part.groups) for part in parts)), number)
        for number, parts in enumerate(table.parts)
    ]
    heapq.heapify(waiting)
    while True:
        log: Log = []
        found = _cheapest(state, waiting, log)
        if found is None:
            return result
        won, offer = found
        state.pay(won[1], offer)
        result.selected.append(won[1])
        result.rounds.append(Round(won, _runner_up(table, won, waiting), log))


def _cheapest(state: "_State", waiting: list[Bid], log: Log) -> tuple[Bid, Offer] | None:
    """The winner of this round; the unaffordable ones met on the way leave for good.

    The second best is worked out too: the closer it is known, the more often same_between sees.
    """
    best: tuple[Bid, Offer] | None = None
    losers: list[Bid] = []
    while waiting and (not losers or waiting[0] < min(losers)):
        number = heapq.heappop(waiting)[1]
        offer = state.offer(number)
        log.append((number, offer.full if offer else None))
        if offer is None:
            continue
        bid = (Fraction(offer.due, offer.weight * state.costs[number] * state.finer), number)
        if best is None or bid < best[0]:
            if best is not None:
                losers.append(best[0])
            best = (bid, offer)
        else:
            losers.append(bid)
    for loser in losers:
        heapq.heappush(waiting, loser)
    return best


def _runner_up(table: Table, won: Bid, waiting: list[Bid]) -> Bid | None:
    twin = table.twins[won[1]]
    if waiting and table.twins[waiting[0][1]] != twin:
        return waiting[0]
    return min((bid for bid in waiting if table.twins[bid[1]] != twin), default=None)


class _State:
    """The voters' money during a run: `money[group]` of one voter, in 1/`finer` of a cost unit."""

    def __init__(self, table: Table, endowment: Fraction) -> None:
        self.finer = endowment.denominator
        self.money = [endowment.numerator] * table.groups
        self.costs = table.costs
        self.parts = [list(parts) for parts in table.parts]

    def offer(self, number: int) -> Offer | None:
        """None where the supporters' money does not suffice; it never will again."""
        money, due = self.money, self.costs[number] * self.finer
        parts = [
            Part(weight, size, [g for g in groups if money[g]])
            for weight, size, groups in self.parts[number]
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

    def pay(self, number: int, offer: Offer) -> None:
        common = gcd(offer.due, offer.weight)
        rate, scale = offer.due // common, offer.weight // common
        if scale > 1:
            self.finer *= scale
            self.money = [amount * scale for amount in self.money]
        money = self.money
        for part, full in zip(self.parts[number], offer.full, strict=True):
            if len(full) < len(part.groups):
                left = [money[g] - rate * part.weight for g in full]
                for group in part.groups:
                    money[group] = 0
                for group, amount in zip(full, left, strict=True):
                    money[group] = amount
            else:
                for group in full:
                    money[group] -= rate * part.weight
