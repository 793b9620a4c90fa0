"""What is typed where an agenda is changed."""

from collections.abc import Mapping
from typing import Any

from app.database.base import LARGEST
from app.refused import Missing, Refused
from app.web.forms import Form
from workshops.agenda.kinds import TABLE
from workshops.agenda.rules import LONGEST_TITLE, MOST_STEPS
from workshops.agenda.timer import LONGEST


class StepForm(Form):
    """Title and minutes of a step; both may stay empty."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.title = self.text("title", most=LONGEST_TITLE, required=None)
        self.minutes = self.whole("minutes", low=1, high=LONGEST, required=False)
        if self.errors:
            raise Refused(next(iter(self.errors.values())), 422)


class NewStepForm(StepForm):
    """A step to be added, behind the step `after`; 0 is the beginning."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.kind = self.choice("kind", TABLE)
        after = self.whole("after", low=0, high=LARGEST)
        if self.errors or after is None:
            raise Refused(next(iter(self.errors.values())), 422)
        self.after = after


def place_in(data: Mapping[str, Any]) -> int:
    """Where a step is to be moved, counted from 0.

    Raises:
        Missing: no page of ours sends that.
    """
    place = Form(data).whole("place", low=0, high=MOST_STEPS)
    if place is None:
        raise Missing
    return place
