"""The usual selection: the best supported first, as long as the money lasts. Pure."""

from collections.abc import Sequence
from typing import Literal

from workshops.proportional.instance import Election, Exact, Support, tally, total_cost

By = Literal["voters", "points"]


def greedy(election: Election, by: By = "voters", already: Sequence[str] = ()) -> tuple[str, ...]:
    """Ids of the selected projects, in order of selection; those in `already` come first.

    Goes through the projects by support, descending, equal support by id as text ascending, and
    takes each that still fits into the budget; what does not fit is passed over. Therefore nothing
    that is left out would fit into the money left.
    """
    support = tally(election)
    order = sorted(election.projects, key=lambda p: (-_weight(support[p.id], by), p.id))
    selected = list(already)
    left = election.budget - total_cost(election, selected)
    for project in order:
        if project.id not in already and project.cost <= left:
            selected.append(project.id)
            left -= project.cost
    return tuple(selected)


def _weight(support: Support, by: By) -> Exact:
    return support.voters if by == "voters" else support.points
