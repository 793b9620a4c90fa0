"""What is shown while ballots on paper are entered, and before they are printed.

Until the vote is closed nobody sees how the dots lie; of the ballots on paper the page shows the
one that was just entered or asked for by its number, and of the others only the numbers.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Message, Missing
from workshops.agenda.kinds import title_of
from workshops.agenda.room import Field, RoomStep
from workshops.dots.rules import Rule
from workshops.dots.services import rule_of
from workshops.models import Dots, PaperBallot, Participant, Step, VoteRule, Workshop
from workshops.paper.lines import Line, lines_on_paper, workshop_fields
from workshops.paper.rules import typed_as
from workshops.paper.services import PAPER, SPOILED, find_vote, voter_key


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot that was entered. `marks`: the lines with their dots; `typed`: as one types them."""

    number: int
    spoiled: bool
    marks: tuple[tuple[Line, int], ...]
    typed: str


@dataclass(frozen=True, slots=True)
class Entered:
    number: int
    spoiled: bool


@dataclass(frozen=True, slots=True)
class OtherVote:
    step_id: int
    title: Message | str


@dataclass(frozen=True, slots=True)
class PaperPage:
    """`printed`: the highest number that was printed, 0 where nothing was. `rule_changed`: the
    rule is another one than on the printed ballots."""

    code: str
    title: str
    date: dt.date | None
    place: str
    languages: tuple[str, ...]
    step: RoomStep
    step_title: Message | str
    rule: Rule
    lines: tuple[Line, ...]
    fields: tuple[Field, ...]
    entered: tuple[Entered, ...]
    printed: int
    rule_changed: bool
    others: tuple[OtherVote, ...]

    @property
    def spoiled(self) -> int:
        return sum(one.spoiled for one in self.entered)

    @property
    def last(self) -> int:
        """The highest number that was entered."""
        return self.entered[-1].number if self.entered else 0


def paper_page(session: Session, workshop_id: int, step_id: int) -> PaperPage:
    """
    Raises:
        Missing: not a vote in this workshop's agenda.
    """
    step = find_vote(session, workshop_id, step_id)
    workshop = session.get_one(Workshop, workshop_id)
    rule = rule_of(session, step)
    entered = _entered(session, step)
    paper = step.settings.get("paper", {})
    return PaperPage(
        workshop.code,
        workshop.title,
        workshop.date,
        workshop.place,
        tuple(workshop.languages),
        step,
        title_of(step),
        rule,
        lines_on_paper(session, step),
        workshop_fields(session, workshop_id),
        entered,
        paper.get("last", 0),
        "rule" in paper and paper["rule"] != [rule.scope, rule.allowance, rule.most],
        tuple(one for one in votes_of(session, workshop_id) if one.step_id != step_id),
    )


def votes_of(session: Session, workshop_id: int) -> tuple[OtherVote, ...]:
    """The votes in the agenda, in their order."""
    rows = session.scalars(
        select(Step)
        .join(VoteRule, VoteRule.step_id == Step.id)
        .where(Step.workshop_id == workshop_id, Step.position >= 0)
        .order_by(Step.position)
    )
    return tuple(OtherVote(step.id, title_of(step)) for step in rows)


def present_vote(session: Session, workshop_id: int) -> int:
    """The vote that the room is in or was in last; before it, the first one.

    Raises:
        Missing: the agenda has no vote.
    """
    position = session.scalar(select(Workshop.position).where(Workshop.id == workshop_id)) or 0
    rows = session.execute(
        select(Step.id, Step.position)
        .join(VoteRule, VoteRule.step_id == Step.id)
        .where(Step.workshop_id == workshop_id, Step.position >= 0)
        .order_by(Step.position)
    ).all()
    if not rows:
        raise Missing
    return int(next((row.id for row in reversed(rows) if row.position <= position), rows[0].id))


def ballot_on_paper(session: Session, workshop_id: int, step_id: int, number: int) -> Ballot | None:
    """What was entered for this number; None where nothing was."""
    step = find_vote(session, workshop_id, step_id)
    row = session.execute(
        select(PaperBallot.participant_id, PaperBallot.state)
        .join(Participant, Participant.id == PaperBallot.participant_id)
        .where(
            PaperBallot.step_id == step_id,
            Participant.workshop_id == workshop_id,
            Participant.key == voter_key(number),
        )
    ).one_or_none()
    if row is None:
        return None
    lying = session.execute(
        select(Dots.measure_id, Dots.count).where(
            Dots.step_id == step_id, Dots.participant_id == row.participant_id
        )
    )
    dots = {row[0]: row[1] for row in lying}
    marks = tuple(
        (line, dots[line.measure_id])
        for line in lines_on_paper(session, step)
        if line.measure_id in dots
    )
    typed = typed_as({line.number: count for line, count in marks})
    return Ballot(number, row.state == SPOILED, marks, typed)


def _entered(session: Session, step: RoomStep) -> tuple[Entered, ...]:
    rows = session.execute(
        select(Participant.key, PaperBallot.state)
        .join(PaperBallot, PaperBallot.participant_id == Participant.id)
        .where(PaperBallot.step_id == step.id, Participant.origin == PAPER)
    )
    found = [Entered(int(row.key.partition("/")[2]), row.state == SPOILED) for row in rows]
    return tuple(sorted(found, key=lambda one: one.number))


def next_after(page: PaperPage, number: int) -> int:
    """The next number that was not entered yet: the one to go on with."""
    known = {one.number for one in page.entered}
    while (number := number + 1) in known:
        pass
    return number
