"""Weights that bring answers to known shares of the population: raking. Pure.

Iterative proportional fitting: margin by margin, weights are multiplied so that each category has
its known share, again and again until all margins have theirs. Where people cannot be told apart,
a cell is partly in one category and partly in another (generalised iterative scaling).
Source: Deming and Stephan, 1940; Darroch and Ratcliff, 1972; Kish's effective sample size. See
docs/survey-results.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeAlias

LEAST, MOST = 0.2, 5.0
"""No one counts for less or more than this many people."""

ROUNDS = 500
EXACT = 1e-6  # of a share

Shares: TypeAlias = Mapping[str, float]
"""Category → its part, from 0 to 1. Of a population: together they are 1. Of a cell: what is
missing to 1 is unknown."""

Cell: TypeAlias = Sequence[Shares]
"""People who weigh the same: in each margin, how they are parted."""


@dataclass(frozen=True, slots=True)
class Raked:
    """`weights`: of each cell. `worst`: how far the share that is furthest from what it should be
    still is. `bounded`: people whose weight would be smaller or larger than allowed. `effective`:
    so many people, drawn as the population is, would tell as much. `empty`: the margin (its place)
    and category which nobody belongs to, so that no weight can bring it up: then all weigh 1."""

    weights: tuple[float, ...]
    worst: float
    bounded: int
    effective: float
    empty: tuple[tuple[int, str], ...] = ()

    @property
    def converged(self) -> bool:
        return not self.empty and self.worst <= 10 * EXACT


def rake(cells: Sequence[Cell], sizes: Sequence[int], margins: Sequence[Shares]) -> Raked:
    """The weight of each cell of people, so that each margin has its shares among those who are
    known to it. Who is unknown to a margin keeps the share that they have.

    `sizes`: how many people each cell has.
    """
    empty = tuple(
        (place, category)
        for place, margin in enumerate(margins)
        for category, share in margin.items()
        if share > 0 and not any(cell[place].get(category) for cell in cells)
    )
    fitting = _Fitting(cells, sizes, margins)
    for _ in range(0 if empty else ROUNDS):
        fitting.round()
        if fitting.worst() <= EXACT:
            break
    whole = sum(size * weight for size, weight in zip(sizes, fitting.weights, strict=True))
    squares = sum(size * one * one for size, one in zip(sizes, fitting.weights, strict=True))
    return Raked(
        tuple(fitting.weights),
        fitting.worst(),
        sum(sizes[cell] for cell in fitting.bounded),
        whole * whole / squares if squares else 0.0,
        empty,
    )


class _Fitting:
    """The weights on their way."""

    def __init__(
        self, cells: Sequence[Cell], sizes: Sequence[int], margins: Sequence[Shares]
    ) -> None:
        self.weights = [1.0] * len(cells)
        self.bounded: set[int] = set()
        self._sizes = sizes
        self._margins = margins
        self._parts = [[_whole(cell[place]) for cell in cells] for place in range(len(margins))]
        self._targets = [self._target(place) for place in range(len(margins))]

    def round(self) -> None:
        self.bounded.clear()
        for place in range(len(self._margins)):
            now = self._amounts(place)
            target = self._targets[place]
            ratios = {name: target[name] / amount for name, amount in now.items() if amount}
            for number, parts in enumerate(self._parts[place]):
                ratio = prod(ratios[name] ** part for name, part in parts.items() if part)
                wished = self.weights[number] * ratio
                self.weights[number] = min(MOST, max(LEAST, wished))
                if self.weights[number] != wished:
                    self.bounded.add(number)

    def worst(self) -> float:
        found = 0.0
        for place, margin in enumerate(self._margins):
            now = self._amounts(place)
            known = sum(now.get(name, 0.0) for name in margin)
            for name, share in margin.items():
                found = max(found, abs((now.get(name, 0.0) / known if known else 0.0) - share))
        return found

    def _target(self, place: int) -> dict[str, float]:
        """How much each category shall weigh; what the margin does not name, as much as now."""
        margin, now = self._margins[place], self._amounts(place)
        known = sum(amount for name, amount in now.items() if name in margin)
        return {name: margin[name] * known if name in margin else now[name] for name in now}

    def _amounts(self, place: int) -> dict[str, float]:
        found: dict[str, float] = {}
        for parts, size, weight in zip(self._parts[place], self._sizes, self.weights, strict=True):
            for name, part in parts.items():
                found[name] = found.get(name, 0.0) + part * size * weight
        return found


def _whole(shares: Shares) -> dict[str, float]:
    """With what is unknown, under an empty name."""
    rest = 1 - sum(shares.values())
    return {**shares, "": rest} if rest > EXACT else dict(shares)
