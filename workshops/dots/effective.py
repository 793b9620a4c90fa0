"""Which of a person's dots count, after merging, hiding and a changed rule. Pure.

What a person has placed is never rewritten when a moderator merges measures, takes one off the
ballot or makes the allowance smaller. Everything that asks for dots asks here what counts: the
phone, the server that judges the next dot, the turnout and the tally. So they cannot differ, and
what the moderator takes back brings back what lay there. Source: docs/dot-voting.md.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.refused import Message, say_n
from workshops.dots.rules import Ballot, Rule

Order = Callable[[Iterable[int]], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Line:
    """A measure in one vote.

    `on`: it is approved, not deleted, and its line is on the ballot. `merged_into`: the measure
    that stands on the ballot in its place.
    """

    field_id: int
    on: bool
    merged_into: int | None = None


Lines = Mapping[int, Line]


@dataclass(frozen=True, slots=True)
class Effective:
    """What counts of one person's dots.

    `dots` holds counts above zero, of measures that stand on the ballot. `capped`: merged measure
    -> dots that it swallowed. `over`: dots that the present rule does not allow. `resting`: dots
    on measures that are not on the ballot. `tight`: pools in which dots did not find room.
    """

    dots: dict[int, int] = field(default_factory=dict)
    capped: dict[int, int] = field(default_factory=dict)
    over: int = 0
    resting: int = 0
    tight: frozenset[int] = frozenset()


def root_of(lines: Lines, measure_id: int) -> int:
    """The measure that stands for this one: itself, or what it is merged into at the end."""
    seen = {measure_id}
    line = lines.get(measure_id)
    while line and line.merged_into is not None and line.merged_into not in seen:
        measure_id = line.merged_into
        seen.add(measure_id)
        line = lines.get(measure_id)
    return measure_id


def stands(lines: Lines, measure_id: int) -> bool:
    """Whether the measure itself takes dots."""
    line = lines.get(measure_id)
    return line is not None and line.on and line.merged_into is None


def ballot_fields_of(lines: Lines) -> dict[int, int]:
    """Measure that takes dots -> its field."""
    return {m: line.field_id for m, line in lines.items() if stands(lines, m)}


def ballot_from(rule: Rule, lines: Lines, counts: Effective) -> Ballot:
    """The ballot on which the next dot is judged."""
    return Ballot(rule, ballot_fields_of(lines), counts.dots)


def effective(rule: Rule, lines: Lines, rows: Mapping[int, int], order: Order) -> Effective:
    """What counts of `rows`, the dots one person has placed (measure -> count).

    Dots on a merged measure and its sources are summed, and at most `most` of them count. Those
    that come from another field take only the room that is left. Where there are still too many,
    one after the other comes off the measure on which the person has most, among equals off the
    one that is last in the person's own `order`.
    """
    home: dict[int, int] = {}
    away: dict[int, int] = {}
    over = resting = 0
    capped: dict[int, int] = {}
    for measure_id, count in rows.items():
        root = measure_id if stands(lines, measure_id) else root_of(lines, measure_id)
        if not (lines[measure_id].on and stands(lines, root)):
            resting += count
            continue
        fits = count if count <= rule.most else rule.most
        over += count - fits
        pool = rule.pool(lines[root].field_id)
        part = home if rule.pool(lines[measure_id].field_id) == pool else away
        part[root] = part.get(root, 0) + fits
    dots = {root: min(count, rule.most) for root, count in home.items()}
    for root, count in home.items():
        if count > dots[root]:
            capped[root] = count - dots[root]
    tight = _let_in(rule, lines, dots, away, capped, order) if away else set()
    used: dict[int, int] = {}
    for root, count in dots.items():
        pool = rule.pool(lines[root].field_id)
        used[pool] = used.get(pool, 0) + count
    for pool, count in used.items():
        if count > rule.allowance:
            tight.add(pool)
            over += count - rule.allowance
            _take_off(
                dots,
                [m for m in dots if rule.pool(lines[m].field_id) == pool],
                count - rule.allowance,
                order,
            )
    if over or away:
        dots = {root: count for root, count in dots.items() if count}
    return Effective(dots, capped, over, resting, frozenset(tight))


def _let_in(
    rule: Rule,
    lines: Lines,
    dots: dict[int, int],
    away: Mapping[int, int],
    capped: dict[int, int],
    order: Order,
) -> set[int]:
    """Add what comes from other fields as far as there is room; returns the pools without."""
    tight = set()
    for root in order(away):
        pool = rule.pool(lines[root].field_id)
        used = sum(n for m, n in dots.items() if rule.pool(lines[m].field_id) == pool)
        wanted = min(away[root], rule.most - dots.get(root, 0))
        came = max(0, min(wanted, rule.allowance - used))
        if came < wanted:
            tight.add(pool)
        dots[root] = dots.get(root, 0) + came
        if came < away[root]:
            capped[root] = capped.get(root, 0) + away[root] - came
    return tight


def _take_off(dots: dict[int, int], among: list[int], surplus: int, order: Order) -> None:
    place = {measure_id: n for n, measure_id in enumerate(order(among))}
    for _ in range(surplus):
        most = max(among, key=lambda m: (dots[m], place[m]))
        dots[most] -= 1


def settled(
    rule: Rule,
    lines: Lines,
    rows: Mapping[int, int],
    counts: Effective,
    measure_id: int,
    count: int,
) -> dict[int, int]:
    """The rows to write so that `count` dots lie on one measure: measure -> count, 0 is no row.

    The measure takes over the dots of its sources. In a pool that was too full the other measures
    keep what counted: what this person saw is what they have chosen from now on.
    """
    wanted = {measure_id: count}
    pool = rule.pool(lines[measure_id].field_id)
    if pool in counts.tight:
        for m in {root_of(lines, m) for m in rows}:
            if m != measure_id and stands(lines, m) and rule.pool(lines[m].field_id) == pool:
                wanted[m] = counts.dots.get(m, 0)
    for m in rows:
        if m not in wanted and lines[m].on and root_of(lines, m) in wanted:
            wanted[m] = 0
    return {m: n for m, n in wanted.items() if rows.get(m, 0) != n}


def changes(counts: Effective, rule: Rule, *, open: bool, left: int) -> tuple[Message, ...]:
    """What a moderator's action has done to this person's dots, one sentence each.

    `open`: the vote is; `left`: dots they have in hand, in all pools together.
    """
    said = []
    if capped := sum(counts.capped.values()):
        said.append(_capped(capped, rule.most, open))
    if counts.over:
        said.append(
            say_n(
                "The rule was changed: %(num)d of your dots does not fit it any more and does not "
                "count. The others count as shown here.",
                "The rule was changed: %(num)d of your dots do not fit it any more and do not "
                "count. The others count as shown here.",
                counts.over,
            )
        )
    if open and left and counts.resting:
        said.append(
            say_n(
                "%(num)d of your dots lay on a measure that has left the ballot. It is yours to "
                "place again.",
                "%(num)d of your dots lay on measures that have left the ballot. They are yours "
                "to place again.",
                counts.resting,
            )
        )
    return tuple(said)


def _capped(capped: int, most: int, open: bool) -> Message:
    if open:
        return say_n(
            "Measures that you chose are now one. At most %(most)d of your dots count on it: "
            "%(num)d dot is yours to place again.",
            "Measures that you chose are now one. At most %(most)d of your dots count on it: "
            "%(num)d dots are yours to place again.",
            capped,
            most=most,
        )
    return say_n(
        "Measures that you chose are now one. At most %(most)d of your dots count on it, "
        "%(num)d dot does not.",
        "Measures that you chose are now one. At most %(most)d of your dots count on it, "
        "%(num)d dots do not.",
        capped,
        most=most,
    )
