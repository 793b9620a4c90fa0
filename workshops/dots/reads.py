"""What the pages know of a vote: a person's ballot, the turnout, and after closing the tally."""

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from app.refused import Message, Missing
from workshops.agenda.room import Field, Room, RoomStep
from workshops.dots.placing import Placed
from workshops.dots.rules import WHOLE, Ballot, Rule, Turnout, capacities, shuffled, turnout
from workshops.dots.services import VISIBLE, ballot_fields, rule_of
from workshops.measures.candidates import measures_by_field
from workshops.models import BallotLine, Dots, Measure, Step, Workshop
from workshops.participants.guest import Guest
from workshops.priorities.ranking import Tally


@dataclass(frozen=True, slots=True)
class BallotMeasure:
    """One measure on a person's ballot, with their own dots on it."""

    id: int
    texts: dict[str, str]
    original: str  # the language it was written in
    count: int


@dataclass(frozen=True, slots=True)
class BallotField:
    field: Field
    pool: int
    left: int
    measures: tuple[BallotMeasure, ...]


@dataclass(frozen=True, slots=True)
class BallotPage:
    """A person's ballot. `left` is for a step-wide rule; with a rule per field see the fields."""

    step: RoomStep
    rule: Rule
    sentence: Message
    fields: tuple[BallotField, ...]
    left: int

    @property
    def placed(self) -> tuple[tuple[Field, BallotMeasure], ...]:
        """The measures that carry dots of this person, each with its field."""
        return tuple((part.field, m) for part in self.fields for m in part.measures if m.count)


def ballot_of(session: Session, room: Room, guest: Guest) -> BallotPage:
    """The participant's own ballot, its measures in an order that is stable for them."""
    rule = rule_of(session, room.step)
    rows = _lines(session, room.step.id, guest.id)
    dots = {row.id: row.placed for row in rows if row.placed}
    ballot = Ballot(rule, {row.id: row.field_id for row in rows}, dots)
    order = shuffled([row.id for row in rows], guest.id, room.step.id)
    by_id = {row.id: row for row in rows}
    fields = []
    for field in room.fields:
        mine = tuple(
            BallotMeasure(id, by_id[id].texts, by_id[id].language, ballot.dots.get(id, 0))
            for id in order
            if ballot.fields[id] == field.id
        )
        if mine:
            pool = rule.pool(field.id)
            fields.append(BallotField(field, pool, ballot.left(pool), mine))
    return BallotPage(room.step, rule, rule.sentence(), tuple(fields), ballot.left(WHOLE))


def _lines(session: Session, step_id: int, participant_id: int) -> Sequence[AnyRow]:
    mine = (Dots.step_id == step_id) & (Dots.participant_id == participant_id)
    return session.execute(
        select(
            Measure.id,
            Measure.texts,
            Measure.language,
            BallotLine.field_id,
            Dots.count.label("placed"),
        )
        .join(BallotLine, BallotLine.measure_id == Measure.id)
        .outerjoin(Dots, mine & (Dots.measure_id == Measure.id))
        .where(BallotLine.step_id == step_id, *VISIBLE)
        .order_by(Measure.id)
    ).all()


def ballot_version(session: Session, room: Room) -> int:
    """Another number whenever the measures on an open ballot, or their texts, are others."""
    if room.step.state != "open":
        return 0
    rows = session.execute(
        select(Measure.id, Measure.texts)
        .join(BallotLine, BallotLine.measure_id == Measure.id)
        .where(BallotLine.step_id == room.step.id, *VISIBLE)
        .order_by(Measure.id)
    )
    return zlib.crc32(repr([tuple(row) for row in rows]).encode())


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one measure stands on a person's ballot, whether it takes dots now or not.

    `open` is False where no dot may be placed or taken: the vote is not open, the room is
    elsewhere, or the measure has left the ballot (then `count` is 0).
    """

    placed: Placed
    open: bool


def standing(session: Session, who: Guest, measure_id: int) -> Standing:
    """The truth about one measure, for the answer to a dot that was refused.

    Raises:
        Missing: the measure never stood on a ballot of this workshop.
    """
    row = session.execute(
        select(Step, BallotLine.field_id, Measure)
        .join(BallotLine, BallotLine.step_id == Step.id)
        .join(Measure, Measure.id == BallotLine.measure_id)
        .where(Step.workshop_id == who.workshop_id, BallotLine.measure_id == measure_id)
        .order_by(Step.position.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise Missing
    step, field_id, measure = row
    here = RoomStep(
        step.id, step.workshop_id, step.position, step.kind, step.state, step.title, step.settings
    )
    rule = rule_of(session, here)
    lines = _lines(session, step.id, who.id)
    dots = {line.id: line.placed for line in lines if line.placed}
    ballot = Ballot(rule, {line.id: line.field_id for line in lines}, dots)
    position = session.scalar(select(Workshop.position).where(Workshop.id == who.workshop_id))
    pool = rule.pool(field_id)
    return Standing(
        Placed(
            measure_id,
            measure.texts,
            measure.language,
            field_id,
            dots.get(measure_id, 0),
            rule.most,
            pool,
            ballot.left(pool),
            rule.allowance,
        ),
        step.state == "open" and step.position == position and measure_id in ballot.fields,
    )


@dataclass(frozen=True, slots=True)
class FieldTurnout:
    field: Field
    measures: int
    turnout: Turnout


@dataclass(frozen=True, slots=True)
class TurnoutPage:
    """Who has placed what, as numbers only: no measure's dots can be read from it.

    While the vote is open, fields with a single measure are not listed: who has placed dots there
    has placed them on that one.
    """

    step: RoomStep
    rule: Rule
    sentence: Message
    measures: int
    turnout: Turnout
    fields: tuple[FieldTurnout, ...]  # empty with a step-wide rule


def turnout_of(session: Session, room: Room, step: RoomStep | None = None) -> TurnoutPage:
    """How many people have placed all, some and none of their dots: overall and per field."""
    step = step or room.step
    rule = rule_of(session, step)
    waiting = step.state == "waiting"  # no ballot yet: what would stand on it now
    fields = measures_by_field(session, room.id) if waiting else ballot_fields(session, step.id)
    room_in = capacities(rule, fields)
    used = _used(session, step.id, rule)
    totals: dict[int, int] = {}
    for (participant, _), count in used.items():
        totals[participant] = totals.get(participant, 0) + count
    overall = turnout(sum(room_in.values()), totals.values(), room.people)
    measures = Counter(fields.values())
    fewest = 2 if step.state == "open" else 1
    parts = tuple(
        FieldTurnout(
            field,
            measures[field.id],
            turnout(
                room_in[field.id],
                [n for (_, pool), n in used.items() if pool == field.id],
                room.people,
            ),
        )
        for field in room.fields
        if rule.scope == "field" and measures[field.id] >= fewest
    )
    return TurnoutPage(step, rule, rule.sentence(), len(fields), overall, parts)


def _used(session: Session, step_id: int, rule: Rule) -> dict[tuple[int, int], int]:
    """(participant, pool) -> dots placed on visible measures."""
    query = (
        select(Dots.participant_id, BallotLine.field_id, func.sum(Dots.count).label("n"))
        .join(
            BallotLine,
            (BallotLine.step_id == Dots.step_id) & (BallotLine.measure_id == Dots.measure_id),
        )
        .join(Measure, Measure.id == Dots.measure_id)
        .where(Dots.step_id == step_id, *VISIBLE)
        .group_by(Dots.participant_id, BallotLine.field_id)
    )
    used: dict[tuple[int, int], int] = {}
    for participant, field_id, n in session.execute(query):
        key = (participant, rule.pool(field_id))
        used[key] = used.get(key, 0) + int(n)
    return used


def tally(session: Session, step: RoomStep) -> list[Tally] | None:
    """Dots and voters of every measure on the ballot; None until the vote is closed.

    This is the only door to the counts: what asks here cannot leak them early.
    """
    if step.state != "closed":
        return None
    rows = session.execute(
        select(
            BallotLine.measure_id,
            func.coalesce(func.sum(Dots.count), 0),
            func.count(Dots.participant_id),
        )
        .join(Measure, Measure.id == BallotLine.measure_id)
        .outerjoin(
            Dots,
            (Dots.step_id == BallotLine.step_id) & (Dots.measure_id == BallotLine.measure_id),
        )
        .where(BallotLine.step_id == step.id, *VISIBLE)
        .group_by(BallotLine.measure_id)
        .order_by(BallotLine.measure_id)
    )
    return [Tally(row[0], int(row[1]), int(row[2])) for row in rows]
