"""What an export is written from, gathered in one read: the concept and the dots of a vote."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session, aliased

from app.refused import Missing
from workshops.concepts.snapshot import Snapshot
from workshops.concepts.tree import concept_row, snapshot
from workshops.gathering.costs import everybody
from workshops.gathering.election import Voter
from workshops.gathering.events import Event as Gathered
from workshops.gathering.events import gathered
from workshops.gathering.source import combined
from workshops.groups.results import GroupResult, family_priorities
from workshops.models import Step, Workshop
from workshops.priorities.pages import ResultsPage
from workshops.priorities.services import closed_votes
from workshops.process.reads import process
from workshops.process.withholding import FEWEST, is_few
from workshops.schemes import library
from workshops.schemes.scheme import Scheme

ALL = "all"
"""Instead of the code of one workshop: the priorities of all that the concept gathers from."""

_group = aliased(Workshop)


@dataclass(frozen=True, slots=True)
class Event:
    """A workshop whose priorities an export can carry. `counted`: its vote is closed, or that of
    one of its groups."""

    id: int
    code: str
    title: str
    place: str
    date: dt.date | None
    counted: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Everything an export is written from. `scheme_text` is the scheme as its file. Its figures
    are those of the closed `votes` of the workshop itself, and of `groups` that have voted on
    something else."""

    name: str
    snapshot: Snapshot
    scheme: Scheme
    scheme_text: str
    event: Event | None = None
    together: int = 0  # workshops whose priorities are combined in it
    all_people: int | None = None  # who took part in these; None: may not be told
    all_voters: int | None = None
    letterhead: bytes = b""  # the office's own Word file, where it shall be written into that
    voters: tuple[Voter, ...] = ()  # of the election, where that is wanted
    votes: tuple[ResultsPage, ...] = ()
    groups: tuple[GroupResult, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether there are dots in it."""
        return self.together > 0 or (self.event is not None and self.event.counted)

    @property
    def turnout(self) -> tuple[int | None, int | None]:
        """People and voters of the workshop's own votes, else of its groups, who are other people
        in each. In several votes these are the same people, so the largest figure stands."""
        if self.votes:
            people = max(vote.people + vote.paper_voters for vote in self.votes)
            return people, max(vote.voters for vote in self.votes)
        if self.groups:
            people = sum(group.people + group.paper_voters for group in self.groups)
            return people, sum(group.voters for group in self.groups)
        return self.all_people, self.all_voters


def events(session: Session, name: str, *, groups: bool = False) -> tuple[Event, ...]:
    """The concept's workshops, the latest first; the groups in them only where they are asked for.

    Raises:
        Missing: there is no such concept.
    """
    concept = concept_row(session, name)
    voted = select(Step.workshop_id).where(Step.kind == "vote", Step.state == "closed")
    in_groups = select(_group.parent_id).where(
        _group.id.in_(voted), _group.parent_id.is_not(None), _group.removed_at.is_(None)
    )
    counted = or_(Workshop.id.in_(voted), Workshop.id.in_(in_groups))
    rows = session.execute(
        select(
            Workshop.id,
            Workshop.code,
            Workshop.title,
            Workshop.place,
            Workshop.date,
            counted,
        )
        .where(Workshop.concept_id == concept.id, Workshop.removed_at.is_(None))
        .where(true() if groups else Workshop.parent_id.is_(None))
        .order_by(Workshop.date.desc(), Workshop.id.desc())
    )
    return tuple(Event(*row) for row in rows)


def source(session: Session, name: str, code: str | None = None) -> Source:
    """The concept; with the code of one of its workshops, also that one's closed vote; with `ALL`
    the closed votes of all that it gathers from.

    Before the vote is closed there is no number in it: not in the columns, not in the order.

    Raises:
        Missing: no such concept, or the workshop is none of its own.
    """
    concept = concept_row(session, name)
    scheme = library.load(session, concept.scheme)
    text = library.text_of(session, concept.scheme)
    if code is None:
        return Source(name, snapshot(session, name), scheme, text)
    if code == ALL:
        figures = combined(session, name)
        found = {id: (one.dots, one.voters, one.rank) for id, one in figures.items()}
        told = snapshot(session, name, found, overall=True)
        together = gathered(session, concept.id).counted if found else ()
        people, voters = _turnout(session, name, together)
        return Source(name, told, scheme, text, None, len(together), people, voters)
    event = next((one for one in events(session, name, groups=True) if one.code == code), None)
    if event is None:
        raise Missing
    priorities, groups = family_priorities(session, event.id)
    votes = closed_votes(session, event.id)
    told = snapshot(session, name, priorities)
    return Source(name, told, scheme, text, event, votes=votes, groups=groups)


def everything(session: Session, name: str) -> Source:
    """The concept with the priorities of all that it gathers from, where there are any."""
    found = source(session, name, ALL)
    return found if found.together else source(session, name)


def election_of(session: Session, name: str, code: str | None = None) -> Source:
    """The concept with everybody's ballots: of one workshop, else of all that it gathers from.
    None where fewer than five people have voted.

    Raises:
        Missing: no such concept, or the workshop is none of its own.
    """
    voters = everybody(session, name)
    if code is None or code == ALL:
        return replace(everything(session, name), voters=voters)
    found = source(session, name, code)
    own = tuple(one for one in voters if found.event and one.event == found.event.id)
    return replace(found, voters=own if len(own) >= FEWEST else ())


def _turnout(
    session: Session, name: str, events: Sequence[Gathered]
) -> tuple[int | None, int | None]:
    """People in all workshops, and voters in these. Figures of measures hold all votes, so beside
    them neither is told where a workshop had fewer than five: it could be subtracted."""
    report = process(session, name)[1]
    few = any(is_few(one.people) for one in report.events)
    if not events or few or any(is_few(event.voters) for event in events):
        return None, None
    return report.in_workshops, sum(event.voters for event in events)
