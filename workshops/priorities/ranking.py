"""Ranking by dots. Pure: tallies in, ranks out. Source: docs/dot-voting.md."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """What one measure received: dots, and the number of people who gave them.

    `paper_dots` of the dots and `paper_voters` of the people come from paper ballots. `capped`
    dots do not count because the measure was merged.
    """

    measure_id: int
    dots: int
    voters: int
    capped: int = 0
    paper_dots: int = 0
    paper_voters: int = 0


@dataclass(frozen=True, slots=True)
class Ranked:
    measure_id: int
    dots: int
    voters: int
    rank: int


def ranked(tallies: Iterable[Tally]) -> list[Ranked]:
    """By dots, equal dots share a rank and the next ones follow after the gap (1, 2, 2, 4).

    Within a shared rank those with more voters are listed first, then the older measure: an order
    for reading, not a better rank.
    """
    order = sorted(tallies, key=lambda t: (-t.dots, -t.voters, t.measure_id))
    result: list[Ranked] = []
    for index, tally in enumerate(order):
        same = result and result[-1].dots == tally.dots
        rank = result[-1].rank if same else index + 1
        result.append(Ranked(tally.measure_id, tally.dots, tally.voters, rank))
    return result
