"""Which numbers of people are shown, so that none under five can be read or computed. Pure.

A number from 1 to 4 is shown as "fewer than 5". Beside it stand sums; where one would give it
away, further numbers are withheld, the smallest first, until every number from 1 to 4 is possible
for each of the small ones. A sum for which that cannot be reached is withheld itself.
Source: docs/process-report.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

FEWEST = 5  # people
MOST_FEW = FEWEST - 1

Shown: TypeAlias = int | Literal["few", "withheld"]
"""A number as it may be shown: itself, "fewer than 5", or nothing."""


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers with their sum."""

    numbers: tuple[Shown, ...]
    total: Shown


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups by their keys, and the sum of all."""

    groups: Mapping[str, Group]
    total: Shown


def shown_alone(number: int) -> Shown:
    """A number that is a part of no sum."""
    return "few" if 0 < number < FEWEST else number


def shown(groups: Mapping[str, Sequence[int]]) -> Groups:
    """Numbers of people in groups, with the sum of each group and of all groups."""
    hidden = {key: _within(numbers) for key, numbers in groups.items()}
    opened = [key for key, found in hidden.items() if found is None]
    closed = sorted((k for k in groups if k not in opened), key=lambda key: sum(groups[key]))
    while opened and closed and not _safe(_all(groups, opened)):
        opened.append(closed.pop(0))
    told = {
        key: _group(numbers, None if key in opened else hidden[key])
        for key, numbers in groups.items()
    }
    whole = sum(map(sum, groups.values()))
    secret = bool(opened) and not _safe(_all(groups, opened))
    return Groups(told, _sum(_all(groups, list(groups))) if secret else whole)


def shown_parts(numbers: Sequence[int]) -> tuple[Shown, ...]:
    """The parts of a whole that is known."""
    return _group(numbers, _within(numbers)).numbers


def _all(groups: Mapping[str, Sequence[int]], keys: Sequence[str]) -> list[int]:
    return [number for key in keys for number in groups[key]]


def _within(numbers: Sequence[int]) -> frozenset[int] | None:
    """Which numbers are withheld where their sum is known; None where it may not be."""
    hidden = [index for index, number in enumerate(numbers) if 0 < number < FEWEST]
    others = sorted((number, i) for i, number in enumerate(numbers) if number >= FEWEST)
    while hidden and not _safe([numbers[index] for index in hidden]):
        if not others:
            return None
        hidden.append(others.pop(0)[1])
    return frozenset(hidden)


def _safe(numbers: Sequence[int]) -> bool:
    """Whether each small one among withheld numbers may still be anything from 1 to 4, for one who
    knows their sum, which ones are small, and that the others are not."""
    few = sum(1 for number in numbers if 0 < number < FEWEST)
    large = sum(1 for number in numbers if number >= FEWEST)
    total = sum(numbers)
    if not few:
        return True
    least = MOST_FEW + (few - 1) + FEWEST * large
    most = 1 + MOST_FEW * (few - 1)
    return least <= total and (large > 0 or total <= most)


def _group(numbers: Sequence[int], hidden: frozenset[int] | None) -> Group:
    """`hidden` None: all, and the sum."""
    told: list[Shown] = []
    for index, number in enumerate(numbers):
        if 0 < number < FEWEST:
            told.append("few")
        elif number and (hidden is None or index in hidden):
            told.append("withheld")
        else:
            told.append(number)
    return Group(tuple(told), _sum(numbers) if hidden is None else sum(numbers))


def _sum(numbers: Sequence[int]) -> Shown:
    """A sum that is not told. "Fewer than 5" only of one number: of several it would say more."""
    there = [number for number in numbers if number]
    return shown_alone(there[0]) if len(there) == 1 and there[0] < FEWEST else "withheld"
