"""The combined figures, for what writes a concept as a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from workshops.gathering import ranking
from workshops.gathering.events import gathered
from workshops.gathering.places import concept_head, places


@dataclass(frozen=True, slots=True)
class Figures:
    """One measure over all events of its concept. `share`, 0 to 1: of the voters who had it on
    their ballot, how many gave it a dot. `rank`: by the order that the office has chosen.
    `events`: on how many ballots it stood; `first_third`: how many placed it there.
    """

    dots: int
    voters: int
    share: float
    rank: int
    events: int
    first_third: int


def combined(session: Session, name: str) -> Mapping[int, Figures]:
    """Measure -> its figures, the best first; only measures that stood on a ballot that counts.

    Raises:
        Missing: there is no such concept.
    """
    concept = concept_head(session, name)
    here = places(session, concept).measures
    rows = ranking.combined(gathered(session, concept.id).votes, concept.gathering.order, here)
    return {
        row.measure_id: Figures(
            row.dots, row.voters, float(row.share), row.rank, row.events, row.first_third
        )
        for row in rows
    }
