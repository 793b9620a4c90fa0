"""What the pages know of a concept's priorities. Each page is read in a dozen queries or so,
however many workshops, measures and voters there are."""

import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from app.refused import Message, Missing
from workshops.agenda.room import Field
from workshops.concepts.going import DECIDED
from workshops.gathering.events import Event, Gathered, gathered
from workshops.gathering.places import ConceptHead, Goal, Listed, Places, concept_head, places
from workshops.gathering.placing import Placing
from workshops.gathering.ranking import Combined, combined
from workshops.gathering.ratings import SteeringGroup, steering_groups
from workshops.gathering.two_step import GoalRow, GoalVotes, Proposal, proposal
from workshops.priorities.ranking import Tally

PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Row:
    """A measure in the ranking."""

    measure: Listed
    figures: Combined

    @property
    def percent(self) -> int:
        """The share of voters, half up."""
        return int(self.figures.share * 100 + Fraction(1, 2))

    def placing(self, event: Event) -> Placing | None:
        """What this event says of it; None where it stood on no ballot there."""
        return self.figures.placings.get(event.id)


@dataclass(frozen=True, slots=True)
class RankingPage:
    """The combined ranking. `field`: the one that is shown, None for all. `unvoted` measures
    stood on no ballot; `capped` dots do not count because their measures were merged; `uncounted`
    says which votes do not count."""

    concept: ConceptHead
    fields: tuple[Field, ...]
    field: Field | None
    events: tuple[Event, ...]
    rows: tuple[Row, ...]
    unvoted: int
    capped: int
    uncounted: tuple[Message, ...]

    @property
    def counted(self) -> tuple[Event, ...]:
        """Events whose figures are in the ranking."""
        return tuple(event for event in self.events if event.counted)


def ranking_page(session: Session, name: str, field_id: int | None = None) -> RankingPage:
    """The ranking of all measures, or of a field's with the ranks that they have among all.

    Raises:
        Missing: no such concept, or no such field in it.
    """
    concept, where, found = _read(session, name)
    field = next((one for one in where.fields if one.id == field_id), None)
    if field_id is not None and field is None:
        raise Missing
    ranking = combined(found.votes, concept.gathering.order, where.measures)
    rows = tuple(
        Row(where.measures[one.measure_id], one)
        for one in ranking
        if field is None or where.measures[one.measure_id].field.id == field.id
    )
    here = [m for m in where.measures.values() if field is None or m.field.id == field.id]
    return RankingPage(
        concept,
        where.fields,
        field,
        found.events,
        rows,
        len(here) - len(rows),
        found.capped,
        found.uncounted,
    )


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """The two steps. `marked`: measures that are proposed at present."""

    concept: ConceptHead
    proposal: Proposal
    goals: Mapping[int, Goal]
    measures: Mapping[int, Listed]
    steering: tuple[SteeringGroup, ...]
    events: tuple[Event, ...]
    uncounted: tuple[Message, ...]

    @property
    def counted(self) -> bool:
        """Whether there is a vote that counts."""
        return any(event.counted for event in self.events)

    @property
    def unticked(self) -> tuple[Event, ...]:
        """Workshops with a closed rating that the concept does not gather from."""
        return tuple(one for one in self.events if one.ratings and not one.gathered)

    @property
    def marked(self) -> tuple[int, ...]:
        return tuple(id for id, one in self.measures.items() if one.decision == PROPOSED)

    @property
    def to_mark(self) -> tuple[int, ...]:
        """What would be marked anew."""
        return tuple(id for id in self.proposal.measure_ids if not self.measures[id].decision)

    @property
    def to_clear(self) -> tuple[int, ...]:
        """What is marked at present, and would not be any more."""
        return tuple(id for id in self.marked if id not in self.proposal.measure_ids)

    @property
    def nothing_new(self) -> bool:
        """Whether the council has decided on all that could be proposed."""
        chosen = self.proposal.chosen
        return not self.proposal.measure_ids and any(row.decided for row in chosen)

    @property
    def seen(self) -> str:
        """Another text whenever something else would be marked."""
        return f"{zlib.crc32(repr((self.proposal.measure_ids, self.marked)).encode()):08x}"

    @property
    def rows(self) -> tuple[GoalRow, ...]:
        """The goals that were rated or whose measures were voted on."""
        return tuple(
            row for row in self.proposal.rows if row.measures or row.decided or row.rank is not None
        )

    @property
    def untouched(self) -> int:
        """How many goals were neither; a field with goals in it is none itself."""
        seen = {row.goal_id for row in self.rows}
        parents = {one.field.id for one in self.goals.values() if not one.is_field}
        return len(self.goals.keys() - seen - parents)

    def goal(self, row: GoalRow) -> Goal:
        return self.goals[row.goal_id]


def proposal_page(session: Session, name: str) -> ProposalPage:
    """The proposal as the two steps make it at present.

    Raises:
        Missing: there is no such concept.
    """
    concept, where, found = _read(session, name)
    steering = steering_groups(session, concept.id)
    ranking = combined(found.votes, only=where.measures)
    made = proposal(
        _by_goal(where, ranking),
        [one.rated for one in steering],
        goals=concept.gathering.goals,
        measures=concept.gathering.measures,
    )
    return ProposalPage(
        concept, made, where.goals, where.measures, steering, found.events, found.uncounted
    )


def _by_goal(where: Places, ranking: list[Combined]) -> list[GoalVotes]:
    """Every goal with its measures that were voted on."""
    parts: dict[int, list[Combined]] = {id: [] for id in where.goals}
    for one in ranking:
        parts[where.measures[one.measure_id].goal.id].append(one)
    return [
        GoalVotes(
            id,
            [Tally(one.measure_id, one.dots, one.voters) for one in them],
            _voters(them),
            {one.measure_id for one in them if where.measures[one.measure_id].decision in DECIDED},
        )
        for id, them in parts.items()
    ]


def _voters(them: Collection[Combined]) -> int:
    """About how many people gave a dot to one of these, never fewer: nobody is counted by name."""
    asked = max((one.asked for one in them), default=0)
    return min(asked, sum(one.voters for one in them))


def _read(session: Session, name: str) -> tuple[ConceptHead, Places, Gathered]:
    concept = concept_head(session, name)
    return concept, places(session, concept), gathered(session, concept.id)
