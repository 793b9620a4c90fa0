"""Counting the closed votes of many workshops at once, in as many queries as for one.

What counts is said where it is for a single vote, in `counting`: only the reading is another.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.database.base import Base
from workshops.agenda.room import RoomStep
from workshops.dots.counting import AT_ONCE, PAPER, Count, summed, what_counts
from workshops.dots.effective import Line, Lines, ballot_fields_of
from workshops.dots.lines import LINE, line_of
from workshops.dots.rules import Rule
from workshops.models import Measure, Node, Participant, VoteRule

_lines, _measures = Base.metadata.tables["ballot_lines"], Base.metadata.tables["measures"]
_dots = Base.metadata.tables["dots"]
_LINES = (
    select(_lines.c.step_id, _measures.c.id, *LINE)
    .join(_measures, _measures.c.id == _lines.c.measure_id)
    .where(_lines.c.step_id.in_(bindparam("steps", expanding=True)))
)
_ROWS = (
    select(_dots.c.step_id, _dots.c.participant_id, _dots.c.measure_id, _dots.c.count)
    .where(_dots.c.step_id.in_(bindparam("steps", expanding=True)))
    .order_by(_dots.c.step_id, _dots.c.participant_id, _dots.c.measure_id)
)


def count_all(session: Session, concept_id: int, steps: Collection[RoomStep]) -> dict[int, Count]:
    """Step -> its vote counted, as `count` does, of those of these steps that are closed.

    All are votes of workshops of this concept.
    """
    votes = _closed(session, concept_id, steps)
    on_paper = _on_paper(session, {step.workshop_id for step in steps if step.id in votes})
    return {
        id: summed(
            what_counts(id, vote.rule, vote.lines, vote.ballots),
            ballot_fields_of(vote.lines),
            on_paper,
        )
        for id, vote in votes.items()
    }


def ballots_of_all(
    session: Session, concept_id: int, steps: Collection[RoomStep]
) -> dict[int, dict[int, dict[int, int]]]:
    """Step -> participant -> measure -> dots that count, of those of these steps that are closed.

    For what looks at whole ballots: no page and no file may say whose they are.
    """
    return {
        id: {
            person: counts.dots
            for person, counts in what_counts(id, vote.rule, vote.lines, vote.ballots)
            if counts.dots
        }
        for id, vote in _closed(session, concept_id, steps).items()
    }


@dataclass(frozen=True, slots=True)
class _Closed:
    """All there is of a closed vote: `ballots` are participant, and measure -> dots as placed."""

    rule: Rule
    lines: Lines
    ballots: list[tuple[int, dict[int, int]]]


def _closed(session: Session, concept_id: int, steps: Collection[RoomStep]) -> dict[int, _Closed]:
    """This is the only door: what is not closed is not read."""
    ids = [step.id for step in steps if step.state == "closed"]
    if not ids:
        return {}
    rules, lines = _rules(session, ids), _lines_of(session, concept_id, ids)
    ballots = _ballots(session, ids)
    return {id: _Closed(rules[id], lines[id], ballots[id]) for id in ids}


def _rules(session: Session, ids: Collection[int]) -> dict[int, Rule]:
    rows = session.execute(
        select(VoteRule.step_id, VoteRule.scope, VoteRule.allowance, VoteRule.most).where(
            VoteRule.step_id.in_(ids)
        )
    )
    return {row.step_id: Rule(row.scope, row.allowance or 0, row.most) for row in rows}


def _lines_of(session: Session, concept_id: int, ids: Collection[int]) -> dict[int, Lines]:
    """Step -> the lines of its ballot, and the measures into which they are merged, however far.

    A target without a line of its own takes no dots there.
    """
    merged = session.execute(
        select(Measure.id, Measure.merged_into_id)
        .join(Node, Node.id == Measure.node_id)
        .where(Node.concept_id == concept_id, Measure.merged_into_id.is_not(None))
    )
    into = {row.id: row.merged_into_id for row in merged}
    found: dict[int, dict[int, Line]] = defaultdict(dict)
    for row in session.execute(_LINES, {"steps": ids}):
        found[row.step_id][row.id] = line_of(row)
    for lines in found.values():
        for measure_id in list(lines):
            while (measure_id := into.get(measure_id, 0)) and measure_id not in lines:
                lines[measure_id] = Line(0, False, into.get(measure_id))
    return {id: found[id] for id in ids}


def _on_paper(session: Session, workshops: Collection[int]) -> set[int]:
    query = select(Participant.id).where(
        Participant.workshop_id.in_(workshops), Participant.origin == PAPER
    )
    return set(session.scalars(query))


def _ballots(session: Session, ids: Collection[int]) -> dict[int, list[tuple[int, dict[int, int]]]]:
    """Step -> participant, and measure -> dots as they were placed."""
    found: dict[int, list[tuple[int, dict[int, int]]]] = {id: [] for id in ids}
    rows = session.execute(_ROWS, {"steps": ids}, execution_options={"yield_per": AT_ONCE})
    present, placed = (0, 0), dict[int, int]()
    for step_id, participant_id, measure_id, n in rows:
        if (step_id, participant_id) != present:
            present, placed = (step_id, participant_id), {}
            found[step_id].append((participant_id, placed))
        placed[measure_id] = n
    return found
