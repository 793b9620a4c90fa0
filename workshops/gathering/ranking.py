"""The events of a concept as one ranking of its measures. Pure. Source: docs/gathering.md."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import median

from workshops.gathering.placing import Placing, Vote, placings

DOTS, SHARE, RANK, THIRDS = ORDERS = ("dots", "share", "rank", "thirds")


@dataclass(frozen=True, slots=True)
class Combined:
    """One measure over all events. `placings`: event -> what it says."""

    measure_id: int
    rank: int
    placings: Mapping[int, Placing]

    @property
    def dots(self) -> int:
        return sum(one.dots for one in self.placings.values())

    @property
    def voters(self) -> int:
        return sum(one.voters for one in self.placings.values())

    @property
    def asked(self) -> int:
        """Voters of the votes in which it stood on the ballot."""
        return sum(one.asked for one in self.placings.values())

    @property
    def share(self) -> Fraction:
        """How many of those who had it on their ballot gave it a dot."""
        return Fraction(self.voters, self.asked) if self.asked else Fraction(0)

    @property
    def average(self) -> Fraction:
        """Dots for each voter who had it on their ballot."""
        return Fraction(self.dots, self.asked) if self.asked else Fraction(0)

    @property
    def mean_rank(self) -> Fraction:
        return Fraction(sum(one.rank for one in self.placings.values()), len(self.placings))

    @property
    def median_rank(self) -> Fraction:
        return Fraction(median(Fraction(one.rank) for one in self.placings.values()))

    @property
    def events(self) -> int:
        """In how many events it stood on a ballot."""
        return len(self.placings)

    @property
    def first_third(self) -> int:
        """How many events placed it in the first third."""
        return sum(one.first_third for one in self.placings.values())


_WORTH: Mapping[str, Callable[[Combined], Fraction | int]] = {
    DOTS: lambda one: one.dots,
    SHARE: lambda one: one.share,
    RANK: lambda one: -one.mean_rank,
    THIRDS: lambda one: one.first_third,
}


def combined(
    votes: Iterable[Vote], order: str = DOTS, only: Collection[int] | None = None
) -> list[Combined]:
    """Every measure that stood on a ballot (of `only` these), the best by this order first.

    `votes` of one room come in the order of its agenda. Equal ones share a rank and the next
    follows after the gap (1, 2, 2, 4). Within a rank those with more dots come first, then those
    with more voters, then the older measure: an order for reading.

    Raises:
        KeyError: no such order.
    """
    worth = _WORTH[order]
    found = [
        (worth(one), one)
        for one in (Combined(id, 0, places) for id, places in sorted(_by_measure(votes).items()))
        if only is None or one.measure_id in only
    ]
    found.sort(key=lambda pair: (-pair[0], -pair[1].dots, -pair[1].voters))
    result: list[Combined] = []
    for index, (figure, one) in enumerate(found):
        same = index and found[index - 1][0] == figure
        result.append(replace(one, rank=result[-1].rank if same else index + 1))
    return result


def _by_measure(votes: Iterable[Vote]) -> dict[int, dict[int, Placing]]:
    events: dict[int, list[Vote]] = {}
    for vote in votes:
        events.setdefault(vote.event, []).append(vote)
    found: dict[int, dict[int, Placing]] = {}
    for event, them in events.items():
        for measure_id, place in placings(them).items():
            found.setdefault(measure_id, {})[event] = place
    return found
