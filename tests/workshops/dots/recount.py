"""A recount from scratch: from the rows of the tables, and with no word of the services' code.

Dot by dot and person by person, as one would do it with paper and stickers. Source:
docs/dot-voting.md, "What counts".
"""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.orm import Session

from workshops.dots.rules import shuffled

MEASURES = "SELECT id, state, deleted_at, merged_into_id FROM measures"
LINES = "SELECT measure_id, field_id FROM ballot_lines WHERE step_id = :step AND NOT off"
RULE = "SELECT scope, allowance, most FROM vote_rules WHERE step_id = :step"
ROWS = """
    SELECT p.id, p.origin, d.measure_id, d.count FROM dots d
    JOIN participants p ON p.id = d.participant_id
    WHERE d.step_id = :step ORDER BY p.id, d.measure_id
"""


@dataclass
class Recount:
    """`ballots`: person -> measure -> dots that count; `tally`: measure -> (dots, voters)."""

    ballots: dict[int, dict[int, int]] = field(default_factory=dict)
    paper: set[int] = field(default_factory=set)
    swallowed: int = 0

    @property
    def tally(self) -> dict[int, tuple[int, int]]:
        found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for ballot in self.ballots.values():
            for measure, n in ballot.items():
                found[measure] = (found[measure][0] + n, found[measure][1] + 1)
        return dict(found)


def recount(session: Session, step: int) -> Recount:
    session.flush()
    measures = {row.id: row for row in session.execute(text(MEASURES))}
    lines = {row.measure_id: row.field_id for row in session.execute(text(LINES), {"step": step})}
    rule = session.execute(text(RULE), {"step": step}).one()
    people: dict[int, list[tuple[int, int]]] = defaultdict(list)
    result = Recount()
    for person, origin, measure, n in session.execute(text(ROWS), {"step": step}):
        people[person].append((measure, n))
        if origin == "paper":
            result.paper.add(person)

    def seen(measure: int) -> bool:
        one = measures[measure]
        return measure in lines and one.state == "approved" and one.deleted_at is None

    def stands_for(measure: int) -> int:
        while measures[measure].merged_into_id is not None:
            measure = measures[measure].merged_into_id
        return measure

    def pool(measure: int) -> int:
        return lines[measure] if rule.scope == "field" else 0

    for person, rows in people.items():
        stickers: list[tuple[int, int]] = []  # where it lies, where it counts
        for measure, n in rows:
            if seen(measure) and seen(stands_for(measure)):
                stickers += [(measure, stands_for(measure))] * min(n, rule.most)
        ballot: dict[int, int] = defaultdict(int)
        guests = []
        for lies, counts in stickers:
            if pool(lies) != pool(counts):
                guests.append(counts)
            elif ballot[counts] < rule.most:
                ballot[counts] += 1
            else:
                result.swallowed += 1
        for counts in shuffled(sorted(set(guests)), person, step):
            for _ in range(guests.count(counts)):
                full = sum(n for m, n in ballot.items() if pool(m) == pool(counts))
                if ballot[counts] < rule.most and full < rule.allowance:
                    ballot[counts] += 1
                else:
                    result.swallowed += 1
        for one in {pool(m) for m in ballot}:
            mine = [m for m in ballot if pool(m) == one]
            order = shuffled(mine, person, step)
            while sum(ballot[m] for m in mine) > rule.allowance:
                highest = max(ballot[m] for m in mine)
                last = [m for m in order if ballot[m] == highest][-1]
                ballot[last] -= 1
        ballot = {m: n for m, n in ballot.items() if n}
        if ballot:
            result.ballots[person] = ballot
    return result
