"""Counting a vote: all its rows, read once, person after person.

Most people's dots count as they lie. For who has dots on merged measures, or more than a changed
rule allows, `effective` says what counts, the same as everywhere. What was placed with a card that
was blocked since counts: whoever could take it out by the card's number could read in the result
what it was.

The database could sum, but takes five times as long: it has to look at each dot's line, measure and
person, where here they are looked up once. A whole room asks at the moment a vote is closed.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import Session

from app.database.base import Base
from workshops.agenda.room import RoomStep
from workshops.dots.effective import Effective, Lines, ballot_fields_of, effective, stands
from workshops.dots.lines import fixed_rule, lines_of
from workshops.dots.rules import Rule, shuffled
from workshops.models import Participant, Step
from workshops.priorities.ranking import Tally

PAPER = "paper"
OTHERS = "others"  # on a phone, with or without a card
AT_ONCE = 10_000  # rows that are held at a time

_dots = Base.metadata.tables["dots"]
_ROWS = (
    select(_dots.c.participant_id, _dots.c.measure_id, _dots.c.count)
    .where(_dots.c.step_id == bindparam("step"))
    .order_by(_dots.c.participant_id, _dots.c.measure_id)
)


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
    on_paper = _people(session, step.id, Participant.origin == PAPER)
    return summed(counted(session, step.id, rule, lines), shown, on_paper)


def summed(
    ballots: Iterable[tuple[int, Effective]], shown: dict[int, int], on_paper: Collection[int]
) -> Count:
    """What counts of each participant, added up for the measures (-> field) that are `shown`."""
    sums = _Sums(shown)
    for id, counts in ballots:
        sums.add(PAPER if id in on_paper else OTHERS, counts)
    return sums.total()


@dataclass(slots=True)
class _Sums:
    """Counters while a vote is counted: by origin and measure, by field, and by origin."""

    shown: dict[int, int]
    dots: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    givers: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    field_voters: Counter[int] = field(default_factory=Counter)
    voters: Counter[str] = field(default_factory=Counter)
    capped: Counter[int] = field(default_factory=Counter)
    capped_people: int = 0
    over: int = 0
    over_people: int = 0

    def add(self, origin: str, counts: Effective) -> None:
        """One person."""
        given = counts.dots
        if not given.keys() <= self.shown.keys():
            given = {m: n for m, n in given.items() if m in self.shown}
        sums = self.dots[origin]
        for measure_id, n in given.items():
            sums[measure_id] += n
        self.givers[origin].update(given.keys())
        self.field_voters.update({self.shown[m] for m in given})
        self.voters[origin] += 1 if given else 0
        if capped := {m: n for m, n in counts.capped.items() if m in self.shown}:
            self.capped.update(capped)
            self.capped_people += 1
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
        dots, givers = self.dots[PAPER][measure_id], self.givers[PAPER][measure_id]
        return Tally(
            measure_id,
            self.dots[OTHERS][measure_id] + dots,
            self.givers[OTHERS][measure_id] + givers,
            self.capped[measure_id],
            dots,
            givers,
        )


def counted(
    session: Session, step_id: int, rule: Rule, lines: Lines
) -> Iterator[tuple[int, Effective]]:
    """Each participant with dots in this vote, and what counts of them."""
    found = session.execute(_ROWS, {"step": step_id}, execution_options={"yield_per": AT_ONCE})
    return what_counts(step_id, rule, lines, _ballots(found))


def what_counts(
    step_id: int, rule: Rule, lines: Lines, ballots: Iterable[tuple[int, dict[int, int]]]
) -> Iterator[tuple[int, Effective]]:
    """The same of ballots that were read already: participant, and measure -> dots as placed."""
    as_they_lie = _as_they_lie(rule, lines)
    for id, placed in ballots:
        order = partial(shuffled, participant_id=id, step_id=step_id)
        yield id, as_they_lie(placed) or effective(rule, lines, placed, order)


def _ballots(found: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, dict[int, int]]]:
    """Participant, and measure -> dots as they were placed."""
    present, rows = 0, dict[int, int]()
    for participant_id, measure_id, n in found:
        if participant_id != present and rows:
            yield present, rows
            rows = {}
        present = participant_id
        rows[measure_id] = n
    if rows:
        yield present, rows


def _as_they_lie(rule: Rule, lines: Lines) -> Callable[[Mapping[int, int]], Effective | None]:
    """The short way to `effective`, for rows that all count or rest; None: it has to be asked."""
    pools = {m: rule.pool(line.field_id) for m, line in lines.items() if stands(lines, m)}
    merged = {m for m, line in lines.items() if line.merged_into is not None}

    def count_rows(rows: Mapping[int, int]) -> Effective | None:
        used: dict[int, int] = {}
        dots = {}
        for measure_id, n in rows.items():
            pool = pools.get(measure_id)
            if pool is not None and n <= rule.most:
                dots[measure_id] = n
                used[pool] = used.get(pool, 0) + n
            elif pool is not None or measure_id in merged:
                return None
        fits = not used or max(used.values()) <= rule.allowance
        return Effective(dots, resting=sum(rows.values()) - sum(dots.values())) if fits else None

    return count_rows


def _people(session: Session, step_id: int, which: ColumnElement[bool]) -> set[int]:
    """Such people in the workshop of this step."""
    workshop = select(Step.workshop_id).where(Step.id == step_id).scalar_subquery()
    query = select(Participant.id).where(Participant.workshop_id == workshop, which)
    return set(session.scalars(query))


def used_by_pool(session: Session, step_id: int, rule: Rule) -> dict[tuple[int, int], int]:
    """(participant, pool) -> dots that count, of those who are in the room: not on paper, not
    blocked."""
    lines = lines_of(session, step_id)
    pools = {m: rule.pool(line.field_id) for m, line in lines.items()}
    away = or_(Participant.origin == PAPER, Participant.revoked_at.is_not(None))
    not_here = _people(session, step_id, away)
    used: dict[tuple[int, int], int] = {}
    for id, counts in counted(session, step_id, rule, lines):
        if id in not_here:
            continue
        for measure_id, n in counts.dots.items():
            key = (id, pools[measure_id])
            used[key] = used.get(key, 0) + n
    return used
