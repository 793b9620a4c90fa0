"""What an export is written from, gathered in one read: the concept and the dots of a vote."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session, aliased

from app.refused import Message, Missing
from surveys.public import Origin, origins
from workshops.concepts.snapshot import Snapshot
from workshops.concepts.tree import concept_row, snapshot
from workshops.exports.of_event import voted_in
from workshops.gathering.costs import everybody
from workshops.gathering.election import Voter
from workshops.gathering.events import RATING, gathered
from workshops.gathering.source import combined
from workshops.groups.results import GroupResult
from workshops.models import Step, Workshop
from workshops.priorities.pages import ResultsPage
from workshops.process.reads import process
from workshops.schemes import library
from workshops.schemes.scheme import Scheme

ALL = "all"
"""Instead of the code of one workshop: the priorities of all that the concept gathers from."""

_group = aliased(Workshop)


@dataclass(frozen=True, slots=True)
class Event:
    """A workshop whose priorities an export can carry. `closed`: its vote is, or that of one of its
    groups. `rated`: it has a closed rating."""

    id: int
    code: str
    title: str
    place: str
    date: dt.date | None
    closed: bool
    rated: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Everything an export is written from. `scheme_text` is the scheme as its file. Its figures
    are those of the closed `votes` of the workshop itself, and of `groups` that have voted on
    something else. `uncounted` says which votes are in no figure."""

    name: str
    snapshot: Snapshot
    scheme: Scheme
    scheme_text: str
    event: Event | None = None
    together: int = 0  # workshops whose priorities are combined in it
    all_people: int | None = None  # who took part in workshops
    all_voters: int | None = None
    letterhead: bytes = b""  # the office's own Word file, where it shall be written into that
    voters: tuple[Voter, ...] = ()  # of the election, where that is wanted
    votes: tuple[ResultsPage, ...] = ()
    groups: tuple[GroupResult, ...] = ()
    uncounted: tuple[Message, ...] = ()
    proposed: Mapping[int, Origin] = field(default_factory=dict)  # measure → the survey

    @property
    def counted(self) -> bool:
        """Whether there are dots in it."""
        return any(measure.dots is not None for measure in self.snapshot.measures())

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
    rated = select(Step.workshop_id).where(Step.kind == RATING, Step.state == "closed")
    rows = session.execute(
        select(
            Workshop.id,
            Workshop.code,
            Workshop.title,
            Workshop.place,
            Workshop.date,
            or_(Workshop.id.in_(voted), Workshop.id.in_(in_groups)),
            Workshop.id.in_(rated),
        )
        .where(Workshop.concept_id == concept.id, Workshop.removed_at.is_(None))
        .where(true() if groups else Workshop.parent_id.is_(None))
        .order_by(Workshop.date.desc(), Workshop.id.desc())
    )
    return tuple(Event(*row) for row in rows)


def source(session: Session, name: str, code: str | None = None) -> Source:
    """The concept; with the code of one of its workshops, also that one's closed vote; with `ALL`
    the closed votes of all that it gathers from.

    Before the vote is closed there is no number in it: not in the columns, not in the order. Nor is
    there one of a vote in which fewer than five people have placed dots.

    Raises:
        Missing: no such concept, or the workshop is none of its own.
    """
    found = _read(session, name, code)
    ids = {measure.id for measure in found.snapshot.measures() if measure.source}
    return replace(found, proposed=origins(session, ids) if ids else {})


def _read(session: Session, name: str, code: str | None) -> Source:
    concept = concept_row(session, name)
    scheme = library.load(session, concept.scheme)
    text = library.text_of(session, concept.scheme)
    if code is None:
        return Source(name, snapshot(session, name), scheme, text)
    if code == ALL:
        figures = combined(session, name)
        found = {id: (one.dots, one.voters, one.rank) for id, one in figures.items()}
        told = snapshot(session, name, found, overall=True)
        return _of_all(session, Source(name, told, scheme, text), concept.id)
    event = next((one for one in events(session, name, groups=True) if one.code == code), None)
    if event is None:
        raise Missing
    own = voted_in(session, concept.id, event.id, event.title)
    told = snapshot(session, name, own.figures)
    there = Source(name, told, scheme, text, event)
    return replace(there, votes=own.votes, groups=own.groups, uncounted=own.uncounted)


def everything(session: Session, name: str) -> Source:
    """The concept with the priorities of all that it gathers from, where there are any."""
    found = source(session, name, ALL)
    return found if found.together or found.uncounted else source(session, name)


def election_of(session: Session, name: str, code: str | None = None) -> Source:
    """The concept with everybody's ballots: of one workshop, else of all that it gathers from.

    Raises:
        Missing: no such concept, or the workshop is none of its own.
    """
    voters = everybody(session, name)
    if code is None or code == ALL:
        return replace(everything(session, name), voters=voters)
    found = source(session, name, code)
    own = tuple(one for one in voters if found.event and one.event == found.event.id)
    return replace(found, voters=own)


def _of_all(session: Session, found: Source, concept_id: int) -> Source:
    """With who took part in the workshops whose votes are combined."""
    events = gathered(session, concept_id)
    found = replace(found, uncounted=events.uncounted)
    if not found.counted:
        return found
    return replace(
        found,
        together=len(events.counted),
        all_people=process(session, found.name)[1].in_workshops,
        all_voters=sum(event.voters for event in events.counted),
    )
