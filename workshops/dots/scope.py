"""What a vote is on: everything, some fields, chosen measures, or the best ones of a vote."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Message, say, say_n
from workshops.agenda.room import STEP, RoomStep
from workshops.dots.counting import tally
from workshops.dots.lines import ballot_fields
from workshops.followup.rules import DECIDED
from workshops.measures.candidates import measures_by_field
from workshops.models import Measure, Step, Workshop, WorkshopNode
from workshops.priorities.ranking import ranked

SOURCES = ("all", "fields", "best", "measures")
RUNOFF = "runoff_of"  # in a step's settings: the vote whose tie it decides


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the measures come from. Only what belongs to the `source` is looked at.

    "fields": these `fields` (nodes). "measures": these `measures`. "best": the first `best` ranks
    of each field in the last results, and all who share the last of these ranks. "all" and
    "fields" leave out what the council has decided on, unless `decided` ones are meant, too.
    """

    source: str = "all"
    fields: tuple[int, ...] = ()
    measures: tuple[int, ...] = ()
    best: int = 3
    decided: bool = False

    @staticmethod
    def of(settings: Mapping[str, Any]) -> "Scope":
        source = settings.get("source", "all")
        return Scope(
            source if source in SOURCES else "all",
            tuple(settings.get("fields", ())),
            tuple(settings.get("measures", ())),
            settings.get("best", 3),
            settings.get("decided", False),
        )

    def settings(self) -> dict[str, Any]:
        """As a step keeps it."""
        return {
            "source": self.source,
            "fields": list(self.fields),
            "measures": list(self.measures),
            "best": self.best,
            "decided": self.decided,
        }

    def sentence(self) -> Message:
        if self.source == "fields":
            return say_n(
                "On the ballot: the measures of %(num)d field.",
                "On the ballot: the measures of %(num)d fields.",
                len(self.fields),
            )
        if self.source == "best":
            return say_n(
                "On the ballot: the first %(num)d of each field in the last results.",
                "On the ballot: the first %(num)d of each field in the last results.",
                self.best,
            )
        if self.source == "measures":
            return say_n(
                "On the ballot: %(num)d chosen measure.",
                "On the ballot: %(num)d chosen measures.",
                len(self.measures),
            )
        return say("On the ballot: all measures.")


def candidates(session: Session, step: RoomStep, scope: Scope | None = None) -> dict[int, int]:
    """Measure that would stand on the ballot now -> its field, field after field.

    Source: docs/dot-voting.md, "The ballot".
    """
    scope = scope or Scope.of(step.settings)
    there = measures_by_field(session, step.workshop_id)
    if scope.source == "fields":
        there = {m: f for m, f in there.items() if f in scope.fields}
    elif scope.source == "measures":
        chosen = _roots(session, scope.measures)
        there = {m: f for m, f in there.items() if m in chosen}
    elif scope.source == "best":
        best = _best(session, step, scope.best)
        there = {m: f for m, f in there.items() if m in best}
    if scope.source in ("all", "fields") and not scope.decided:
        out = decided_of(session, there)
        there = {m: f for m, f in there.items() if m not in out}
    query = select(WorkshopNode.node_id).where(WorkshopNode.workshop_id == step.workshop_id)
    order = list(session.scalars(query.order_by(WorkshopNode.position, WorkshopNode.node_id)))
    return dict(sorted(there.items(), key=lambda item: order.index(item[1])))


def left_out(session: Session, step: RoomStep) -> int:
    """How many measures would stand on the ballot now, had the council not decided on them."""
    everything = candidates(session, step, replace(Scope.of(step.settings), decided=True))
    return len(everything) - len(candidates(session, step))


def decided_of(session: Session, measures: Collection[int]) -> dict[int, str]:
    """Those on which the council has decided -> "adopted" or "rejected"."""
    rows = session.execute(
        select(Measure.id, Measure.decision).where(
            Measure.id.in_(measures), Measure.decision.in_(DECIDED)
        )
    )
    return {row.id: row.decision for row in rows if row.decision}


def _roots(session: Session, measures: tuple[int, ...]) -> set[int]:
    """These measures, or what they have been merged into since."""
    found = set(measures)
    while merged := set(
        session.scalars(
            select(Measure.merged_into_id).where(
                Measure.id.in_(found),
                Measure.merged_into_id.is_not(None),
                Measure.merged_into_id.not_in(found),
            )
        )
    ):
        found |= {id for id in merged if id is not None}
    return found


def _best(session: Session, step: RoomStep, first: int) -> set[int]:
    best: set[int] = set()
    for vote in last_votes(session, step):
        fields = ballot_fields(session, vote.id)
        counted = tally(session, vote) or []
        for field_id in set(fields.values()):
            part = ranked(one for one in counted if fields[one.measure_id] == field_id)
            best |= {row.measure_id for row in part if row.rank <= first and row.dots}
    return best


def last_votes(session: Session, step: RoomStep) -> list[RoomStep]:
    """The closed vote before this step; where there is none, the last one of each group."""
    closed = (
        select(*STEP)
        .where(Step.kind == "vote", Step.state == "closed", Step.position >= 0)
        .order_by(Step.workshop_id, Step.position)
    )
    before = Step.position < (step.position if step.position >= 0 else 1000)
    own = _last_of_each(session, closed.where(Step.workshop_id == step.workshop_id, before))
    groups = select(Workshop.id).where(
        Workshop.parent_id == step.workshop_id, Workshop.removed_at.is_(None)
    )
    return own or _last_of_each(session, closed.where(Step.workshop_id.in_(groups)))


def _last_of_each(session: Session, query: Any) -> list[RoomStep]:
    votes = [RoomStep(*row) for row in session.execute(query)]
    last = {vote.workshop_id: vote for vote in votes if RUNOFF not in vote.settings}
    return list(last.values())
