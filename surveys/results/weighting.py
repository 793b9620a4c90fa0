"""Weights for the crowds of a table, from the shares that the office knows. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from surveys.questionnaire import Questionnaire
from surveys.results.raking import Raked, rake
from surveys.results.table import Table, choice_names

MOST_MARGINS = 2

Margins: TypeAlias = Mapping[str, Mapping[str, float]]
"""Question that results are compared by → choice → its share of the population, in percent."""


@dataclass(frozen=True, slots=True)
class Weighting:
    """Weights of a table's crowds, and how good they are. `unknown`: people who are in no category
    of any margin, because they have not said or cannot be told from others; they weigh 1."""

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

    They depend on the crowd alone: a weight of one's own would tell people apart.
    """
    if not margins or not table.crowds:
        return None
    shares = [{name: one / 100 for name, one in margin.items()} for margin in margins.values()]
    cells: dict[tuple[str, ...], int] = {}
    of_crowd = [tuple(crowd.values[name] for name in margins) for crowd in table.crowds]
    for cell, crowd in zip(of_crowd, table.crowds, strict=True):
        cells[cell] = cells.get(cell, 0) + crowd.size
    raked = rake(list(cells), list(cells.values()), shares)
    weights = dict(zip(cells, raked.weights, strict=True))
    unknown = sum(
        size
        for cell, size in cells.items()
        if not any(value in share for value, share in zip(cell, shares, strict=True))
    )
    return Weighting(margins, raked, tuple(weights[cell] for cell in of_crowd), unknown)
