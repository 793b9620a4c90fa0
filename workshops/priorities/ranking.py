"""Ranking by dots. Pure: tallies in, ranks out. Source: docs/dot-voting.md."""

from collections.abc import Iterable, Sequence
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
    capped: int = 0
    paper_dots: int = 0
    paper_voters: int = 0


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
        result.append(
            Ranked(
                tally.measure_id,
                tally.dots,
                tally.voters,
                rank,
                tally.capped,
                tally.paper_dots,
                tally.paper_voters,
            )
        )
    return result


FEW = 20  # one person in so many, at least one: "a few people"


@dataclass(frozen=True, slots=True)
class Band:
    """The measures that are practically tied at a cut.

    `tied` holds them in the order of the ranking. `seats` of them belong to the first ones:
    `safe` measures are among these whatever a few people had done.
    """

    tied: tuple[int, ...] = ()
    seats: int = 0
    safe: int = 0
    few: int = 0


def few_of(voters: int) -> int:
    """How many people are "a few" of these voters: one in twenty, rounded up; none of nobody."""
    return -(-voters // FEW)


def practically_tied(rows: Sequence[Ranked], first: int, few: int) -> Band:
    """Who is practically tied where a decision about the `first` measures cuts the ranking.

    Had `few` people each moved one dot from one measure to another, a difference between the two
    would have shrunk by twice as much. So those inside the cut are tied that are not more than
    `2 * few` dots ahead of the best one outside, and those outside that are not more than that
    behind the last one inside. Either both sides have such measures, or none has. Measures
    without dots are never tied. With `few` = 0 only equal dots are.

    `rows` are ranked. Source: docs/dot-voting.md, "Practical ties".
    """
    chosen = [row for row in rows if row.dots]
    inside, outside = chosen[:first], chosen[first:]
    if not inside or not outside:
        return Band(safe=len(inside), few=few)
    last, best = inside[-1].dots, outside[0].dots
    tied_in = [row for row in inside if row.dots - best <= 2 * few]
    tied_out = [row for row in outside if last - row.dots <= 2 * few]
    if not (tied_in and tied_out):
        return Band(safe=len(inside), few=few)
    tied = tuple(row.measure_id for row in (*tied_in, *tied_out))
    return Band(tied, len(tied_in), len(inside) - len(tied_in), few)
