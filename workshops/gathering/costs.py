"""A proportional second opinion within a budget, read for its page and for its file."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Message, Refused, say
from workshops.dots.counts import ballots_of_all
from workshops.gathering.election import Opinion, Voter, anonymous, election, opinion, voters
from workshops.gathering.events import Event, Gathered, gathered
from workshops.gathering.places import ConceptHead, Listed, concept_head, places
from workshops.gathering.ranking import Combined, combined
from workshops.models import Participant
from workshops.proportional import pabulib_write
from workshops.schemes import library
from workshops.schemes.columns import Money, money


@dataclass(frozen=True, slots=True)
class Costed:
    """All that the second opinion is made from.

    `costs`: measure -> cents, of those that were voted on; `unknown`: voted on, but without a cost
    in this currency. `column` is None where the scheme keeps no costs. `uncounted` says which votes
    do not count.
    """

    concept: ConceptHead
    events: tuple[Event, ...]
    uncounted: tuple[Message, ...]
    ranking: tuple[Combined, ...]
    measures: Mapping[int, Listed]
    voters: tuple[Voter, ...]
    column: str | None
    currency: str
    costs: Mapping[int, int]
    unknown: tuple[int, ...]
    yearly: int  # measures whose cost is one of each year
    about: int  # measures whose cost is a guess

    @property
    def whole(self) -> int:
        """What all measures with a cost would cost together, in cents."""
        return sum(self.costs.values())

    def cost_of(self, ids: Iterable[int]) -> int:
        """What these cost together, in cents."""
        return sum(self.costs[id] for id in ids)


def costed(session: Session, name: str, language: str) -> Costed:
    """Votes and costs of a concept; `language` names the column of costs.

    Raises:
        Missing: there is no such concept.
    """
    concept = concept_head(session, name)
    here, found = places(session, concept).measures, gathered(session, concept.id)
    ranking = combined(found.votes, concept.gathering.order, here)
    column = next(library.load(session, concept.scheme).of_kind("money"), None)
    known = _known(here, ranking, column.key if column else "")
    currency = next((one.currency for one in known.values()), "EUR")
    priced = {id: one for id, one in known.items() if one.currency == currency}
    return Costed(
        concept,
        found.counted,
        found.uncounted,
        tuple(ranking),
        here,
        tuple(_voters(session, concept.id, found, ranking)),
        column.naming.name(language) if column else None,
        currency,
        {id: one.cents for id, one in priced.items() if one.cents is not None},
        tuple(one.measure_id for one in ranking if one.measure_id not in priced),
        sum(one.per == "year" for one in priced.values()),
        sum(one.about for one in priced.values()),
    )


def everybody(session: Session, name: str) -> tuple[Voter, ...]:
    """Everybody who has voted in what the concept gathers from, whatever measures cost.

    Raises:
        Missing: there is no such concept.
    """
    concept = concept_head(session, name)
    here, found = places(session, concept).measures, gathered(session, concept.id)
    ranking = combined(found.votes, concept.gathering.order, here)
    return tuple(_voters(session, concept.id, found, ranking))


def second_opinion(found: Costed, budget: int, worth: str) -> Opinion:
    """What the ranking and Equal Shares would select within `budget` cents, of the measures that
    somebody gave a dot.

    Raises:
        Refused: nobody has voted whose vote counts.
    """
    _check_voters(found)
    ranked = [one.measure_id for one in found.ranking if one.dots]
    costs = {id: found.costs[id] for id in ranked if id in found.costs}
    return opinion(found.voters, ranked, costs, budget, worth)


def made_from(found: Costed, budget: int, worth: str) -> str:
    """Another text whenever `second_opinion` has something else to go by."""
    order = [(one.measure_id, one.dots) for one in found.ranking]
    whole = repr((budget, worth, order, sorted(found.costs.items()), found.voters))
    return hashlib.blake2b(whole.encode(), digest_size=16).hexdigest()


def election_file(found: Costed, budget: int, worth: str, language: str) -> bytes:
    """The election in the format of pabulib.org. Voters have random numbers, in random order.

    Raises:
        Refused: nobody has voted whose vote counts.
    """
    _check_voters(found)
    made = anonymous(election(found.voters, found.costs, budget, worth), secrets.SystemRandom())
    named = tuple(
        replace(one, name=" ".join(found.measures[int(one.id)].text(language).split()))
        for one in made.projects
    )
    meta = {"description": " ".join(found.concept.title.split()), "currency": found.currency}
    return pabulib_write.write(replace(made, projects=named, meta=meta))


def _check_voters(found: Costed) -> None:
    if not found.voters:
        raise Refused(
            say("Fewer than 5 people have voted: what they chose is not shown by itself."), 422
        )


def _known(here: Mapping[int, Listed], ranking: list[Combined], key: str) -> dict[int, Money]:
    """Measure -> its cost, where there is an amount."""
    values = {one.measure_id: money(here[one.measure_id].columns.get(key)) for one in ranking}
    return {id: one for id, one in values.items() if one and one.cents is not None}


def _voters(
    session: Session, concept_id: int, found: Gathered, ranking: list[Combined]
) -> list[Voter]:
    event_of = {vote.step: vote.event for vote in found.votes}
    rooms = {step.workshop_id for step in found.steps}
    rows = session.execute(
        select(Participant.id, Participant.person_id).where(
            Participant.workshop_id.in_(rooms), Participant.person_id.is_not(None)
        )
    )
    person_of = {row[0]: row[1] for row in rows if row[1] is not None}
    placed = ballots_of_all(session, concept_id, found.steps)
    return voters(ranking, placed, event_of, person_of)
