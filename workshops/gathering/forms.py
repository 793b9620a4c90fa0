"""What the office types and ticks on the pages of priorities."""

from collections.abc import Mapping
from typing import Any

from app.database.base import LARGEST
from app.web.forms import Form
from workshops.gathering.rules import MOST_GOALS, MOST_MEASURES
from workshops.merging.rules import LONGEST

MANY = 200  # measures in one form

Data = Mapping[str, Any]


class SizeForm(Form):
    """How many goals are proposed, and how many measures of each."""

    def __init__(self, data: Data) -> None:
        super().__init__(data)
        self.goals = self.whole("goals", low=1, high=MOST_GOALS)
        self.measures = self.whole("measures", low=1, high=MOST_MEASURES)


class ChoiceForm(Form):
    """Measures that were ticked, which of them stays, and the words that were searched for.

    `settled`: it was said whose values stay; `columns`: column -> the measure whose value does.
    """

    def __init__(self, data: Data) -> None:
        super().__init__(data)
        self.chosen = numbers(self.many("measure")[:MANY])
        marked = numbers([self.values.get("target", "")])
        self.target = next(iter(marked & self.chosen), None)
        self.title = " ".join(self.values.get("title", "").split())[: LONGEST * 2]
        self.words = self.values.get("q", "")[:200]
        self.settled = self.ticked("settled")
        self.columns = {
            key.removeprefix("column-"): id
            for key, value in self.values.items()
            if key.startswith("column-")
            for id in numbers([value])
        }


def numbers(typed: list[str]) -> set[int]:
    """The ids in these texts."""
    found = {int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 11}
    return {one for one in found if 0 < one <= LARGEST}
