"""The workshops of a concept with their closed votes, counted: in a few queries, however many.

Nothing of a vote that is not closed is in here: `count_all` does not count it.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshops.agenda.room import STEP, RoomStep
from workshops.dots.counts import count_all
from workshops.dots.scope import RUNOFF, Scope
from workshops.gathering.placing import Vote
from workshops.models import Step, Workshop

VOTE = "vote"


@dataclass(frozen=True, slots=True)
class Event:
    """A workshop with its groups. `gathered`: the concept counts it, if it has closed `votes`.

    `voters`: in its largest vote, or in all of its groups together. `open`: votes that are not
    closed yet. `groups`: how many of its votes are those of groups.
    """

    id: int
    code: str
    title: str
    place: str
    date: dt.date | None
    gathered: bool
    votes: int = 0
    groups: int = 0
    open: int = 0
    voters: int = 0

    @property
    def counted(self) -> bool:
        return self.gathered and self.votes > 0


@dataclass(frozen=True, slots=True)
class Gathered:
    """All events by their days, and the votes of those that are counted, as `placing` wants them.

    `capped` dots do not count because their measures were merged.
    """

    events: tuple[Event, ...]
    votes: tuple[Vote, ...]
    capped: int = 0
    steps: tuple[RoomStep, ...] = ()  # of these votes

    @property
    def counted(self) -> tuple[Event, ...]:
        return tuple(event for event in self.events if event.counted)


def gathered(session: Session, concept_id: int) -> Gathered:
    """The concept's events. Run-offs decide a tie and are no votes of their own here."""
    event_of, events = _events(session, concept_id)
    steps = [s for s in _steps(session, event_of) if RUNOFF not in s.settings]
    wanted = [s for s in steps if events[event_of[s.workshop_id]].gathered]
    counts = count_all(session, concept_id, wanted)
    votes = tuple(
        Vote(
            event_of[step.workshop_id],
            step.workshop_id,
            counts[step.id].voters,
            counts[step.id].tallies,
            Scope.of(step.settings).source == "best",
            step.id,
        )
        for step in wanted
        if step.id in counts
    )
    lines = tuple(
        _with_votes(event, votes, [s for s in steps if event_of[s.workshop_id] == event.id])
        for event in events.values()
    )
    capped = sum(one.capped for one in counts.values())
    return Gathered(lines, votes, capped, tuple(step for step in wanted if step.id in counts))


def _with_votes(event: Event, votes: Collection[Vote], steps: Collection[RoomStep]) -> Event:
    closed = [step for step in steps if step.state == "closed"]
    newest = {vote.room: vote.voters for vote in votes if vote.event == event.id}
    own = [vote.voters for vote in votes if vote.room == event.id]
    groups = sum(voters for room, voters in newest.items() if room != event.id)
    return replace(
        event,
        votes=len(closed),
        groups=sum(1 for step in closed if step.workshop_id != event.id),
        open=sum(1 for step in steps if step.state == "open"),
        voters=max([*own, groups]),
    )


def _events(session: Session, concept_id: int) -> tuple[dict[int, int], dict[int, Event]]:
    """Workshop or group -> its event, groups in the order in which they were made; the events."""
    rows = session.execute(
        select(
            Workshop.id,
            Workshop.code,
            Workshop.title,
            Workshop.place,
            Workshop.date,
            Workshop.gathered,
            Workshop.parent_id,
        )
        .where(Workshop.concept_id == concept_id, Workshop.removed_at.is_(None))
        .order_by(Workshop.date, Workshop.id)
    ).all()
    events = {row.id: Event(*row[:6]) for row in rows if row.parent_id is None}
    event_of = {row.id: row.parent_id or row.id for row in rows}
    return {id: event for id, event in event_of.items() if event in events}, events


def _steps(session: Session, workshops: Collection[int]) -> list[RoomStep]:
    """The votes of these workshops, room after room, each in the order of its agenda."""
    query = (
        select(*STEP)
        .where(Step.workshop_id.in_(workshops), Step.kind == VOTE, Step.position >= 0)
        .order_by(Step.workshop_id, Step.position)
    )
    return [RoomStep(*row) for row in session.execute(query)]
