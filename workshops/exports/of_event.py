"""What one workshop has voted, for an export that carries its priorities."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.refused import Message
from workshops.agenda.room import Room, room
from workshops.concepts.tree import Priorities
from workshops.dots.services import ballot_fields
from workshops.gathering.events import Votes, votes_of
from workshops.gathering.placing import Vote, placings
from workshops.groups.board import names
from workshops.groups.results import GroupResult, group_result
from workshops.priorities.pages import ResultsPage
from workshops.priorities.ranking import Tally, ranked
from workshops.priorities.services import results_of
from workshops.process.withholding import uncounted


@dataclass(frozen=True, slots=True)
class Voted:
    """`figures`: measure -> dots, voters, and rank within its field on the ballot that decides
    about it. `votes` of the workshop itself, and its `groups` whose figures are among them.
    `uncounted` says which votes are not in them."""

    figures: Priorities
    votes: tuple[ResultsPage, ...]
    groups: tuple[GroupResult, ...]
    uncounted: tuple[Message, ...]


def voted_in(session: Session, concept_id: int, workshop_id: int, title: str) -> Voted:
    """What the workshop or group has voted in closed votes that count, and so what the concept's
    ranking says of this event."""
    found = votes_of(session, concept_id, workshop_id)
    rooms = {id: room(session, id) for id in {workshop_id, *(vote.room for vote in found.votes)}}
    pages = {s.id: results_of(session, rooms[s.workshop_id], s) for s in found.steps}
    ranks = {vote.step: _ranks(session, vote) for vote in found.votes}
    places = placings(found.votes)
    few, all_votes = len(found.few), len(found.few) + len(found.votes)
    return Voted(
        {id: (one.dots, one.voters, ranks[one.step][id]) for id, one in places.items()},
        tuple(pages[step.id] for step in found.steps if step.workshop_id == workshop_id),
        _groups(session, rooms[workshop_id], found, pages, {p.step for p in places.values()}),
        (uncounted(title, few, all_votes),) if few else (),
    )


def _ranks(session: Session, vote: Vote) -> dict[int, int]:
    """Measure -> its rank within its field."""
    field_of = ballot_fields(session, vote.step)
    fields: dict[int | None, list[Tally]] = defaultdict(list)
    for tally in vote.tallies:
        fields[field_of.get(tally.measure_id)].append(tally)
    return {row.measure_id: row.rank for tallies in fields.values() for row in ranked(tallies)}


def _groups(
    session: Session,
    here: Room,
    found: Votes,
    pages: Mapping[int, ResultsPage],
    deciding: set[int],
) -> tuple[GroupResult, ...]:
    """Those whose votes decide about a measure, each with its newest one."""
    newest = {step.workshop_id: step.id for step in found.steps}
    rooms = {step.workshop_id for step in found.steps if step.id in deciding}
    told = (name for name in names(session, here) if name.id in rooms)
    return tuple(group_result(name, pages[newest[name.id]]) for name in told)
