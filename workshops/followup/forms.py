"""What the office types and ticks: filters of the list, a decision, a report."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from app.refused import say
from app.web.forms import Form
from workshops.followup.lines import Branch, Followed
from workshops.followup.rules import (
    DECISION_NAMES,
    STATUS_NAMES,
    Standing,
    wrong_with_decision,
    wrong_with_report,
)

Data = Mapping[str, Any] | None

MOST_REASON = 2000  # characters
MOST_BODY = 300
OVERDUE = "overdue"
TICK_SOME = say("Please tick at least one measure.")


class Filter(Form):
    """Which measures the list shows; what is empty or unknown shows all."""

    def __init__(self, data: Data) -> None:
        super().__init__(data)
        typed = self.values
        self.field = int(typed["field"]) if typed.get("field", "").isdecimal() else None
        self.decision = _known(typed.get("decision", ""), DECISION_NAMES)
        self.status = _known(typed.get("status", ""), (*STATUS_NAMES, OVERDUE))

    @property
    def query(self) -> str:
        """As it stands in an address; empty where everything is shown."""
        return urlencode([(key, value) for key, value in self.chosen if value])

    @property
    def chosen(self) -> list[tuple[str, str]]:
        field = "" if self.field is None else str(self.field)
        return [("field", field), ("decision", self.decision), ("status", self.status)]

    def shown(
        self, fields: Iterable[Branch], today: dt.date
    ) -> list[tuple[Branch, list[Followed]]]:
        """The fields with their measures that pass."""
        parts = [
            (field, [one for one in field.all_measures() if self._passes(one, today)])
            for field in fields
            if self.field in (None, field.id)
        ]
        return [(field, measures) for field, measures in parts if measures]

    def _passes(self, measure: Followed, today: dt.date) -> bool:
        if self.decision not in ("", measure.decided):
            return False
        if self.status == OVERDUE:
            return measure.is_overdue(today)
        if self.status == "none":  # of those that are reported on
            return measure.decided == "adopted" and measure.status == "none"
        return self.status in ("", measure.status)


class DecisionForm(Form):
    """The council's decision on the measures that were ticked."""

    def __init__(self, data: Data, today: dt.date) -> None:
        super().__init__(data)
        self.measures = [int(id) for id in self.many("measure") if _is_id(id)]
        self.decision = self.values.get("chosen", "")
        self.decided_on = self.date("decided_on")
        if not self.measures:
            self.refuse("measure", TICK_SOME)
        wrong = wrong_with_decision(self.decision, self.decided_on, today)
        for field, message in wrong.items():
            self.refuse("chosen" if field == "decision" else field, message)


class ReportForm(Form):
    """A report on a measure. `reason` is typed in several languages, the first is the concept's."""

    def __init__(
        self, data: Data, languages: list[str], before: Standing | None, today: dt.date
    ) -> None:
        super().__init__(data)
        self.status = self.values.get("status", "")
        self.on = self.date("on")
        self.next_on = self.date("next_on")
        self.body = " ".join(self.text("body", most=MOST_BODY, required=None).split())
        self.reason = {
            tag: self.text(f"reason-{tag}", most=MOST_REASON, required=None) for tag in languages
        }
        wrong = wrong_with_report(
            before,
            status=self.status,
            on=self.on,
            reason=self.reason[languages[0]],
            next_on=self.next_on,
            today=today,
        )
        for field, message in wrong.items():
            self.refuse(f"reason-{languages[0]}" if field == "reason" else field, message)


def _known(value: str, options: Iterable[str]) -> str:
    return value if value in options else ""


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 10
