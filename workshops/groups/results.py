"""The groups' closed votes side by side, for the plenary that brings them together.

Everything comes through `results_of`, which says nothing before a vote is closed. Dots of two
votes are never added: each figure is that of one group.
"""

import zlib
from dataclasses import dataclass

from sqlalchemy.orm import Session

from workshops.agenda.room import GROUPS, Room, RoomStep, room
from workshops.groups.board import GroupName, names
from workshops.groups.rules import average
from workshops.priorities.services import Result, results_of

VOTE = "vote"
TOP = 5  # rows of each group that are shown at first
FEWEST = 2  # voters: the result of one is that person's ballot


@dataclass(frozen=True, slots=True)
class GroupResult:
    """What one group has voted. `state`: "none" (it has no vote), "waiting", "open" or "closed".

    `withheld`: a single person has voted, whose ballot this would be; then there are no figures.
    """

    name: GroupName
    state: str
    people: int = 0
    voters: int = 0
    dots: int = 0
    rows: tuple[Result, ...] = ()
    withheld: bool = False

    @property
    def closed(self) -> bool:
        return self.state == "closed"

    @property
    def average(self) -> float:
        """Dots per voter."""
        return average(self.dots, self.voters)

    @property
    def top(self) -> tuple[Result, ...]:
        """The first rows, without those that got no dot."""
        return tuple(row for row in self.rows if row.dots)[:TOP]

    @property
    def most(self) -> int:
        """Dots of the longest row."""
        return max((row.dots for row in self.rows), default=0)


def group_results(session: Session, plenary: Room) -> tuple[GroupResult, ...]:
    """Every group with the result of its newest closed vote, or why there is none yet."""
    return tuple(_result(session, name) for name in names(session, plenary))


def side_by_side(session: Session, plenary: Room) -> tuple[GroupResult, ...]:
    """As `group_results`, where the present step looks back on group work; else nothing."""
    worked = any(s.kind == GROUPS and s.position <= plenary.position for s in plenary.steps)
    return group_results(session, plenary) if worked else ()


def results_version(session: Session, plenary: Room) -> int:
    """Another number whenever a group's result has come, or gone."""
    states = [(one.name.id, one.state) for one in side_by_side(session, plenary)]
    return zlib.crc32(repr(states).encode()) if states else 0


def _result(session: Session, name: GroupName) -> GroupResult:
    here = room(session, name.id)
    step = _newest(here.steps)
    if step is None:
        return GroupResult(name, "none", here.people)
    if step.state != "closed":
        return GroupResult(name, step.state, here.people)
    page = results_of(session, here, step)
    people = max(here.people, page.voters)  # who has voted and left since was there, too
    if 0 < page.voters < FEWEST:
        return GroupResult(name, step.state, people, page.voters, withheld=True)
    return GroupResult(name, step.state, people, page.voters, page.dots, page.overall)


def _newest(steps: tuple[RoomStep, ...]) -> RoomStep | None:
    """The newest closed vote; while none is closed, the one that comes first."""
    votes = [step for step in steps if step.kind == VOTE]
    closed = [step for step in votes if step.state == "closed"]
    return closed[-1] if closed else next(iter(votes), None)
