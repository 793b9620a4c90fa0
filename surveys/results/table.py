"""All answers that may be shown of a survey, and how they are counted: by whole crowds. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import Any

from app.few import is_few
from surveys.questionnaire import Question, Questionnaire
from surveys.results import care, who
from surveys.results.columns import RUN, Cell, Column, Columns, Gap, as_text, compared_by
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

    @cached_property
    def personal(self) -> frozenset[str]:
        """What else tells who somebody is: nothing can be compared by it."""
        return care.personal(self.questionnaire)

    @cached_property
    def ties(self) -> Mapping[str, frozenset[str]]:
        """Which questions about the person decide whether a question is asked."""
        return care.tied([self.questionnaire])

    @cached_property
    def folded(self) -> frozenset[str]:
        """What tells who somebody is in a few answers, of which the rare ones are not told."""
        kinds = {one.name: one.kind for one in self.questionnaire.questions()}
        return frozenset(self.by) | {one for one in self.personal if kinds[one] in care.FOLDED}

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
        """Which crowds are shown together at this question; see `gathered`.

        Where who somebody is decides whether they are asked, counts of those who were asked tell
        who they are: crowds that are mixed in it are shown all together, or not.
        """
        if name not in self._together:
            spans, mixed = [one.span for one in self.crowds], self._mixed(name)
            given = self.columns[name].answered((one.start, one.stop) for one in spans)
            counted = zip(given, mixed, spans, strict=True)
            found = gathered([Answered(0 if m else n, s.batch, s.alike) for n, m, s in counted])
            for places in self._apart(mixed):
                number = places[0] if self._enough(name, places) else -1
                for place in places:
                    found[place] = number
            self._together[name] = found
        return self._together[name]

    def _mixed(self, name: str) -> list[bool]:
        """The crowds whose people differ in what decides whether they are asked."""
        ties = self.ties.get(name.partition(":")[0], frozenset())
        return [any(crowd.values.get(one, MIXED) == MIXED for one in ties) for crowd in self.crowds]

    def _apart(self, flags: Sequence[bool]) -> list[list[int]]:
        """The places of these crowds: those of each run that came in at one time."""
        found: dict[object, list[int]] = {}
        for place in compress(range(len(flags)), flags):
            one = self.crowds[place]
            found.setdefault((one.span.batch, one.values[RUN]), []).append(place)
        return list(found.values())

    def _enough(self, name: str, places: Sequence[int]) -> bool:
        """Whether at least five of these crowds answered, and none or five were not asked."""
        column, crowds = self.columns[name], [self.crowds[place] for place in places]
        spans = [(one.start, one.stop) for one in crowds]
        away = sum(
            n for code, n in column.counted(spans).items() if column.values[code] is Gap.NOT_ASKED
        )
        asked = sum(one.size for one in crowds) - away
        return not any(map(is_few, (sum(column.answered(spans)), asked, away)))

    def tally(self, name: str, shown: Sequence[bool], weights: Weights | None = None) -> Tally:
        """What people have at a question; `shown`: those crowds, whole `together`.

        Crowds that are shown together here weigh the same, or weighing would tell them apart.
        """
        if name in self.by:
            return who.beside(self, name, shown, weights)
        return self.counted(name, shown, weights)

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
        """The crowds that are shown at this question: none of which a part is not chosen. What
        makes people known, and is nothing to compare by, is told of all people or of none."""
        if not self.whole and name.partition(":")[0] in self.table.personal:
            return [False] * len(self.chosen)
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
        if self.whole and name in self.table.folded:
            return who.of_all(self.table, name, self.at(name), weights)
        return self.table.tally(name, self.at(name), weights)


def _evened(together: list[int], sizes: list[int], weights: Weights) -> dict[int, float]:
    """The mean weight of those who are shown together."""
    sums: dict[int, tuple[int, float]] = {}
    for number, size, weight in zip(together, sizes, weights, strict=True):
        people, weighed = sums.get(number, (0, 0.0))
        sums[number] = (people + size, weighed + size * weight)
    return {number: weighed / people for number, (people, weighed) in sums.items()}


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
