"""Counting a vote: in the database, except for people whose dots do not all count as they lie.

Those are few: who has dots on merged measures, or more than a changed rule allows. Theirs are
counted by `effective`, the same as everywhere. What was placed with a card that was blocked since
counts: whoever could take it out by the card's number could read in the result what it was.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from workshops.agenda.room import RoomStep
from workshops.dots.effective import Effective, Lines, ballot_fields_of, effective
from workshops.dots.lines import ON_BALLOT, fixed_rule, lines_of
from workshops.dots.rules import Rule, shuffled
from workshops.models import BallotLine, Dots, Measure, Participant
from workshops.priorities.ranking import Tally

PAPER = "paper"
AT_ONCE = 500  # people whose rows are read in one query

_LINE = (BallotLine.step_id == Dots.step_id) & (BallotLine.measure_id == Dots.measure_id)


@dataclass(frozen=True, slots=True)
class Count:
    """A closed vote, counted. `voters` gave a dot that counts, `field_voters` in each field.

    `capped` dots of `capped_people` do not count because their measures were merged, `over` dots
    of `over_people` because the rule was made smaller.
    """

    tallies: list[Tally]
    voters: int
    paper_voters: int
    field_voters: dict[int, int]
    capped: int
    capped_people: int
    over: int
    over_people: int


def tally(session: Session, step: RoomStep) -> list[Tally] | None:
    """Dots and voters of every measure on the ballot; None until the vote is closed."""
    found = count(session, step)
    return None if found is None else found.tallies


def count(session: Session, step: RoomStep, fields: Collection[int] | None = None) -> Count | None:
    """The vote counted, in these fields or in all; None until it is closed.

    This is the only door to the counts: what asks here cannot leak them early.
    """
    if step.state != "closed":
        return None
    rule, lines = fixed_rule(session, step.id), lines_of(session, step.id)
    shown = {m: f for m, f in ballot_fields_of(lines).items() if fields is None or f in fields}
    apart = people_apart(session, step.id, rule)
    sums = _Sums(shown)
    _add_in_database(session, _regular(step.id, rule, apart), sums)
    people = effective_of(session, step.id, rule, lines, apart)
    origins = _origins(session, apart)
    for id, counts in people.items():
        sums.add(origins[id], counts)
    return sums.total()


@dataclass(slots=True)
class _Sums:
    """Counters while a vote is counted, by (measure, origin), field, and origin."""

    shown: dict[int, int]
    dots: Counter[tuple[int, str]] = field(default_factory=Counter)
    givers: Counter[tuple[int, str]] = field(default_factory=Counter)
    field_voters: Counter[int] = field(default_factory=Counter)
    voters: Counter[str] = field(default_factory=Counter)
    capped: Counter[int] = field(default_factory=Counter)
    capped_people: int = 0
    over: int = 0
    over_people: int = 0

    def add(self, origin: str, counts: Effective) -> None:
        """Somebody whose dots are not simply their rows."""
        given = {m: n for m, n in counts.dots.items() if m in self.shown}
        for measure_id, n in given.items():
            self.dots[measure_id, origin] += n
            self.givers[measure_id, origin] += 1
        self.field_voters.update({self.shown[m] for m in given})
        self.voters[origin] += 1 if given else 0
        capped = {m: n for m, n in counts.capped.items() if m in self.shown}
        self.capped.update(capped)
        self.capped_people += 1 if capped else 0
        self.over += counts.over
        self.over_people += 1 if counts.over else 0

    def total(self) -> Count:
        return Count(
            [self._tally(measure_id) for measure_id in sorted(self.shown)],
            self.voters.total(),
            self.voters[PAPER],
            dict(self.field_voters),
            self.capped.total(),
            self.capped_people,
            self.over,
            self.over_people,
        )

    def _tally(self, measure_id: int) -> Tally:
        origins = ("phone", "code", PAPER)
        return Tally(
            measure_id,
            sum(self.dots[measure_id, origin] for origin in origins),
            sum(self.givers[measure_id, origin] for origin in origins),
            self.capped[measure_id],
            self.dots[measure_id, PAPER],
            self.givers[measure_id, PAPER],
        )


def _add_in_database(session: Session, regular: Select[Any], sums: _Sums) -> None:
    """Everybody whose dots count as they lie."""
    people = func.count(Dots.participant_id.distinct())
    regular = regular.where(BallotLine.field_id.in_(set(sums.shown.values())))
    by_measure = regular.add_columns(Dots.measure_id, Participant.origin, func.sum(Dots.count))
    for measure_id, origin, n, givers in session.execute(
        by_measure.add_columns(people).group_by(Dots.measure_id, Participant.origin)
    ):
        sums.dots[measure_id, origin] += int(n)
        sums.givers[measure_id, origin] += givers
    by_field = regular.add_columns(BallotLine.field_id, people).group_by(BallotLine.field_id)
    for field_id, n in session.execute(by_field):
        sums.field_voters[field_id] += n
    by_origin = regular.add_columns(Participant.origin, people).group_by(Participant.origin)
    for origin, n in session.execute(by_origin):
        sums.voters[origin] += n


def _placed(step_id: int) -> Select[Any]:
    """Dots that lie on the ballot of a vote, with their lines, measures and people; no columns."""
    return (
        select()
        .select_from(Dots)
        .join(BallotLine, _LINE)
        .join(Measure, Measure.id == Dots.measure_id)
        .join(Participant, Participant.id == Dots.participant_id)
        .where(Dots.step_id == step_id, *ON_BALLOT)
    )


def _regular(step_id: int, rule: Rule, apart: Collection[int]) -> Select[Any]:
    """The dots of everybody else."""
    placed = _placed(step_id)
    return placed.where(Dots.participant_id.not_in(_apart(step_id, rule))) if apart else placed


def people_apart(session: Session, step_id: int, rule: Rule) -> set[int]:
    """The people whose dots do not all count as they lie."""
    return set(session.scalars(_apart(step_id, rule)))


def _apart(step_id: int, rule: Rule) -> Any:
    merged = (
        select(Dots.participant_id)
        .join(Measure, Measure.id == Dots.measure_id)
        .where(Dots.step_id == step_id, Measure.merged_into_id.is_not(None))
    )
    too_many = (
        _placed(step_id)
        .add_columns(Dots.participant_id)
        .group_by(Dots.participant_id, *([BallotLine.field_id] if rule.scope == "field" else []))
        .having(or_(func.sum(Dots.count) > rule.allowance, func.max(Dots.count) > rule.most))
    )
    return merged.union(too_many)


def effective_of(
    session: Session, step_id: int, rule: Rule, lines: Lines, people: Collection[int]
) -> dict[int, Effective]:
    """What counts of the dots of these people."""
    rows: dict[int, dict[int, int]] = {}
    for some in _portions(people):
        query = select(Dots.participant_id, Dots.measure_id, Dots.count).where(
            Dots.step_id == step_id, Dots.participant_id.in_(some)
        )
        for participant_id, measure_id, n in session.execute(query):
            rows.setdefault(participant_id, {})[measure_id] = n
    return {
        id: effective(rule, lines, placed, partial(shuffled, participant_id=id, step_id=step_id))
        for id, placed in rows.items()
    }


def _origins(session: Session, people: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in _portions(people):
        query = select(Participant.id, Participant.origin).where(Participant.id.in_(some))
        found |= {row.id: row.origin for row in session.execute(query)}
    return found


def _in_the_room(session: Session, people: Collection[int]) -> set[int]:
    found: set[int] = set()
    for some in _portions(people):
        query = select(Participant.id).where(
            Participant.id.in_(some), Participant.origin != PAPER, Participant.revoked_at.is_(None)
        )
        found |= set(session.scalars(query))
    return found


def _portions(people: Collection[int]) -> Iterable[list[int]]:
    ids = sorted(people)
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def used_by_pool(session: Session, step_id: int, rule: Rule) -> dict[tuple[int, int], int]:
    """(participant, pool) -> dots that count, of those who are in the room: not on paper, not
    blocked."""
    apart = people_apart(session, step_id, rule)
    query = (
        _regular(step_id, rule, apart)
        .where(Participant.origin != PAPER, Participant.revoked_at.is_(None))
        .add_columns(Dots.participant_id, BallotLine.field_id, func.sum(Dots.count))
        .group_by(Dots.participant_id, BallotLine.field_id)
    )
    used: dict[tuple[int, int], int] = {}
    for participant_id, field_id, n in session.execute(query):
        key = (participant_id, rule.pool(field_id))
        used[key] = used.get(key, 0) + int(n)
    if apart:
        lines, here = lines_of(session, step_id), _in_the_room(session, apart)
        for id, counts in effective_of(session, step_id, rule, lines, here).items():
            for m, n in counts.dots.items():
                key = (id, rule.pool(lines[m].field_id))
                used[key] = used.get(key, 0) + n
    return used
