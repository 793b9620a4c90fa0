"""The events of a concept as one ranking of its measures. Pure. Source: docs/gathering.md."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import median

from workshops.gathering.placing import Placing, Vote, placings
from workshops.process.withholding import FEWEST

DOTS, SHARE, RANK, THIRDS = ORDERS = ("dots", "share", "rank", "thirds")


@dataclass(frozen=True, slots=True)
class Combined:
    """One measure over all events. `rank` is None where its figures are withheld.

    `placings`: event -> what it says. `hidden`: events whose own figures are not shown, for fewer
    than five people would be seen by themselves, or could be worked out from the others.
    """

    measure_id: int
    rank: int | None
    placings: Mapping[int, Placing]
    hidden: frozenset[int] = frozenset()

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

    @property
    def withheld(self) -> bool:
        return self.rank is None


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
    with more voters, then the older measure: an order for reading. What is withheld has no rank
    and stands at the end.

    Raises:
        KeyError: no such order.
    """
    worth = _WORTH[order]
    shown: list[tuple[Fraction | int, Combined]] = []
    withheld: list[Combined] = []
    for measure_id, places in sorted(_by_measure(votes).items()):
        if only is not None and measure_id not in only:
            continue
        hidden = hidden_of(places)
        one = Combined(measure_id, None, places, frozenset(places) if hidden is None else hidden)
        if hidden is None:
            withheld.append(one)
        else:
            shown.append((worth(one), one))
    shown.sort(key=lambda pair: (-pair[0], -pair[1].dots, -pair[1].voters))
    result: list[Combined] = []
    for index, (figure, one) in enumerate(shown):
        same = index and shown[index - 1][0] == figure
        result.append(replace(one, rank=result[-1].rank if same else index + 1))
    return result + withheld


def hidden_of(places: Mapping[int, Placing]) -> frozenset[int] | None:
    """The events whose own figures on a measure are not shown; None: not even their sum is.

    Fewer than five people are never seen by themselves. Their figures are in the sums, so they
    could be worked out from these and all the others: then the next smallest event is not shown
    either, until those behind the difference are at least five.
    """
    by_size = sorted(
        (event for event, one in places.items() if one.asked),
        key=lambda event: (places[event].asked, event),
    )
    if not by_size or places[by_size[0]].asked >= FEWEST:
        return frozenset()
    hidden: list[int] = []
    people = 0
    for event in by_size:
        if people >= FEWEST and places[event].asked >= FEWEST:
            break
        hidden.append(event)
        people += places[event].asked
    return frozenset(hidden) if people >= FEWEST else None


def _by_measure(votes: Iterable[Vote]) -> dict[int, dict[int, Placing]]:
    events: dict[int, list[Vote]] = {}
    for vote in votes:
        events.setdefault(vote.event, []).append(vote)
    found: dict[int, dict[int, Placing]] = {}
    for event, them in events.items():
        for measure_id, place in placings(them).items():
            found.setdefault(measure_id, {})[event] = place
    return found
