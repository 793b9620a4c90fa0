"""The groups' closed votes side by side, for the plenary that brings them together.

Everything comes through `results_of`, which says nothing before a vote is closed. Dots of two
votes are never added: each figure is that of one group.
"""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from workshops.agenda.room import GROUPS, Room, RoomStep, room
from workshops.dots.scope import RUNOFF
from workshops.groups.board import GroupName, names
from workshops.groups.rules import average
from workshops.merging.reads import source_texts
from workshops.priorities.pages import PhoneResults, Result, ResultsPage
from workshops.priorities.services import (
    results,
    results_for_moderator,
    results_of,
)

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
    paper_voters: int = 0  # of the voters

    @property
    def here(self) -> int:
        """Voters who are not on paper."""
        return self.voters - self.paper_voters

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


def beside(session: Session, plenary: Room, page: ResultsPage) -> ResultsPage:
    """The results of a step that looks back on group work, with those of the groups: these come
    first unless the plenary has voted since. Groups that have no vote show nothing."""
    work = [s.position for s in plenary.steps if s.kind == GROUPS and not _ahead(plenary, s)]
    groups = group_results(session, plenary) if work else ()
    if all(group.state == "none" for group in groups):
        return page
    newer = page.step is None or page.step.position < work[-1] or page.step.state == "waiting"
    return replace(page, groups=groups, groups_first=newer)


def _ahead(plenary: Room, step: RoomStep) -> bool:
    return step.position > plenary.position


def plenary_results(session: Session, here: Room) -> ResultsPage:
    """What the present step looks back on: a vote, and the groups."""
    return beside(session, here, results(session, here))


def plenary_on_phones(session: Session, here: Room) -> PhoneResults:
    """The same for phones, with the wordings that were merged."""
    page = plenary_results(session, here)
    return PhoneResults(page, source_texts(session, [row.measure_id for row in page.overall]))


def results_with_groups(
    session: Session, workshop_id: int, step_id: int | None = None
) -> tuple[Room, ResultsPage]:
    """The newest vote's results or those of another one, and below them what the groups have
    voted, in whatever step the room is.

    Raises:
        Missing: there is no such vote in this workshop's agenda.
    """
    here, page = results_for_moderator(session, workshop_id, step_id)
    groups = group_results(session, here)
    first = page.state in ("none", "waiting") and any(g.closed for g in groups)
    return here, replace(page, groups=groups, groups_first=first)


def _page(session: Session, group_id: int) -> tuple[Room, ResultsPage]:
    here = room(session, group_id)
    step = _newest(here.steps)
    return here, results_of(session, here, step) if step else ResultsPage("none")


def _result(session: Session, name: GroupName) -> GroupResult:
    here, page = _page(session, name.id)
    if not page.closed:
        return GroupResult(name, page.state, here.people)
    if 0 < page.voters < FEWEST:
        return GroupResult(name, page.state, _people(page), page.voters, withheld=True)
    return group_result(name, page)


def group_result(name: GroupName, page: ResultsPage) -> GroupResult:
    """A group with one of its closed votes."""
    return GroupResult(
        name,
        page.state,
        _people(page),
        page.voters,
        page.dots,
        page.overall,
        paper_voters=page.paper_voters,
    )


def _people(page: ResultsPage) -> int:
    """Who has voted and left since was there, too."""
    return max(page.people, page.here)


def _newest(steps: tuple[RoomStep, ...]) -> RoomStep | None:
    """The newest closed vote that is no run-off; while none is closed, the one that comes first."""
    votes = [step for step in steps if step.kind == VOTE and RUNOFF not in step.settings]
    closed = [step for step in votes if step.state == "closed"]
    return closed[-1] if closed else next(iter(votes), None)
