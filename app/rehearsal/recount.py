"""The rehearsal's own count of a vote: dot by dot, from what was acknowledged and entered. Pure.

It follows docs/dot-voting.md and shares no line with the server. Merges are of one field, and the
rule stays as it was: then nothing depends on the order in which somebody sees the measures.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

Tally = dict[int, tuple[int, int]]
"""Measure -> (dots, people who gave them)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """At most `allowance` dots of one person in a pool, at most `most` on one measure."""

    allowance: int
    most: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A person's dots on one measure are `count` from now on."""

    person: str
    measure: int
    count: int


@dataclass(frozen=True, slots=True)
class Entered:
    """A ballot on paper holds these dots, and nothing else."""

    ballot: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """One measure became part of another."""

    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Parted:
    """It is a measure of its own again."""

    source: int


@dataclass(frozen=True, slots=True)
class Hidden:
    measure: int


@dataclass(frozen=True, slots=True)
class Returned:
    """It is not hidden any more."""

    measure: int


Event = Placed | Entered | Merged | Parted | Hidden | Returned


@dataclass
class Table:
    """The ballots as they lie: person -> measure -> dots. `pools`: measure -> its pool."""

    rule: Rule
    pools: Mapping[int, int]
    ballots: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    into: dict[int, int] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    def apply(self, event: Event) -> None:
        match event:
            case Placed(person, measure, count):
                self._place(person, measure, count)
            case Entered(ballot, marks):
                self.ballots[ballot] = dict(marks)
            case Merged(source, target):
                self.into[source] = target
            case Parted(source):
                del self.into[source]
                self._come_back(source)
            case Hidden(measure):
                self.hidden.add(measure)
            case Returned(measure):
                self.hidden.discard(measure)
                self._come_back(measure)

    def root(self, measure: int) -> int:
        while measure in self.into:
            measure = self.into[measure]
        return measure

    def counted(self, dots: Mapping[int, int]) -> dict[int, int]:
        """Measure -> dots that count of one ballot."""
        sums: dict[int, int] = defaultdict(int)
        for measure, count in dots.items():
            if not {measure, self.root(measure)} & self.hidden:
                sums[self.root(measure)] += count
        return {measure: min(n, self.rule.most) for measure, n in sums.items() if n}

    def tally(self) -> Tally:
        found: Tally = {m: (0, 0) for m in self.pools if self._stands(m)}
        for dots in self.ballots.values():
            for measure, n in self.counted(dots).items():
                so_far = found.get(measure, (0, 0))
                found[measure] = (so_far[0] + n, so_far[1] + 1)
        return found

    def _stands(self, measure: int) -> bool:
        return measure not in self.hidden and measure not in self.into

    def _place(self, person: str, measure: int, count: int) -> None:
        """On a merged measure they have chosen anew: its sources' dots are gone for good."""
        dots = self.ballots[person]
        if self.counted(dots).get(measure, 0) == count:
            return
        for other in list(dots):
            if self.root(other) == measure and other not in self.hidden:
                del dots[other]
        dots[measure] = count

    def _come_back(self, measure: int) -> None:
        """Dots that rested come back as far as they still find room."""
        for dots in self.ballots.values():
            back = sorted(m for m in dots if measure in (m, self.root(m)))
            rest = {m: n for m, n in dots.items() if m not in back}
            for one in back:
                rest[one] = dots[one]
                while rest[one] and self._in_pool(rest, one) > self.rule.allowance:
                    rest[one] -= 1
            dots.clear()
            dots.update(rest)

    def _in_pool(self, dots: Mapping[int, int], measure: int) -> int:
        pool = self.pools.get(measure)
        return sum(n for m, n in self.counted(dots).items() if self.pools.get(m) == pool)


def differences(mine: Tally, theirs: Tally) -> dict[int, tuple[tuple[int, int], tuple[int, int]]]:
    """Measure -> (mine, theirs) where the two are not the same; one without dots is none."""
    nothing = (0, 0)
    return {
        measure: (mine.get(measure, nothing), theirs.get(measure, nothing))
        for measure in sorted(mine.keys() | theirs.keys())
        if mine.get(measure, nothing) != theirs.get(measure, nothing)
    }
