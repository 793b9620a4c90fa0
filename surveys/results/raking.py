"""Weights that bring answers to known shares of the population: raking. Pure.

Iterative proportional fitting: margin by margin, the weights of each category are multiplied so
that it has its known share, again and again until all margins have theirs.
Source: Deming and Stephan, 1940; Kish's effective sample size. See docs/survey-results.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

LEAST, MOST = 0.2, 5.0
"""No one counts for less or more than this many people."""

ROUNDS = 500
EXACT = 1e-6  # of a share

Margin: TypeAlias = Mapping[str, float]
"""Category → its share of the population, from 0 to 1; together they are 1."""


@dataclass(frozen=True, slots=True)
class Raked:
    """`weights`: of each cell. `worst`: how far the share that is furthest from what it should be
    still is. `bounded`: people whose weight would be smaller or larger than allowed. `effective`:
    so many people, drawn as the population is, would tell as much. `empty`: the margin (its place)
    and category which nobody belongs to, so that no weight can bring it up."""

    weights: tuple[float, ...]
    worst: float
    bounded: int
    effective: float
    empty: tuple[tuple[int, str], ...] = ()

    @property
    def converged(self) -> bool:
        return not self.empty and self.worst <= 10 * EXACT


def rake(cells: Sequence[Sequence[str]], sizes: Sequence[int], margins: Sequence[Margin]) -> Raked:
    """The weight of each cell of people, so that each margin has its shares.

    `cells`: their category in each margin; `sizes`: how many people they are. A category that a
    margin does not name is unknown to it: these people keep the share that they have.
    """
    empty = tuple(
        (place, category)
        for place, margin in enumerate(margins)
        for category, share in margin.items()
        if share > 0 and not any(cell[place] == category for cell in cells)
    )
    weights = [1.0] * len(cells)
    bounded: set[int] = set()
    for _ in range(ROUNDS if not empty else 0):
        bounded.clear()
        for place, margin in enumerate(margins):
            _fit(cells, sizes, weights, place, margin, bounded)
        if _worst(cells, sizes, weights, margins) <= EXACT:
            break
    whole = sum(size * weight for size, weight in zip(sizes, weights, strict=True))
    squares = sum(size * weight * weight for size, weight in zip(sizes, weights, strict=True))
    return Raked(
        tuple(weights),
        _worst(cells, sizes, weights, margins),
        sum(sizes[cell] for cell in bounded),
        whole * whole / squares if squares else 0.0,
        empty,
    )


def _fit(
    cells: Sequence[Sequence[str]],
    sizes: Sequence[int],
    weights: list[float],
    place: int,
    margin: Margin,
    bounded: set[int],
) -> None:
    """Bring one margin to its shares, as far as the bounds of a weight allow."""
    now = _amounts(cells, sizes, weights, place, margin)
    people = sum(size for cell, size in zip(cells, sizes, strict=True) if cell[place] in margin)
    for number, cell in enumerate(cells):
        category = cell[place]
        if now.get(category):
            wished = weights[number] * margin[category] * people / now[category]
            weights[number] = min(MOST, max(LEAST, wished))
            if weights[number] != wished:
                bounded.add(number)


def _amounts(
    cells: Sequence[Sequence[str]],
    sizes: Sequence[int],
    weights: Sequence[float],
    place: int,
    margin: Margin,
) -> dict[str, float]:
    found = dict.fromkeys(margin, 0.0)
    for cell, size, weight in zip(cells, sizes, weights, strict=True):
        if cell[place] in found:
            found[cell[place]] += size * weight
    return found


def _worst(
    cells: Sequence[Sequence[str]],
    sizes: Sequence[int],
    weights: Sequence[float],
    margins: Sequence[Margin],
) -> float:
    worst = 0.0
    for place, margin in enumerate(margins):
        found = _amounts(cells, sizes, weights, place, margin)
        whole = sum(found.values())
        for category, amount in found.items():
            share = amount / whole if whole else 0.0
            worst = max(worst, abs(share - margin[category]))
    return worst
