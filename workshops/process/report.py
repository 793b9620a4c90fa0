"""What the process report, and the public page with it, count. Pure.

Source: docs/process-report.md.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.few import is_few
from workshops.process.rules import OwnEvents

COUNTS = ("groups", "votes", "ratings", "proposed", "approved", "merged")
PAPER = ""  # among the languages


@dataclass(frozen=True, slots=True)
class Figures:
    """A workshop as it was. `languages`: people on phones by language; `paper`: people who voted
    on paper; `votes` and `ratings` that were held; ideas `proposed`, of these `approved`, of
    these `merged` into others. Groups are a part of it."""

    title: str
    date: dt.date | None
    place: str
    languages: Mapping[str, int] = field(default_factory=dict)
    paper: int = 0
    groups: int = 0
    votes: int = 0
    ratings: int = 0
    proposed: int = 0
    approved: int = 0
    merged: int = 0

    @property
    def people(self) -> int:
        return sum(self.languages.values()) + self.paper


@dataclass(frozen=True, slots=True)
class Report:
    """All `events` that had people, and those that the office has added as its `own`. Its sums
    leave out those with fewer than five people. `shares`: see shares.py."""

    events: tuple[Figures, ...]
    own: tuple[OwnEvents, ...]
    shares: tuple[Any, ...] = ()

    @property
    def counted(self) -> tuple[Figures, ...]:
        return tuple(event for event in self.events if not is_few(event.people))

    @property
    def _own(self) -> tuple[OwnEvents, ...]:
        return tuple(line for line in self.own if not is_few(line.people))

    @property
    def empty(self) -> bool:
        return not self.events and not self.own

    @property
    def leaves_out(self) -> bool:
        """Whether there is an event that it does not count."""
        return len(self.counted) < len(self.events) or len(self._own) < len(self.own)

    @property
    def number(self) -> int:
        """Workshops and other events."""
        return len(self.counted) + sum(line.number for line in self._own)

    @property
    def in_workshops(self) -> int:
        """People in workshops."""
        return sum(event.people for event in self.counted)

    @property
    def people(self) -> int:
        """People in workshops and other events."""
        return self.in_workshops + sum(line.people or 0 for line in self._own)

    @property
    def totals(self) -> Mapping[str, int]:
        """COUNTS over all workshops."""
        return {key: sum(getattr(one, key) for one in self.counted) for key in COUNTS}

    @property
    def languages(self) -> Mapping[str, int]:
        """Language -> people in workshops, most people first; PAPER among them, at the end."""
        found: Counter[str] = Counter()
        for event in self.counted:
            found.update(event.languages)
        paper = {PAPER: sum(event.paper for event in self.counted)}
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))) | paper
