"""The process report, with every number of people as it may be shown. Pure.

Source: docs/process-report.md.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workshops.process.rules import OwnEvents
from workshops.process.withholding import FEWEST, Group, Shown, shown, shown_parts

_OURS = "workshops"
_OWN = "own %d"
COUNTS = ("groups", "votes", "ratings", "proposed", "approved", "merged")


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
class Event:
    """A workshop as it may be shown. `paper` None: the report does not tell it of any workshop.
    `languages`: used by five people or more."""

    figures: Figures
    people: Shown
    paper: int | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnLine:
    """Events that the office has added. `people` None: nobody has counted."""

    events: OwnEvents
    people: Shown | None


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """A language that people used; an empty tag stands for ballots on paper."""

    tag: str
    people: Shown


@dataclass(frozen=True, slots=True)
class Report:
    """`totals` of COUNTS over all workshops; `people` in all workshops and events of the office;
    `in_workshops` of them in workshops. `shares`: see shares.py."""

    events: tuple[Event, ...]
    own: tuple[OwnLine, ...]
    in_workshops: Shown
    people: Shown
    languages: tuple[LanguageLine, ...]
    totals: Mapping[str, int]
    shares: tuple[Any, ...] = ()

    @property
    def number(self) -> int:
        """Workshops and other events."""
        return len(self.events) + sum(line.events.number for line in self.own)

    @property
    def empty(self) -> bool:
        return not self.events and not self.own

    @property
    def withholds(self) -> bool:
        """Whether there is a number that it does not tell."""
        told = [event.people for event in self.events]
        told += [line.people for line in self.own if line.people is not None]
        told += [line.people for line in self.languages]
        return any(isinstance(one, str) for one in (*told, self.in_workshops, self.people))


def made(
    events: Sequence[Figures], own: Sequence[OwnEvents], shares: tuple[Any, ...] = ()
) -> Report:
    """The report on these workshops and events."""
    groups = {_OURS: [event.people for event in events]}
    groups |= {_OWN % n: [one.people] for n, one in enumerate(own) if one.people is not None}
    told = shown(groups)
    ours = told.groups[_OURS]
    languages = _languages(events, ours)
    named = frozenset(line.tag for line in languages if isinstance(line.people, int))
    paper = _tells_paper(events, ours, named)
    return Report(
        events=tuple(
            _event(one, people, named, paper)
            for one, people in zip(events, ours.numbers, strict=True)
        ),
        own=tuple(
            OwnLine(one, told.groups[_OWN % n].numbers[0] if _OWN % n in groups else None)
            for n, one in enumerate(own)
        ),
        in_workshops=ours.total,
        people=told.total,
        languages=languages,
        totals={key: sum(getattr(one, key) for one in events) for key in COUNTS},
        shares=shares,
    )


def _languages(events: Sequence[Figures], ours: Group) -> tuple[LanguageLine, ...]:
    """The languages with most people first, then paper; none where the sum is not told."""
    if not isinstance(ours.total, int):
        return ()
    counted: Counter[str] = Counter()
    for event in events:
        counted.update(event.languages)
    tags = [tag for tag, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]
    on_paper = sum(event.paper for event in events)
    numbers = [counted[tag] for tag in tags] + ([on_paper] if on_paper else [])
    named = [*tags, *([""] if on_paper else [])]
    return tuple(map(LanguageLine, named, shown_parts(numbers)))


def _tells_paper(events: Sequence[Figures], ours: Group, named: frozenset[str]) -> bool:
    """Whether ballots on paper may be told of each workshop: of all or of none, so that nobody
    subtracts. Neither they nor the people on phones beside them may be fewer than five."""
    sizes = [size for one in events for size in (one.paper, one.people - one.paper)]
    clear = all(isinstance(people, int) for people in ours.numbers)
    whole = not any(one.paper for one in events) or "" in named
    return clear and whole and not any(0 < size < FEWEST for size in sizes)


def _event(figures: Figures, people: Shown, named: frozenset[str], paper: bool) -> Event:
    used = figures.languages if isinstance(people, int) else {}
    languages = sorted(tag for tag, n in used.items() if n >= FEWEST and tag in named)
    return Event(figures, people, figures.paper if paper else None, tuple(languages))
