"""What one event says of its measures, from all of its closed votes. Pure.

Source: docs/gathering.md, "One event".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshops.priorities.ranking import Tally, ranked


@dataclass(frozen=True, slots=True)
class Vote:
    """A closed vote, counted. `event`: the workshop; `room`: that workshop, or the group in it
    that voted. `narrowed`: on its ballot stood the best of the votes before it. `step`: its step.
    """

    event: int
    room: int
    voters: int
    tallies: Sequence[Tally]
    narrowed: bool = False
    step: int = 0

    @property
    def ballot(self) -> set[int]:
        """The measures that it was on."""
        return {tally.measure_id for tally in self.tallies}


@dataclass(frozen=True, slots=True)
class Placing:
    """What one event says of one measure: its rank among `of` measures, by `asked` voters.

    `step`: the vote that says so.
    """

    dots: int
    voters: int
    rank: int
    of: int
    asked: int
    step: int = 0

    @property
    def first_third(self) -> bool:
        """Whether it has dots, and is in the first third, rounded up, of what it was among."""
        return self.dots > 0 and self.rank <= -(-self.of // 3)


Rounds = list[Vote]
"""Votes of one room: each but the first is on the best of those before it."""


def placings(votes: Iterable[Vote]) -> dict[int, Placing]:
    """Measure -> its place in one event; those of each room come in the order of the agenda.

    Dots of two votes are never added, for the same people gave them: the newest vote of the
    workshop itself that a measure stood in decides; for what only groups have voted on, the group
    with the most voters. Where a vote was on the best of those before, what it left out is ranked
    behind what it was on.
    """
    rooms: dict[int, list[Vote]] = {}
    event = 0
    for vote in votes:
        rooms.setdefault(vote.room, []).append(vote)
        event = vote.event
    own = _rounds(rooms.pop(event, []))
    groups = sorted(rooms.values(), key=lambda them: -them[-1].voters)
    below = [rounds for them in groups for rounds in reversed(_rounds(them))]
    # The first vote of a workshop can only have been on the best of its groups.
    final = own[0] if own and own[0][0].narrowed else []
    found: dict[int, Placing] = {}
    for rounds in reversed(own):
        _place(found, rounds, wider=_on(below) if rounds is final else set())
    for rounds in below:
        _place(found, rounds, ahead=_on([final]))
    return found


def _rounds(votes: Iterable[Vote]) -> list[Rounds]:
    found: list[Rounds] = []
    for vote in votes:
        if vote.narrowed and found:
            found[-1].append(vote)
        else:
            found.append([vote])
    return found


def _on(several: Iterable[Rounds]) -> set[int]:
    return {measure for rounds in several for vote in rounds for measure in vote.ballot}


def _place(
    found: dict[int, Placing],
    rounds: Rounds,
    *,
    ahead: Iterable[int] = (),
    wider: Iterable[int] = (),
) -> None:
    """Rank what these rounds were on, behind the measures `ahead`, and among the `wider` ones."""
    before = set(ahead)
    of = len(before | set(wider) | _on([rounds]))
    for vote in reversed(rounds):
        for row in ranked(one for one in vote.tallies if one.measure_id not in before):
            rank = len(before) + row.rank
            place = Placing(row.dots, row.voters, rank, of, vote.voters, vote.step)
            found.setdefault(row.measure_id, place)
        before |= vote.ballot
