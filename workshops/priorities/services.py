"""Results of a vote: per field and overall, for screens, phones and exports.

Everything comes through `dots.reads.tally`, which says nothing before the vote is closed; so what
is read here cannot leak a count early, whoever asks.
"""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language.content import best_text
from app.refused import Message
from workshops.agenda.room import Field, Room, RoomStep, room
from workshops.dots.counting import tally
from workshops.dots.services import ballot_fields, rule_of
from workshops.models import BallotLine, Dots, Measure
from workshops.participants.guest import Guest
from workshops.priorities.ranking import Ranked, Tally, ranked
from workshops.projector.leaves import pages_of

VOTE = "vote"
FIRST_OF_ALL = 10  # ranks of all fields together that the projector shows


@dataclass(frozen=True, slots=True)
class Result:
    """One measure with its rank, dots and voters."""

    measure_id: int
    texts: dict[str, str]
    original: str  # the language it was written in
    dots: int
    voters: int
    rank: int
    field: Field

    def text(self, language: str) -> str:
        return best_text(self.texts, language, self.original)


@dataclass(frozen=True, slots=True)
class FieldResults:
    field: Field
    rows: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the projector. `field` is None where it shows all fields together."""

    rows: tuple[Result, ...]
    field: Field | None


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """A closed vote, or why there is nothing to show yet.

    `state`: "none" (the agenda has no vote before this step), "waiting", "open" or "closed"; only
    a closed vote has a rule, people and rows.
    """

    state: str
    step: RoomStep | None = None
    sentence: Message | None = None  # the rule that applied
    people: int = 0
    voters: int = 0  # people who placed at least one dot on a measure that is listed
    dots: int = 0
    overall: tuple[Result, ...] = ()
    fields: tuple[FieldResults, ...] = ()

    @property
    def closed(self) -> bool:
        return self.state == "closed"

    @property
    def most(self) -> int:
        """Dots of the longest row, so that all rows share one scale."""
        return max((row.dots for row in self.overall), default=0)

    def leaves(self, language: str, size: int) -> list[Leaf]:
        """The pages of the projector: each field's rows, then the first ten of all fields."""
        parts: list[tuple[tuple[Result, ...], Field | None]] = [
            (part.rows, part.field) for part in self.fields
        ]
        if len(parts) > 1:
            parts.append((tuple(row for row in self.overall if row.rank <= FIRST_OF_ALL), None))
        return [
            Leaf(rows, field) for part, field in parts for rows in pages_of(part, language, size)
        ]


@dataclass(frozen=True, slots=True)
class OwnResults:
    """The results with one person's own dots beside them: measure -> dots."""

    page: ResultsPage
    mine: dict[int, int]


def results(session: Session, room: Room) -> ResultsPage:
    """The results of the vote that the present step looks back on."""
    step = _vote_before(room.steps, room.position)
    if step is None:
        return ResultsPage("none")
    return results_of(session, room, step)


def results_of(session: Session, room: Room, step: RoomStep) -> ResultsPage:
    """The results of this vote step; without any number until it is closed."""
    tallies = tally(session, step)
    if tallies is None:
        return ResultsPage(step.state, step)
    field_of = ballot_fields(session, step.id)
    texts = _texts(session, step.id)
    by_id = {field.id: field for field in room.fields}
    tallies = [t for t in tallies if field_of[t.measure_id] in by_id]

    def shown(rows: list[Ranked]) -> tuple[Result, ...]:
        return tuple(
            Result(r.measure_id, *texts[r.measure_id], r.dots, r.voters, r.rank, by_id[field])
            for r in rows
            for field in [field_of[r.measure_id]]
        )

    parts = _by_field(tallies, field_of)
    return ResultsPage(
        state=step.state,
        step=step,
        sentence=rule_of(session, step).sentence(),
        people=room.people,
        voters=_voters(session, step.id, [t.measure_id for t in tallies]),
        dots=sum(t.dots for t in tallies),
        overall=shown(ranked(tallies)),
        fields=tuple(
            FieldResults(field, shown(ranked(parts[field.id])))
            for field in room.fields
            if field.id in parts
        ),
    )


def own_results(session: Session, room: Room, guest: Guest) -> OwnResults:
    """The results as one participant sees them; their own dots are theirs to see at any time."""
    page = results(session, room)
    if page.step is None:
        return OwnResults(page, {})
    rows = session.execute(
        select(Dots.measure_id, Dots.count).where(
            Dots.step_id == page.step.id, Dots.participant_id == guest.id
        )
    )
    return OwnResults(page, {row[0]: row[1] for row in rows})


def results_for_moderator(session: Session, workshop_id: int) -> tuple[Room, ResultsPage]:
    """The newest vote's results, in whatever step the room is."""
    found = room(session, workshop_id)
    step = _newest_vote(found.steps)
    return found, results_of(session, found, step) if step else ResultsPage("none")


def priorities_of(session: Session, workshop_id: int) -> dict[int, tuple[int, int, int]]:
    """Measure -> (dots, voters, rank within its field), of the newest closed vote; for exports.

    Empty while there is none.

    Raises:
        Missing: there is no such workshop.
    """
    _, page = results_for_moderator(session, workshop_id)
    rows = [row for part in page.fields for row in part.rows]
    return {row.measure_id: (row.dots, row.voters, row.rank) for row in rows}


def _vote_before(steps: tuple[RoomStep, ...], position: int) -> RoomStep | None:
    votes = [step for step in steps if step.kind == VOTE and step.position <= position]
    return votes[-1] if votes else None


def _newest_vote(steps: tuple[RoomStep, ...]) -> RoomStep | None:
    """The last closed vote of the agenda; the last vote where none is closed."""
    votes = [step for step in steps if step.kind == VOTE]
    closed = [step for step in votes if step.state == "closed"]
    found = closed or votes
    return found[-1] if found else None


def _by_field(tallies: list[Tally], field_of: dict[int, int]) -> dict[int, list[Tally]]:
    parts: dict[int, list[Tally]] = defaultdict(list)
    for one in tallies:
        parts[field_of[one.measure_id]].append(one)
    return parts


def _texts(session: Session, step_id: int) -> dict[int, tuple[dict[str, str], str]]:
    rows = session.execute(
        select(Measure.id, Measure.texts, Measure.language)
        .join(BallotLine, BallotLine.measure_id == Measure.id)
        .where(BallotLine.step_id == step_id)
    )
    return {row.id: (row.texts, row.language) for row in rows}


def _voters(session: Session, step_id: int, measure_ids: list[int]) -> int:
    query = select(func.count(Dots.participant_id.distinct())).where(
        Dots.step_id == step_id, Dots.measure_id.in_(measure_ids)
    )
    return session.scalar(query) or 0
