"""One run of the Method of Equal Shares, with a given endowment. Pure, and exact: payments.py."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from workshops.proportional.payments import Offer, Purses, Table

Bid = tuple[Fraction, int]
"""Price of a project per unit of what it is worth, and its number: the smaller bid wins."""

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
    purses = Purses(table, endowment)
    result = Run(step)
    waiting: list[Bid] = [
        (Fraction(1, sum(part.weight * part.size * len(part.groups) for part in parts)), number)
        for number, parts in enumerate(table.parts)
    ]
    heapq.heapify(waiting)
    while True:
        log: Log = []
        found = _cheapest(purses, waiting, log)
        if found is None:
            return result
        won, offer = found
        purses.pay(won[1], offer)
        result.selected.append(won[1])
        result.rounds.append(Round(won, _runner_up(table, won, waiting), log))


def _cheapest(purses: Purses, waiting: list[Bid], log: Log) -> tuple[Bid, Offer] | None:
    """The winner of this round; the unaffordable ones met on the way leave for good.

    The second best is worked out too: the closer it is known, the more often same_between sees.
    """
    best: tuple[Bid, Offer] | None = None
    losers: list[Bid] = []
    while waiting and (not losers or waiting[0] < min(losers)):
        number = heapq.heappop(waiting)[1]
        offer = purses.offer(number)
        log.append((number, offer.full if offer else None))
        if offer is None:
            continue
        bid = (Fraction(offer.due, offer.weight * purses.costs[number] * purses.finer), number)
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
