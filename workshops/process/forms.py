"""The events that the office adds: a few fields for each kind, and empty ones for further kinds."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.refused import say
from app.web.forms import REQUIRED, Form
from workshops.imports.cells import one_line
from workshops.process.rules import (
    MOST_EVENTS,
    MOST_KIND,
    MOST_NUMBER,
    MOST_PEOPLE,
    MOST_TEXT,
    OwnEvents,
)

SPARE = 2  # empty lines below those that are there
_ROW = re.compile(r"kind-(\d{1,3})")


class EventsForm(Form):
    """Lines numbered from 0. One whose fields are all empty is none."""

    def __init__(self, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        self.seen = self.text("seen", most=20, required=None)
        rows = (match for match in map(_ROW.fullmatch, self._data) if match)
        self.rows = sorted({int(match[1]) for match in rows})[: MOST_EVENTS + SPARE]
        found = [self._line(row) for row in self.rows]
        self.events = tuple(line for line in found if line)
        if len(self.events) > MOST_EVENTS:
            last = f"kind-{self.rows[-1]}"
            self.refuse(last, say("At most %(most)d kinds of events.", most=MOST_EVENTS))

    def _line(self, row: int) -> OwnEvents | None:
        names = [f"{name}-{row}" for name in ("kind", "number", "people", "text")]
        if not any(self.values.get(name, "").strip() for name in names):
            return None
        kind = one_line(self.text(names[0], most=MOST_KIND, required=REQUIRED))
        number = self.whole(names[1], low=1, high=MOST_NUMBER)
        people = self.whole(names[2], low=0, high=MOST_PEOPLE, required=False)
        text = one_line(self.text(names[3], most=MOST_TEXT, required=None))
        return OwnEvents(kind, number or 1, people, text)


def typed(events: Sequence[OwnEvents], seen: str) -> Form:
    """The events as the form shows them."""
    values = {"seen": seen}
    for row, event in enumerate(events):
        values |= {
            f"kind-{row}": event.kind,
            f"number-{row}": str(event.number),
            f"people-{row}": "" if event.people is None else str(event.people),
            f"text-{row}": event.text,
        }
    return Form(values)
