"""What the office types about a run: its title, its times, its limit."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from app.refused import say
from app.web.forms import Form
from surveys.answering.runs import RunLine
from surveys.office.forms import one_line

MOST_PEOPLE = 1_000_000


class RunForm(Form):
    """A run, new or changed: `before`. Times are those on the wall of the city, as browsers send
    them."""

    def __init__(
        self,
        data: Mapping[str, Any],
        zone: ZoneInfo,
        now: dt.datetime,
        before: RunLine | None = None,
    ) -> None:
        super().__init__(data)
        self.title = one_line(self.text("title", most=200))
        self.opens_at = self._time("opens_at", zone)
        self.closes_at = self._time("closes_at", zone)
        self.most = self.whole("most", low=1, high=MOST_PEOPLE, required=False)
        self.tickets_only = self.ticked("tickets_only")
        self.interviews = self.ticked("interviews")
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            self.refuse("closes_at", say("It closes before it opens: please check the times."))
        known = _typed(before.closes_at, zone) if before else ""
        if self.closes_at and self.closes_at <= now and self.values["closes_at"].strip() != known:
            self.refuse("closes_at", say("This time has passed. To close it now, use “Close it”."))

    @staticmethod
    def empty() -> Form:
        return Form({})

    @staticmethod
    def of(run: RunLine, zone: ZoneInfo) -> Form:
        """The form's values for this run."""
        values = {
            "title": run.title,
            "opens_at": _typed(run.opens_at, zone),
            "closes_at": _typed(run.closes_at, zone),
            "most": str(run.most or ""),
        }
        ticks = {"tickets_only": run.tickets_only, "interviews": run.interviews}
        return Form(values | {name: "yes" for name, ticked in ticks.items() if ticked})

    def said(self) -> dict[str, Any]:
        """What services want. Only where `ok`."""
        return {
            "title": self.title,
            "opens_at": self.opens_at,
            "closes_at": self.closes_at,
            "most": self.most,
            "tickets_only": self.tickets_only,
            "interviews": self.interviews,
        }

    def _time(self, name: str, zone: ZoneInfo) -> dt.datetime | None:
        text = self.values.get(name, "").strip()
        try:
            return (
                dt.datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(dt.UTC)
                if text
                else None
            )
        except (ValueError, OverflowError):
            self.refuse(name, say("Please enter a day and a time."))
            return None


def _typed(at: dt.datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if at else ""
