"""What a phone knows of a vote: the person's own ballot, and nobody else's."""

import zlib
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Message, Missing
from workshops.agenda.room import Field, Room, RoomStep
from workshops.dots.effective import Effective, ballot_from, changes, effective
from workshops.dots.lines import LINE, ON_BALLOT, line_of, with_targets
from workshops.dots.placing import Placed
from workshops.dots.rules import WHOLE, Ballot, Rule, shuffled
from workshops.dots.services import rule_of
from workshops.models import BallotLine, Dots, Measure, Participant, Step, VoteRule, Workshop
from workshops.participants.guest import Guest


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
    """A person's ballot. `left` is for a step-wide rule; with a rule per field see the fields.

    `changes` says what a moderator's action has done to this person's dots. `group`: the title of
    the group that votes, where this person is not of it; then there are no fields.
    """

    step: RoomStep
    rule: Rule
    sentence: Message
    fields: tuple[BallotField, ...]
    left: int
    changes: tuple[Message, ...] = ()
    group: str | None = None

    @property
    def placed(self) -> tuple[tuple[Field, BallotMeasure], ...]:
        """The measures that carry dots of this person, each with its field."""
        return tuple((part.field, m) for part in self.fields for m in part.measures if m.count)


def ballot_of(session: Session, room: Room, guest: Guest) -> BallotPage:
    """The participant's own ballot, its measures in an order that is stable for them."""
    step = room.step
    rule = rule_of(session, step)
    group = _other_group(session, step.id, guest)
    mine = _personal(session, step.id, guest.id, rule)
    order = shuffled(mine.ballot.fields, guest.id, step.id)
    fields = []
    for field in () if group else room.fields:
        measures = tuple(
            BallotMeasure(id, *mine.texts[id], mine.ballot.dots.get(id, 0))
            for id in order
            if mine.ballot.fields[id] == field.id
        )
        if measures:
            pool = rule.pool(field.id)
            fields.append(BallotField(field, pool, mine.ballot.left(pool), measures))
    left = sum(mine.ballot.left(pool) for pool in {part.pool for part in fields})
    return BallotPage(
        step,
        rule,
        rule.sentence(),
        tuple(fields),
        mine.ballot.left(WHOLE),
        changes(mine.counts, rule, open=step.state == "open", left=left),
        group,
    )


@dataclass(frozen=True, slots=True)
class _Personal:
    """One person's ballot. `texts`: measure -> its texts, and the language it was written in."""

    ballot: Ballot
    counts: Effective
    texts: dict[int, tuple[dict[str, str], str]]


def _personal(session: Session, step_id: int, participant_id: int, rule: Rule) -> _Personal:
    mine = (Dots.step_id == step_id) & (Dots.participant_id == participant_id)
    found = session.execute(
        select(Measure.id, *LINE, Measure.texts, Measure.language, Dots.count.label("placed"))
        .join(BallotLine, BallotLine.measure_id == Measure.id)
        .outerjoin(Dots, mine & (Dots.measure_id == Measure.id))
        .where(BallotLine.step_id == step_id)
        .order_by(Measure.id)
    ).all()
    lines = with_targets(session, step_id, {row.id: line_of(row) for row in found})
    rows = {row.id: row.placed for row in found if row.placed}
    order = partial(shuffled, participant_id=participant_id, step_id=step_id)
    counts = effective(rule, lines, rows, order)
    texts = {row.id: (row.texts, row.language) for row in found}
    return _Personal(ballot_from(rule, lines, counts), counts, texts)


def own_dots(session: Session, step: RoomStep, participant_id: int) -> dict[int, int]:
    """Measure -> how many of this person's dots on it count. They are theirs to see any time."""
    mine = (Dots.step_id == step.id) & (Dots.participant_id == participant_id)
    found = session.execute(
        select(Measure.id, *LINE, Dots.count.label("placed"))
        .join(BallotLine, BallotLine.measure_id == Measure.id)
        .join(Dots, mine & (Dots.measure_id == Measure.id))
        .where(BallotLine.step_id == step.id)
        .order_by(Measure.id)
    ).all()
    lines = with_targets(session, step.id, {row.id: line_of(row) for row in found})
    order = partial(shuffled, participant_id=participant_id, step_id=step.id)
    rows = {row.id: row.placed for row in found}
    return effective(rule_of(session, step), lines, rows, order).dots


def _other_group(session: Session, step_id: int, guest: Guest) -> str | None:
    """The title of the group whose vote this is, for somebody who is not of it."""
    row = session.execute(
        select(Workshop.id, Workshop.title, Participant.group_id)
        .join(VoteRule, VoteRule.eligible_id == Workshop.id)
        .join(Participant, Participant.id == guest.id)
        .where(VoteRule.step_id == step_id)
    ).one_or_none()
    return None if row is None or row.id in (row.group_id, guest.workshop_id) else row.title


def ballot_version(session: Session, room: Room) -> int:
    """Another number whenever the measures on an open ballot, or their texts, are others."""
    if room.step.state != "open":
        return 0
    rows = session.execute(
        select(Measure.id, Measure.texts, BallotLine.field_id)
        .join(BallotLine, BallotLine.measure_id == Measure.id)
        .where(BallotLine.step_id == room.step.id, *ON_BALLOT)
        .order_by(Measure.id)
    )
    seen = [tuple(row) for row in rows]
    return zlib.crc32(repr((rule_of(session, room.step), seen)).encode())


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
    here = select(Workshop.position).where(Workshop.id == who.workshop_id).scalar_subquery()
    row = session.execute(
        select(Step, here, BallotLine.field_id, Measure)
        .join(BallotLine, BallotLine.step_id == Step.id)
        .join(Measure, Measure.id == BallotLine.measure_id)
        .where(Step.workshop_id == who.workshop_id, BallotLine.measure_id == measure_id)
        .order_by(Step.position != here, Step.position.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise Missing
    step, position, field_id, measure = row
    plain = RoomStep(
        step.id, step.workshop_id, step.position, step.kind, step.state, step.title, step.settings
    )
    rule = rule_of(session, plain)
    ballot = _personal(session, step.id, who.id, rule).ballot
    pool = rule.pool(field_id)
    mine = _other_group(session, step.id, who) is None
    return Standing(
        Placed(
            measure_id,
            measure.texts,
            measure.language,
            field_id,
            ballot.dots.get(measure_id, 0),
            rule.most,
            pool,
            ballot.left(pool),
            rule.allowance,
        ),
        mine and step.state == "open" and step.position == position and measure_id in ballot.fields,
    )
