"""What people voted, over all events: only what nobody can be found by."""

from sqlalchemy.orm import Session

from workshops.followup.lines import Figures
from workshops.gathering.events import gathered
from workshops.gathering.ranking import combined
from workshops.process.withholding import FEWEST


def figures_of(session: Session, concept_id: int) -> dict[int, Figures]:
    """Measure -> its dots and voters over all closed votes of events that the concept gathers.
    Votes of fewer than five people are in no sum. Source: docs/process-report.md."""
    votes = [vote for vote in gathered(session, concept_id).votes if vote.voters >= FEWEST]
    return {row.measure_id: Figures(row.dots, row.voters, row.events) for row in combined(votes)}
