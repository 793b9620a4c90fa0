"""What one question's results are made of, by kind. Pure.

Weighted or not: `people` are always counted, `amount` is what they weigh; unweighted both are the
same. Shares are of those who answered. Whoever left it out or said "no answer" is in no share.
"""

from dataclasses import dataclass
from typing import TypeAlias

from surveys.results.crowds import MIXED
from surveys.results.figures import Histogram, Spread


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer that could be given: how many gave it, what they weigh, and the share of those
    who answered, from 0 to 1. `name` is that of a choice, a step of a scale, a month."""

    name: str
    people: int
    amount: float
    share: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Single and multiple choice, yes or no, consent, calculations; dates by month or year."""

    bars: tuple[Bar, ...]

    @property
    def untold(self) -> bool:
        """Whether all that people said stands under “All others”: then there is nothing to see."""
        return all(one.name == MIXED for one in self.bars)


@dataclass(frozen=True, slots=True)
class Scale:
    """Each step with its bar, and what the numbers are together."""

    bars: tuple[Bar, ...]
    figures: Spread


@dataclass(frozen=True, slots=True)
class Numbers:
    figures: Spread
    histogram: Histogram


@dataclass(frozen=True, slots=True)
class Place:
    """A choice in a ranking: its mean place (1 is the best), and who put it first. What somebody
    did not rank shares the places that they left, so leaving out is no advantage."""

    name: str
    mean: float
    first: Bar
    ranked: int  # people who gave it a place


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best first."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A choice to which points were given: all of them, and the mean of each who answered."""

    name: str
    people: int  # who gave it any
    points: float
    mean: float
    share: float  # of all points


@dataclass(frozen=True, slots=True)
class Points:
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a matrix; shares are of those who answered this row."""

    name: str
    people: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A SWOT board: its quadrants, each with the entries that people made."""

    quadrants: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """What people wrote, in no order."""

    entries: tuple[str, ...]


Parts: TypeAlias = Bars | Scale | Numbers | Ranking | Points | Matrix | Board | Texts
