"""Results of a vote: per field and overall, for screens, phones and exports.

Everything comes through `dots.counting.count`, which says nothing before the vote is closed; so
what is read here cannot leak a count early, whoever asks.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Message, Missing, say_n
from workshops.agenda.kinds import title_of
from workshops.agenda.room import Room, RoomStep, room
from workshops.dots.counting import Count, count
from workshops.dots.reads import own_dots
from workshops.dots.rules import Rule
from workshops.dots.scope import RUNOFF
from workshops.dots.services import ballot_fields, rule_of
from workshops.dots.turnout import people_of
from workshops.models import BallotLine, Measure
from workshops.participants.guest import Guest
from workshops.priorities.pages import (
    FIRST,
    Cut,
    FieldResults,
    Result,
    ResultsPage,
    Rows,
)
from workshops.priorities.ranking import Band, Tally, few_of, practically_tied, ranked

__all__ = [
    "Result",
    "ResultsPage",
    "own_in_results",
    "results",
    "results_for_moderator",
    "results_of",
]

VOTE = "vote"


def results(session: Session, room: Room) -> ResultsPage:
    """The results of the vote that the present step looks back on."""
    step = _vote_before(room.steps, room.position)
    if step is None:
        return ResultsPage("none")
    return results_of(session, room, step)


def results_of(session: Session, room: Room, step: RoomStep) -> ResultsPage:
    """The results of this vote step; without any number until it is closed.

    `room` is the step's own: the plenary may ask for a vote of one of its groups.
    """
    by_id = {field.id: field for field in room.fields}
    counted = count(session, step, by_id)
    if counted is None:
        return ResultsPage(step.state, step)
    field_of = ballot_fields(session, step.id)
    rule = rule_of(session, step)
    first = step.settings.get("first", FIRST)
    texts = _texts(session, step.id)

    def part(tallies: Iterable[Tally], voters: int, cuts: bool) -> tuple[Rows, Cut | None]:
        rows = ranked(tallies)
        few = 0 if RUNOFF in step.settings else few_of(voters)
        band = practically_tied(rows, first, few) if cuts else Band()
        joined = set(band.tied[:-1])
        shown = tuple(
            Result(
                row.measure_id,
                *texts[row.measure_id],
                row.dots,
                row.voters,
                row.rank,
                by_id[field_of[row.measure_id]],
                row.measure_id in joined,
                row.capped,
                row.paper_dots,
                row.paper_voters,
            )
            for row in rows
        )
        return shown, Cut(first, band) if cuts else None

    parts = _by_field(counted.tallies, field_of)
    overall, cut = part(counted.tallies, counted.voters, rule.scope == "step")
    per_field = rule.scope == "field"
    return ResultsPage(
        state=step.state,
        step=step,
        sentence=rule.sentence(),
        people=max(people_of(session, room, step), counted.voters - counted.paper_voters),
        voters=counted.voters,
        dots=sum(t.dots for t in counted.tallies),
        overall=overall,
        fields=tuple(
            FieldResults(
                field, *part(parts[field.id], counted.field_voters.get(field.id, 0), per_field)
            )
            for field in room.fields
            if field.id in parts
        ),
        paper_voters=counted.paper_voters,
        paper_dots=sum(t.paper_dots for t in counted.tallies),
        first=first,
        cut=cut,
        notes=_notes(counted, rule),
    )


def _notes(counted: Count, rule: Rule) -> tuple[Message, ...]:
    """Which dots do not count, and why."""
    said = []
    if counted.capped:
        said.append(
            say_n(
                "Measures were merged, and at most %(most)d of one person’s dots count on one: "
                "%(num)d dot does not count.",
                "Measures were merged, and at most %(most)d of one person’s dots count on one: "
                "%(num)d dots do not count.",
                counted.capped,
                most=rule.most,
            )
        )
    if counted.over:
        said.append(
            say_n(
                "The rule was changed during the vote: %(num)d dot that it does not allow any "
                "more does not count.",
                "The rule was changed during the vote: %(num)d dots that it does not allow any "
                "more do not count.",
                counted.over,
            )
        )
    return tuple(said)


def own_in_results(session: Session, room: Room, guest: Guest) -> dict[int, int]:
    """What one participant sees beside the results: measure -> their own dots that count."""
    step = _vote_before(room.steps, room.position)
    return own_dots(session, step, guest.id) if step else {}


def results_for_moderator(
    session: Session, workshop_id: int, step_id: int | None = None
) -> tuple[Room, ResultsPage]:
    """The newest vote's results, or those of another vote, in whatever step the room is.

    Raises:
        Missing: there is no such vote in this workshop's agenda.
    """
    found = room(session, workshop_id)
    step = _newest_vote(found.steps)
    if step_id is not None:
        step = next((s for s in found.steps if s.id == step_id and s.kind == VOTE), None)
        if step is None:
            raise Missing
    page = results_of(session, found, step) if step else ResultsPage("none")
    votes = tuple((one.id, title_of(one)) for one in found.steps if one.kind == VOTE)
    return found, replace(page, votes=votes)


def _vote_before(steps: tuple[RoomStep, ...], position: int) -> RoomStep | None:
    votes = [step for step in steps if step.kind == VOTE and step.position <= position]
    return votes[-1] if votes else None


def _newest_vote(steps: tuple[RoomStep, ...]) -> RoomStep | None:
    """The last closed vote of the agenda, run-offs too; the last vote where none is closed."""
    votes = [step for step in steps if step.kind == VOTE]
    closed = [step for step in votes if step.state == "closed"]
    found = closed or votes
    return found[-1] if found else None


def _by_field(tallies: list[Tally], field_of: dict[int, int]) -> dict[int, list[Tally]]:
    parts: dict[int, list[Tally]] = defaultdict(list)
    for one in tallies:
        parts[field_of[one.measure_id]].append(one)
    return parts


def _texts(session: Session, step_id: int) -> dict[int, tuple[dict[str, str], str]]:
    rows = session.execute(
        select(Measure.id, Measure.texts, Measure.language)
        .join(BallotLine, BallotLine.measure_id == Measure.id)
        .where(BallotLine.step_id == step_id)
    )
    return {row.id: (row.texts, row.language) for row in rows}
