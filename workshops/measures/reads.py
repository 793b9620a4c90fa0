"""Proposals as the console, the projector and their authors see them."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.content import best_text
from workshops.agenda.room import Field, Room
from workshops.measures.candidates import fields_of_nodes
from workshops.measures.rules import LONGEST
from workshops.models import Measure, Participant
from workshops.participants.guest import Guest


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal. `number` counts the workshop's proposals from 1, in order of arrival."""

    id: int
    number: int
    texts: dict[str, str]
    language: str  # it was written in
    state: str  # "proposed", "approved" or "hidden"
    created_at: dt.datetime

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
    """All proposals of a workshop by field; `waiting`, `shown` and `hidden` are their numbers."""

    fields: tuple[ProposalField, ...]
    waiting: int
    shown: int
    hidden: int
    approve_first: bool


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
        )
        .where(Measure.workshop_id == room.id, Measure.deleted_at.is_(None))
        .order_by(Measure.id)
    )
    found: dict[int, list[Proposal]] = {field.id: [] for field in room.fields}
    states: list[str] = []
    for number, row in enumerate(rows, start=1):
        field_id = field_of_node.get(row.node_id)
        if field_id in found:
            states.append(row.state)
            proposal = Proposal(row.id, number, row.texts, row.language, row.state, row.created_at)
            found[field_id].insert(0, proposal)
    return ProposalsPage(
        tuple(ProposalField(field, tuple(found[field.id])) for field in room.fields),
        waiting=states.count("proposed"),
        shown=states.count("approved"),
        hidden=states.count("hidden"),
        approve_first=room.approve_first,
    )


@dataclass(frozen=True, slots=True)
class OwnProposal:
    """A proposal as its author sees it. `state`: "proposed", "approved" or "hidden"."""

    id: int
    field_id: int
    text: str
    state: str


def own_proposals(session: Session, who: Guest) -> tuple[OwnProposal, ...]:
    """What this person has proposed, newest first."""
    rows = session.execute(
        select(Measure.id, Measure.node_id, Measure.texts, Measure.language, Measure.state)
        .where(Measure.participant_id == who.id, Measure.deleted_at.is_(None))
        .order_by(Measure.id.desc())
    )
    return tuple(OwnProposal(r.id, r.node_id, r.texts[r.language], r.state) for r in rows)


@dataclass(frozen=True, slots=True)
class CollectPage:
    """A phone's page while the room collects. `draft`: what was being typed, as it was typed."""

    fields: tuple[Field, ...]
    own: tuple[OwnProposal, ...]
    draft_text: str
    draft_field: int | None
    most: int  # characters of a proposal

    def field_of(self, proposal: OwnProposal) -> Field | None:
        return next((f for f in self.fields if f.id == proposal.field_id), None)

    def field_of_sent(self, measure_id: int | None) -> int | None:
        """The field of an idea that was just sent: the next one probably belongs there, too."""
        return next((own.field_id for own in self.own if own.id == measure_id), None)


def collect_page(session: Session, room: Room, guest: Guest) -> CollectPage:
    """The fields to propose in, and what this person has proposed so far."""
    draft = session.scalar(select(Participant.draft).where(Participant.id == guest.id)) or {}
    wanted = draft.get("field_id")
    fields = {field.id for field in room.fields}
    only = room.fields[0].id if len(room.fields) == 1 else None
    return CollectPage(
        room.fields,
        own_proposals(session, guest),
        str(draft.get("text", "")),
        wanted if wanted in fields else only,
        LONGEST,
    )
