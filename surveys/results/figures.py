"""What numbers are together: mean, median, quartiles, spread, distribution. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Weighed: TypeAlias = Sequence[tuple[float, int, float]]
"""A number, how many people said it, and what they weigh together."""

MOST_STEPS = 101  # of a scale
BINS = 10  # of a histogram, about so many


@dataclass(frozen=True, slots=True)
class Spread:
    """`spread` is the standard deviation of those who answered: they are all there are, not a
    sample. The least and the largest number are not told: they are often one person's."""

    mean: float
    median: float
    lower: float  # quartiles: a quarter lies at or below this one
    upper: float
    spread: float


@dataclass(frozen=True, slots=True)
class Bin:
    """From `low` to below `high`; of whole numbers from the first to the last that is in it."""

    low: float
    high: float
    people: int
    amount: float
    share: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """`whole`: all numbers are, so that the edges of its bins belong to one of them each."""

    bins: tuple[Bin, ...]
    whole: bool


def of_numbers(numbers: Weighed) -> Spread:
    """
    Raises:
        ValueError: there are none.
    """
    order = sorted(numbers)
    whole = sum(weight for _, _, weight in order)
    if not order or not whole:
        raise ValueError("of nobody")
    mean = math.fsum(value * weight for value, _, weight in order) / whole
    variance = math.fsum(weight * (value - mean) ** 2 for value, _, weight in order) / whole
    lower, median, upper = (_quantile(order, whole, part) for part in (0.25, 0.5, 0.75))
    return Spread(mean, median, lower, upper, math.sqrt(variance))


def _quantile(order: Weighed, whole: float, part: float) -> float:
    """The number up to which this part lies; half-way to the next where it ends just there."""
    before = 0.0
    for place, (value, _, weight) in enumerate(order):
        before += weight
        rest = before - part * whole
        if abs(rest) <= 1e-9 * whole and place + 1 < len(order):
            return (value + order[place + 1][0]) / 2
        if rest > 0:
            return value
    return order[-1][0]


def whole_steps(low: float | None, high: float | None, found: Sequence[float]) -> list[int]:
    """The steps of a scale: from its low to its high end, or what was answered."""
    start = int(low if low is not None else min(found))
    stop = int(high if high is not None else max(found))
    steps = range(min(start, *map(int, found)), max(stop, *map(int, found)) + 1)
    return list(steps) if len(steps) <= MOST_STEPS else sorted({int(value) for value in found})


def histogram(numbers: Weighed) -> Histogram:
    """About ten bins of the same width, whose edges are round numbers."""
    least, largest = min(n for n, _, _ in numbers), max(n for n, _, _ in numbers)
    width = _round_width((largest - least) / BINS)
    whole_numbers = all(float(value).is_integer() for value, _, _ in numbers)
    if whole_numbers:
        width = max(1.0, width)
    first = math.floor(least / width)
    bins = int(largest / width - first) + 1
    people, amounts = [0] * bins, [0.0] * bins
    for value, number, weight in numbers:
        place = min(bins - 1, max(0, math.floor(value / width) - first))
        people[place] += number
        amounts[place] += weight
    whole = sum(amounts)
    return Histogram(
        tuple(
            Bin(
                _edge(first + i, width),
                _edge(first + i + 1, width) - whole_numbers,
                people[i],
                amounts[i],
                share,
            )
            for i, share in enumerate(amount / whole if whole else 0.0 for amount in amounts)
        ),
        whole_numbers,
    )


def _edge(number: int, width: float) -> float:
    return round(number * width, 9)


def _round_width(wished: float) -> float:
    """1, 2, 5 or 10 of some power of ten: the next that is not below."""
    if wished <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(wished))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= wished * (1 - 1e-9))
