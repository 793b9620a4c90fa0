"""All answers that may be shown of a survey, and how they are counted: by whole crowds. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from app.few import told_parts
from surveys.questionnaire import Question, Questionnaire
from surveys.results.columns import RUN, Cell, Column, Columns, as_text, compared_by
from surveys.results.crowds import MIXED, Answered, fits, gathered, may_fit, shared

Weights = Sequence[float]
"""Of each crowd; see weighting.py."""

Tally = list[tuple[Cell, int, float]]
"""Each different cell, how many people have it, and what they weigh together."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where the people of a crowd stand: from `start` to before `stop`. `batch`, `alike`: when it
    was taken in, and what its people had in common then."""

    start: int
    stop: int
    batch: int
    alike: Sequence[str]


@dataclass(frozen=True, slots=True)
class Crowd:
    """People who are only ever shown together. `values`: what all of them have in the columns that
    results are compared by, or MIXED."""

    span: Span
    values: Mapping[str, str]

    @property
    def start(self) -> int:
        return self.span.start

    @property
    def stop(self) -> int:
        return self.span.stop

    @property
    def size(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class Option:
    """A value by which results can be filtered, and how many people then are shown."""

    value: str
    people: int


@dataclass(frozen=True)
class Table:
    """What people answered, in columns; those of a crowd stand one after the other.

    `runs`: id as text → title. `ids`: of the responses; they are never shown. `kept`: what was
    summed up of it already (see reads.py).
    """

    questionnaire: Questionnaire
    runs: Mapping[str, str]
    columns: Columns
    crowds: tuple[Crowd, ...]
    ids: Sequence[str]
    kept: dict[Any, Any] = field(default_factory=dict)
    _together: dict[str, list[int]] = field(default_factory=dict)

    @property
    def people(self) -> int:
        return len(self.ids)

    @property
    def by(self) -> tuple[str, ...]:
        """The columns that results are compared by, the most important first."""
        return compared_by(self.questionnaire)

    def options(self, column: str) -> tuple[Option, ...]:
        """What can be chosen in a column that results are compared by."""
        found: Counter[str] = Counter()
        for crowd in self.crowds:
            found[crowd.values[column]] += crowd.size
        named = {value for value in found if value and value != MIXED}
        order = self._order(column)
        names = sorted(named, key=lambda one: (order.get(one, len(order)), one))
        return tuple(Option(value, found[value]) for value in names)

    def _order(self, column: str) -> dict[str, int]:
        question = self.questionnaire.question(column)
        names = list(self.runs) if column == RUN else choice_names(question) if question else []
        return {name: place for place, name in enumerate(names)}

    def select(self, wanted: Mapping[str, str]) -> "Selection":
        """Those crowds all whose people have these values; all, where none are given."""
        chosen = [fits(crowd.values, wanted) for crowd in self.crowds]
        possible = sum(one.size for one in self.crowds if may_fit(one.values, wanted))
        return Selection(self, chosen, possible, not wanted.keys() - {RUN})

    def together(self, name: str) -> list[int]:
        """Which crowds are shown together at this question; see `gathered`."""
        if name not in self._together:
            spans = [one.span for one in self.crowds]
            given = self.columns[name].answered((one.start, one.stop) for one in spans)
            self._together[name] = gathered(
                [Answered(n, one.batch, one.alike) for n, one in zip(given, spans, strict=True)]
            )
        return self._together[name]

    def tally(self, name: str, shown: Sequence[bool], weights: Weights | None = None) -> Tally:
        """What people have at a question; `shown`: those crowds, whole `together`.

        Who somebody is, is only told of those who are shown together and have all said the same:
        the others are MIXED. So no cell of a table of two such questions is about fewer than five.

        Crowds that are shown together here weigh the same, or weighing would tell them apart.
        """
        if name not in self.by:
            return self.counted(name, shown, weights)
        alike = self._alike(name)
        others = [flag and not one for flag, one in zip(shown, alike, strict=True)]
        shown = [flag and one for flag, one in zip(shown, alike, strict=True)]
        tally = self.counted(name, shown, weights)
        return _summed([*tally, *_without_values(self.counted(name, others, weights))])

    def _alike(self, name: str) -> list[bool]:
        """Which crowds are shown at this question with none but their like."""
        column, together = self.columns[name], self.together(name)
        said: dict[int, set[str]] = {}
        for number, one in zip(together, self.crowds, strict=True):
            codes = set(column.codes[one.start : one.stop])
            said.setdefault(number, set()).update(as_text(column.values[code]) for code in codes)
        return [len(said[number] - {""}) == 1 for number in together]

    def told(self, name: str, shown: Sequence[bool], weights: Weights | None = None) -> Tally:
        """Who these people are, in a chart of all of them: exact, but for what fewer than five
        have said, which is told together with the next larger part."""
        tally = self.counted(name, shown, weights)
        kept, _ = told_parts({as_text(cell): people for cell, people, _ in tally if as_text(cell)})
        small = [line for line in tally if as_text(line[0]) and line[0] not in kept]
        large = [line for line in tally if line not in small]
        return _summed([*large, *_without_values(small)])

    def counted(self, name: str, shown: Sequence[bool], weights: Weights | None = None) -> Tally:
        """Each cell by itself: to be reckoned with, and of who somebody is not to be shown."""
        column = self.columns[name]
        found: dict[int, tuple[int, float]] = {}
        for weight, crowds in self._by_weight(name, shown, weights).items():
            for code, people in column.counted(_spans(crowds)).items():
                before = found.get(code, (0, 0.0))
                found[code] = (before[0] + people, before[1] + people * weight)
        return [(column.values[code], *found[code]) for code in sorted(found)]

    def _by_weight(
        self, name: str, shown: Sequence[bool], weights: Weights | None
    ) -> dict[float, list[Crowd]]:
        if weights is None:
            return {1.0: list(compress(self.crowds, shown))}
        together = self.together(name)
        evened = _evened(together, [one.size for one in self.crowds], weights)
        found: dict[float, list[Crowd]] = {}
        for crowd, number in compress(zip(self.crowds, together, strict=True), shown):
            found.setdefault(evened[number], []).append(crowd)
        return found


@dataclass(frozen=True, slots=True)
class Selection:
    """Crowds that were chosen. `possible`: their people, and those of crowds that are mixed, of
    which some may belong to them. `whole`: all people, or all of a run."""

    table: Table
    chosen: Sequence[bool]
    possible: int
    whole: bool

    @property
    def people(self) -> int:
        return sum(one.size for one in compress(self.table.crowds, self.chosen))

    @property
    def withheld(self) -> int:
        """How many people the filter cannot show, as they cannot be told from others."""
        return self.possible - self.people

    def at(self, name: str) -> list[bool]:
        """The crowds that are shown at this question: none of which a part is not chosen."""
        together = self.table.together(name)
        partly = {
            number for number, chosen in zip(together, self.chosen, strict=True) if not chosen
        }
        return [number >= 0 and number not in partly for number in together]

    def people_at(self, name: str) -> int:
        return sum(one.size for one in compress(self.table.crowds, self.at(name)))

    def persons(self, name: str) -> Iterator[int]:
        """Places of the people who are shown at this question."""
        for one in compress(self.table.crowds, self.at(name)):
            yield from range(one.start, one.stop)

    def tally(self, name: str, weights: Weights | None = None) -> Tally:
        """What the people who are shown at this question have there."""
        if self.whole and name in self.table.by:
            return self.table.told(name, self.at(name), weights)
        return self.table.tally(name, self.at(name), weights)


def _evened(together: list[int], sizes: list[int], weights: Weights) -> dict[int, float]:
    """The mean weight of those who are shown together."""
    sums: dict[int, tuple[int, float]] = {}
    for number, size, weight in zip(together, sizes, weights, strict=True):
        people, weighed = sums.get(number, (0, 0.0))
        sums[number] = (people + size, weighed + size * weight)
    return {number: weighed / people for number, (people, weighed) in sums.items()}


def _without_values(tally: Tally) -> Tally:
    """The same people, of whom it is told whether they have answered, and not what."""
    return [(MIXED if as_text(cell) else cell, people, amount) for cell, people, amount in tally]


def _summed(tally: Tally) -> Tally:
    """Equal cells once; what all others have stands last."""
    found: dict[object, tuple[Cell, int, float]] = {}
    for cell, people, amount in tally:
        _, before, weighed = found.get(cell, (cell, 0, 0.0))
        found[cell] = (cell, before + people, weighed + amount)
    return sorted(found.values(), key=lambda line: line[0] == MIXED)


def _spans(crowds: Iterable[Crowd]) -> Iterator[tuple[int, int]]:
    """From where to where these crowds stand, neighbours as one."""
    start = stop = 0
    for one in crowds:
        if one.start != stop:
            yield start, stop
            start = one.start
        stop = one.stop
    yield start, stop


def choice_names(question: Question) -> list[str]:
    """The names that an answer to this question may hold, in their order."""
    if question.kind in ("yes_no", "consent"):
        return ["yes", "no"][: 2 if question.kind == "yes_no" else 1]
    return [one.name for one in question.choices] + (["other"] if question.other else [])


def built(
    questionnaire: Questionnaire,
    runs: Mapping[str, str],
    columns: Columns,
    spans: Sequence[Span],
    ids: Sequence[str],
) -> Table:
    """A table of people who stand crowd by crowd."""
    by = compared_by(questionnaire)
    crowds = tuple(
        Crowd(one, {name: _shared(columns[name], one.start, one.stop) for name in by})
        for one in spans
    )
    return Table(questionnaire, runs, columns, crowds, ids)


def _shared(column: Column, start: int, stop: int) -> str:
    return shared(as_text(column.values[code]) for code in set(column.codes[start:stop]))
