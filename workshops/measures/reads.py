"""Proposals as the console, the projector and their authors see them."""

import datetime as dt
import zlib
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from app.database.base import AnyRow
from app.language.content import best_text
from app.refused import Message
from workshops.agenda.room import Field, Room
from workshops.measures.candidates import fields_of_nodes
from workshops.measures.drafts import Draft, draft_of
from workshops.measures.rules import DETAILS, LONGEST, why_not_reworded, why_not_withdrawn
from workshops.models import BallotLine, Measure
from workshops.participants.guest import Guest


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal. `number` counts the workshop's proposals from 1, in order of arrival."""

    id: int
    number: int
    texts: dict[str, str]
    language: str  # it was written in
    state: str  # "proposed", "approved", "hidden", "withdrawn", or "merged" into another one
    created_at: dt.datetime
    details: dict[str, str]  # "who" should do it, and "why", where its author has said so
    original: str | None = None  # its author's own words, where somebody has reworded it

    @property
    def text(self) -> str:
        """As it was written."""
        return best_text(self.texts, self.language, self.language)


@dataclass(frozen=True, slots=True)
class ProposalField:
    """A field and its proposals, the newest first."""

    field: Field
    proposals: tuple[Proposal, ...]

    @property
    def shown(self) -> tuple[Proposal, ...]:
        """The approved ones: all that may be seen by the room."""
        return tuple(p for p in self.proposals if p.state == "approved")


@dataclass(frozen=True, slots=True)
class ProposalsPage:
    """All proposals of a workshop by field, and how many there are in which state."""

    fields: tuple[ProposalField, ...]
    waiting: int
    shown: int
    hidden: int
    withdrawn: int
    approve_first: bool
    others_shown: bool


def proposals(session: Session, room: Room) -> ProposalsPage:
    """What the workshop has proposed, in all states: the projector may show `shown` only."""
    field_of_node = fields_of_nodes(session, room.id)
    rows = session.execute(
        select(
            Measure.id,
            Measure.node_id,
            Measure.texts,
            Measure.language,
            Measure.state,
            Measure.created_at,
            Measure.details,
            Measure.merged_into_id,
            Measure.original,
        )
        .where(Measure.workshop_id == room.id, Measure.deleted_at.is_(None))
        .order_by(Measure.id)
    )
    found: dict[int, list[Proposal]] = {field.id: [] for field in room.fields}
    states: list[str] = []
    for number, row in enumerate(rows, start=1):
        field_id = field_of_node.get(row.node_id)
        if field_id in found:
            proposal = _proposal(row, number)
            states.append(proposal.state)
            found[field_id].insert(0, proposal)
    return ProposalsPage(
        tuple(ProposalField(field, tuple(found[field.id])) for field in room.fields),
        waiting=states.count("proposed"),
        shown=states.count("approved"),
        hidden=states.count("hidden"),
        withdrawn=states.count("withdrawn"),
        approve_first=room.approve_first,
        others_shown=room.others_shown,
    )


def _proposal(row: AnyRow, number: int) -> Proposal:
    state = "merged" if row.merged_into_id is not None else row.state
    own = row.original["texts"][row.original["language"]] if row.original else None
    return Proposal(
        row.id, number, row.texts, row.language, state, row.created_at, row.details, own
    )


@dataclass(frozen=True, slots=True)
class OwnProposal:
    """A proposal as its author sees it. `state`: as of a Proposal.

    `not_reworded` and `not_withdrawn` say why its author may not do that any more; None: they may.
    """

    id: int
    field_id: int
    text: str
    state: str
    details: dict[str, str]
    not_reworded: Message | None
    not_withdrawn: Message | None


def own_proposals(
    session: Session, who: Guest, measure_id: int | None = None
) -> tuple[OwnProposal, ...]:
    """What this person has proposed, newest first; only the one with this id, if it is given."""
    source = aliased(Measure)
    query = (
        select(
            Measure.id,
            Measure.node_id,
            Measure.texts,
            Measure.language,
            Measure.state,
            Measure.details,
            Measure.merged_into_id,
            exists().where(source.merged_into_id == Measure.id).label("has_sources"),
            exists().where(BallotLine.measure_id == Measure.id).label("on_ballot"),
        )
        .where(Measure.participant_id == who.id, Measure.deleted_at.is_(None))
        .order_by(Measure.id.desc())
    )
    if measure_id is not None:
        query = query.where(Measure.id == measure_id)
    return tuple(_own(row) for row in session.execute(query))


def _own(row: AnyRow) -> OwnProposal:
    merged = row.merged_into_id is not None or row.has_sources
    return OwnProposal(
        row.id,
        row.node_id,
        row.texts[row.language],
        "merged" if row.merged_into_id is not None else row.state,
        row.details,
        why_not_reworded(row.state, merged=merged, on_ballot=row.on_ballot),
        why_not_withdrawn(row.state, merged=merged),
    )


@dataclass(frozen=True, slots=True)
class CollectPage:
    """A phone's page while the room collects. `draft`: what was being typed, as it was typed."""

    fields: tuple[Field, ...]
    own: tuple[OwnProposal, ...]
    draft: Draft
    most: int  # characters of a proposal
    longest: dict[str, int]  # detail -> characters

    @property
    def draft_field(self) -> int | None:
        """The field that is chosen already: there is no other, or it was chosen before."""
        if len(self.fields) == 1:
            return self.fields[0].id
        chosen = self.draft.field_id
        return chosen if any(field.id == chosen for field in self.fields) else None

    def field_of(self, proposal: OwnProposal) -> Field | None:
        return next((f for f in self.fields if f.id == proposal.field_id), None)

    def field_of_sent(self, measure_id: int | None) -> int | None:
        """The field of an idea that was just sent: the next one probably belongs there, too."""
        return next((own.field_id for own in self.own if own.id == measure_id), None)


def collect_version(session: Session, room: Room) -> int:
    """Another number whenever phones must show another form."""
    shape = (room.approve_first, room.others_shown, [field.id for field in room.fields])
    return zlib.crc32(repr(shape).encode())


def collect_page(session: Session, room: Room, guest: Guest) -> CollectPage:
    """The fields to propose in, and what this person has proposed so far."""
    own, draft = own_proposals(session, guest), draft_of(session, guest)
    return CollectPage(room.fields, own, draft, LONGEST, DETAILS)
