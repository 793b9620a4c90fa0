"""How a concept combines its workshops, as it is kept with the concept. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workshops.gathering.ranking import DOTS, ORDERS

GOALS, MEASURES = 5, 3  # of the proposal, unless the office says otherwise
MOST_GOALS, MOST_MEASURES = 100, 50

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gathering:
    """`order`: what the ranking goes by. The first `goals` goals with their first `measures`
    measures are proposed. `apart`: measures that are not the same, the smaller id first.
    """

    order: str = DOTS
    goals: int = GOALS
    measures: int = MEASURES
    apart: frozenset[Pair] = frozenset()

    @staticmethod
    def of(kept: Mapping[str, Any]) -> "Gathering":
        """From what a concept keeps; what is not there is as usual."""
        order = kept.get("order", DOTS)
        return Gathering(
            order if order in ORDERS else DOTS,
            kept.get("goals", GOALS),
            kept.get("measures", MEASURES),
            frozenset((one, other) for one, other in kept.get("apart", ())),
        )

    def kept(self) -> dict[str, Any]:
        """As a concept keeps it."""
        return {
            "order": self.order,
            "goals": self.goals,
            "measures": self.measures,
            "apart": [list(pair) for pair in sorted(self.apart)],
        }


def pair_of(one: int, other: int) -> Pair:
    return (min(one, other), max(one, other))
