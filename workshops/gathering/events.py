"""The workshops of a concept with their closed votes, counted: in a few queries, however many.

This is the only door to the votes for everything that a concept says: nothing is in here of a vote
that is not closed (`count_all` does not count it), nor of one in which fewer than five people have
placed dots. What a workshop shows in its own room does not come from here.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.refused import Message
from workshops.agenda.room import STEP, RoomStep
from workshops.dots.counts import count_all
from workshops.dots.scope import RUNOFF, Scope
from workshops.gathering.placing import Vote
from workshops.models import Step, Workshop
from workshops.process.withholding import counts, uncounted

VOTE, RATING = "vote", "rate"


@dataclass(frozen=True, slots=True)
class Event:
    """A workshop with its groups. `gathered`: the concept counts it, if it has closed `votes`.

    `few`: those of its votes in which fewer than five people voted, which count nowhere. `voters`:
    in its largest vote that counts, or in all of its groups together. `open`: votes that are not
    closed yet. `groups`: how many of its votes are those of groups. `ratings` that are closed.
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
    few: int = 0
    ratings: int = 0

    @property
    def counted(self) -> bool:
        return self.gathered and self.votes > self.few


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

    @property
    def uncounted(self) -> tuple[Message, ...]:
        """Which events have votes that count nowhere, and why."""
        return tuple(uncounted(one.title, one.few, one.votes) for one in self.events if one.few)


@dataclass(frozen=True, slots=True)
class Votes:
    """Closed votes that count, the `steps` they are, and the steps of the `few` that do not."""

    votes: tuple[Vote, ...]
    steps: tuple[RoomStep, ...]
    few: frozenset[int]
    capped: int


def gathered(session: Session, concept_id: int) -> Gathered:
    """The concept's events. Run-offs decide a tie and are no votes of their own here."""
    event_of, events = _events(session, concept_id)
    steps = _steps(session, event_of)
    wanted = {room: id for room, id in event_of.items() if events[id].gathered}
    found = _votes(session, concept_id, wanted, steps)
    lines = tuple(
        _with_votes(event, found, [s for s in steps if event_of[s.workshop_id] == event.id])
        for event in events.values()
    )
    return Gathered(lines, found.votes, found.capped, found.steps)


def votes_of(session: Session, concept_id: int, workshop_id: int) -> Votes:
    """Those of one workshop and its groups, or of one group, whether the concept gathers from it
    or not."""
    here = or_(Workshop.id == workshop_id, Workshop.parent_id == workshop_id)
    rooms = session.scalars(select(Workshop.id).where(here, Workshop.removed_at.is_(None))).all()
    return _votes(session, concept_id, dict.fromkeys(rooms, workshop_id), _steps(session, rooms))


def _votes(
    session: Session, concept_id: int, event_of: Mapping[int, int], steps: Collection[RoomStep]
) -> Votes:
    """The votes of these rooms (-> their event). Here alone it is decided which of them count."""
    wanted = [step for step in steps if step.kind == VOTE and step.workshop_id in event_of]
    found = count_all(session, concept_id, wanted)
    told = tuple(s for s in wanted if s.id in found and counts(found[s.id].voters))
    votes = (
        Vote(
            event_of[step.workshop_id],
            step.workshop_id,
            found[step.id].voters,
            found[step.id].tallies,
            Scope.of(step.settings).source == "best",
            step.id,
        )
        for step in told
    )
    few = found.keys() - {step.id for step in told}
    return Votes(tuple(votes), told, frozenset(few), sum(found[s.id].capped for s in told))


def _with_votes(event: Event, found: Votes, steps: Collection[RoomStep]) -> Event:
    closed = [step for step in steps if step.state == "closed"]
    votes = [step for step in closed if step.kind == VOTE]
    newest = {vote.room: vote.voters for vote in found.votes if vote.event == event.id}
    own = [vote.voters for vote in found.votes if vote.room == event.id]
    groups = sum(voters for room, voters in newest.items() if room != event.id)
    return replace(
        event,
        votes=len(votes),
        groups=sum(1 for step in votes if step.workshop_id != event.id),
        open=sum(1 for step in steps if step.kind == VOTE and step.state == "open"),
        voters=max([*own, groups]),
        few=sum(1 for step in votes if step.id in found.few),
        ratings=len(closed) - len(votes),
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
    """The votes but run-offs, and the ratings, of these workshops: room after room, each in the
    order of its agenda."""
    query = (
        select(*STEP)
        .where(Step.workshop_id.in_(workshops), Step.kind.in_((VOTE, RATING)), Step.position >= 0)
        .order_by(Step.workshop_id, Step.position)
    )
    steps = (RoomStep(*row) for row in session.execute(query))
    return [step for step in steps if RUNOFF not in step.settings]
