"""What all workshops have voted on as one election with costs, for the proportional view. Pure.

Source: docs/gathering.md, "Equal Shares", and docs/equal-shares.md.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from workshops.gathering.ranking import Combined
from workshops.proportional.comparison import Comparison, compare
from workshops.proportional.equal_shares import Utility, equal_shares
from workshops.proportional.instance import Ballot, Election, Kind, Project

Dots = Mapping[int, int]
"""Measure -> dots of one person."""

POINTS, APPROVALS = WORTHS = ("points", "approvals")


@dataclass(frozen=True, slots=True)
class Voter:
    """A person's dots over all votes of an event."""

    event: int
    dots: Dots


@dataclass(frozen=True, slots=True)
class Represented:
    """How many of an event's voters have a measure that they support among those selected.

    None where the number would say something of fewer than five people.
    """

    event: int
    voters: int
    ranking: int | None
    shares: int | None


@dataclass(frozen=True, slots=True)
class Opinion:
    """Two selections within the budget: down the ranking, and by Equal Shares.

    `whole`: all voters compared; `events`: those of each event with at least five.
    """

    ranking: tuple[int, ...]
    shares: tuple[int, ...]
    whole: Comparison
    events: tuple[Represented, ...]

    @property
    def only_ranking(self) -> tuple[int, ...]:
        return tuple(id for id in self.ranking if id not in self.shares)

    @property
    def only_shares(self) -> tuple[int, ...]:
        return tuple(id for id in self.shares if id not in self.ranking)

    @property
    def both(self) -> tuple[int, ...]:
        return tuple(id for id in self.ranking if id in self.shares)


def voters(
    ranking: Iterable[Combined],
    placed: Mapping[int, Mapping[int, Dots]],
    event_of: Mapping[int, int],
    person_of: Mapping[int, int],
) -> list[Voter]:
    """Everybody who gave a dot, with the dots that the ranking counts.

    `placed`: vote -> participant -> measure -> dots; `event_of` says of which event a vote is,
    `person_of` who a participant of a group is in the workshop. Each measure has its dots from the
    one vote of an event that decides about it.
    """
    deciding = {(one.measure_id, place.step) for one in ranking for place in one.placings.values()}
    found: dict[tuple[int, int], dict[int, int]] = {}
    for step, ballots in placed.items():
        for participant, dots in ballots.items():
            person = event_of[step], person_of.get(participant, participant)
            counted = {m: n for m, n in dots.items() if (m, step) in deciding}
            found.setdefault(person, {}).update(counted)
    return [Voter(event, dots) for (event, _), dots in found.items()]


def election(them: Sequence[Voter], costs: Mapping[int, int], budget: int, worth: str) -> Election:
    """Measures with costs (in cents) and a budget (in cents), as the proportional rules want them.

    `worth`: each dot counts ("points"), or only whether somebody gave one ("approvals").
    """
    projects = tuple(Project(str(id), Fraction(cents, 100)) for id, cents in costs.items())
    ballots = tuple(
        Ballot({str(m): n if worth == POINTS else 1 for m, n in one.dots.items() if m in costs})
        for one in them
    )
    kind: Kind = "cumulative" if worth == POINTS else "approval"
    return Election(projects, ballots, Fraction(budget, 100), kind)


def opinion(
    them: Sequence[Voter], ranked: Sequence[int], costs: Mapping[int, int], budget: int, worth: str
) -> Opinion:
    """Both selections, and what changes for whom. `ranked`: measures, the first one first."""
    whole = election(them, costs, budget, worth)
    first = down_the_ranking(ranked, costs, budget)
    utility: Utility = "points" if worth == POINTS else "cost"
    outcome = equal_shares(whole, utility, "add1u")
    second = tuple(int(id) for id in outcome.selected)
    return Opinion(
        first,
        second,
        compare(whole, *_texts(first, second)),
        tuple(_represented(whole, them, event, first, second) for event in _events(them)),
    )


def down_the_ranking(
    ranked: Iterable[int], costs: Mapping[int, int], budget: int
) -> tuple[int, ...]:
    """The first measures as long as the money lasts; what does not fit is passed over."""
    chosen = []
    for id in ranked:
        if id in costs and costs[id] <= budget:
            chosen.append(id)
            budget -= costs[id]
    return tuple(chosen)


def anonymous(found: Election, chance: random.Random) -> Election:
    """The same ballots in random order, numbered from 1: nothing tells whose they are."""
    ballots = list(found.ballots)
    chance.shuffle(ballots)
    return replace(
        found, ballots=tuple(replace(b, voter=str(n)) for n, b in enumerate(ballots, start=1))
    )


def _represented(
    whole: Election,
    them: Sequence[Voter],
    event: int,
    first: Sequence[int],
    second: Sequence[int],
) -> Represented:
    own = [b for b, one in zip(whole.ballots, them, strict=True) if one.event == event]
    part = compare(replace(whole, ballots=tuple(own)), *_texts(first, second))
    return Represented(event, len(own), part.first.reached, part.second.reached)


def _events(them: Iterable[Voter]) -> list[int]:
    return list(dict.fromkeys(one.event for one in them))


def _texts(*several: Iterable[int]) -> tuple[list[str], ...]:
    return tuple([str(id) for id in them] for them in several)
