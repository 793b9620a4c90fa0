"""Weights for the crowds of a table, from the shares that the office knows. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from surveys.questionnaire import Questionnaire
from surveys.results import who
from surveys.results.raking import Raked, rake
from surveys.results.table import Table, choice_names

MOST_MARGINS = 2

Margins: TypeAlias = Mapping[str, Mapping[str, float]]
"""Question that results are compared by → choice → its share of the population, in percent."""


@dataclass(frozen=True, slots=True)
class Weighting:
    """Weights of a table's crowds, and how good they are. `unknown`: people who have not answered
    any of the questions; they keep the share that they have."""

    margins: Margins
    raked: Raked
    weights: tuple[float, ...]
    unknown: int

    @property
    def usable(self) -> bool:
        """Whether results may be shown weighted: nobody is missing whom the population has."""
        return not self.raked.empty


def read(questionnaire: Questionnaire, data: Mapping[str, Any]) -> Margins:
    """The margins as the survey keeps them; what fits no question any more is left out."""
    compared = {one.name: set(choice_names(one)) for one in questionnaire.compared()}
    return {
        name: dict(shares)
        for name, shares in data.items()
        if name in compared and set(shares) <= compared[name]
    }


def weighting(table: Table, margins: Margins) -> Weighting | None:
    """Weights by these margins; None without any, or without people.

    All of a crowd weigh the same, by how the crowd is made up: a weight of one's own would tell
    people apart.
    """
    if not margins or not table.crowds:
        return None
    targets = [{name: one / 100 for name, one in margin.items()} for margin in margins.values()]
    shares = [_shares(table, name, margin) for name, margin in margins.items()]
    of_crowd = list(zip(*shares, strict=True))
    cells: dict[str, int] = {}
    for cell, crowd in zip(of_crowd, table.crowds, strict=True):
        cells[repr(cell)] = cells.get(repr(cell), 0) + crowd.size
    known = {repr(cell): cell for cell in of_crowd}
    raked = rake([known[key] for key in cells], list(cells.values()), targets)
    weights = dict(zip(cells, raked.weights, strict=True))
    unknown = sum(size for key, size in cells.items() if not any(known[key]))
    return Weighting(margins, raked, tuple(weights[repr(cell)] for cell in of_crowd), unknown)


def _shares(table: Table, name: str, margin: Mapping[str, float]) -> list[dict[str, float]]:
    """How each crowd is made up, as far as that is told anyway: weights would tell the rest."""
    return [
        {choice: part for choice, part in parts.items() if choice in margin}
        for parts in who.made_up(table, name)
    ]
