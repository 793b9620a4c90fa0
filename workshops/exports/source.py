"""What an export is written from, gathered in one read: the concept and the dots of a vote."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session, aliased

from app.refused import Missing
from workshops.concepts.snapshot import Snapshot
from workshops.concepts.tree import concept_row, snapshot
from workshops.gathering.costs import everybody
from workshops.gathering.election import Voter
from workshops.gathering.events import gathered
from workshops.gathering.ranking import FEWEST
from workshops.gathering.source import combined
from workshops.groups.results import GroupResult, family_priorities
from workshops.models import Step, Workshop
from workshops.priorities.pages import ResultsPage
from workshops.priorities.services import closed_votes
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
    letterhead: bytes = b""  # the office's own Word file, where it shall be written into that
    voters: tuple[Voter, ...] = ()  # of the election, where that is wanted
    votes: tuple[ResultsPage, ...] = ()
    groups: tuple[GroupResult, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether there are dots in it."""
        return self.together > 0 or (self.event is not None and self.event.counted)


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
        .where(Workshop.concept_id == concept.id)
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
        return Source(name, told, scheme, text, together=_together(session, concept.id, found))
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


def _together(session: Session, concept_id: int, figures: Collection[int]) -> int:
    if not figures:
        return 0
    return len({vote.event for vote in gathered(session, concept_id).votes})
