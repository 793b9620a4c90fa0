"""What people voted, over all events: only what nobody can be found by."""

from workshops.followup.lines import Figures
from workshops.gathering.events import Gathered
from workshops.gathering.ranking import combined


def figures_of(found: Gathered) -> dict[int, Figures]:
    """Measure -> its dots and voters over the votes that count."""
    ranking = combined(found.votes)
    return {row.measure_id: Figures(row.dots, row.voters, row.events) for row in ranking}
