"""Who has placed dots, as numbers only: for the console and the projector."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.refused import Message
from workshops.agenda.room import Field, Room, RoomStep
from workshops.dots.counting import PAPER, used_by_pool
from workshops.dots.lines import ballot_fields
from workshops.dots.rules import Rule, Turnout, capacities, turnout
from workshops.dots.scope import Scope, candidates, left_out
from workshops.dots.services import rule_of
from workshops.models import PaperBallot, Participant, VoteRule, Workshop


@dataclass(frozen=True, slots=True)
class FieldTurnout:
    field: Field
    measures: int
    turnout: Turnout


@dataclass(frozen=True, slots=True)
class TurnoutPage:
    """Who has placed what, as numbers only: no measure's dots can be read from it.

    `turnout` is of those who may vote and are not on paper; `paper` ballots have been entered.
    `group` is the title of the group that votes, None where everybody does. While the vote is
    open, fields with a single measure are not listed: who has placed dots there has placed them
    on that one. For the same reason `turnout` is None while a ballot of one measure is open.
    `decided`: before the opening, how many are left out because the council has decided on them.
    """

    step: RoomStep
    rule: Rule
    sentence: Message
    measures: int
    turnout: Turnout | None
    fields: tuple[FieldTurnout, ...]  # empty with a step-wide rule
    paper: int = 0
    group: str | None = None
    scope: Scope = field(default_factory=Scope)
    decided: int = 0


def turnout_of(session: Session, room: Room, step: RoomStep | None = None) -> TurnoutPage:
    """How many people have placed all, some and none of their dots: overall and per field."""
    step = step or room.step
    rule = rule_of(session, step)
    waiting = step.state == "waiting"  # no ballot yet: what would stand on it now
    fields = candidates(session, step) if waiting else ballot_fields(session, step.id)
    group, people = _voters(session, room, step)
    room_in = capacities(rule, fields)
    used = used_by_pool(session, step.id, rule)
    totals: Counter[int] = Counter()
    for (participant, _), count in used.items():
        totals[participant] += count
    measures = Counter(fields.values())
    fewest = 2 if step.state == "open" else 1
    parts = tuple(
        FieldTurnout(
            field,
            measures[field.id],
            turnout(
                room_in[field.id],
                [n for (_, pool), n in used.items() if pool == field.id],
                people,
            ),
        )
        for field in room.fields
        if rule.scope == "field" and measures[field.id] >= fewest
    )
    overall = turnout(sum(room_in.values()), totals.values(), people)
    return TurnoutPage(
        step,
        rule,
        rule.sentence(),
        len(fields),
        overall if step.state != "open" or len(fields) != 1 else None,
        parts,
        _on_paper(session, step.id),
        group,
        Scope.of(step.settings),
        left_out(session, step) if waiting else 0,
    )


def _voters(session: Session, room: Room, step: RoomStep) -> tuple[str | None, int]:
    """The title of the group that votes (None: everybody), and how many may, paper apart."""
    group = session.execute(
        select(Workshop.id, Workshop.title)
        .join(VoteRule, VoteRule.eligible_id == Workshop.id)
        .where(VoteRule.step_id == step.id)
    ).one_or_none()
    if group is None or group.id == step.workshop_id:
        return None, room.people
    members = select(func.count()).where(
        Participant.workshop_id == step.workshop_id,
        Participant.group_id == group.id,
        Participant.origin != PAPER,
        Participant.revoked_at.is_(None),
    )
    return group.title, session.scalar(members) or 0


def people_of(session: Session, room: Room, step: RoomStep) -> int:
    """How many may vote in this step, paper apart."""
    return _voters(session, room, step)[1]


def _on_paper(session: Session, step_id: int) -> int:
    """Ballots on paper that have been entered, spoiled ones too."""
    query = (
        select(func.count())
        .select_from(PaperBallot)
        .join(Participant, Participant.id == PaperBallot.participant_id)
        .where(PaperBallot.step_id == step_id, Participant.revoked_at.is_(None))
    )
    return session.scalar(query) or 0
