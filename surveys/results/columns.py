"""All answers to one question as a column: each different answer is kept once. Pure."""

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import accumulate
from typing import Any, TypeAlias

from surveys import expressions
from surveys.flow import effective, visible
from surveys.questionnaire import Answers, Question, Questionnaire, Value
from surveys.results.care import repeating


class Gap(Enum):
    """Why somebody has no answer to a question; "no answer" said on purpose is None."""

    NOT_ASKED = "hidden by a condition, not come to, or not in their version"
    LEFT = "asked, and left empty"


Cell: TypeAlias = Value | Gap

RUN, LANGUAGE = ":run", ":language"
"""Columns that no question has: of the run (its id as text), and the language they answered in."""


@dataclass(slots=True)
class Column:
    """One column: each person's place in `values`, the first of which are the two gaps."""

    codes: "array[int] | bytes"
    values: list[Cell] = field(default_factory=lambda: [Gap.NOT_ASKED, Gap.LEFT])
    _known: dict[object, int] = field(default_factory=dict)

    def __getitem__(self, person: int) -> Cell:
        return self.values[self.codes[person]]

    def put(self, person: int, value: Value) -> None:
        key = _key(value) if isinstance(value, list | dict) else value
        code = self._known.get(key)
        if code is None:
            code = self._known[key] = len(self.values)
            self.values.append(value)
        self.codes[person] = code  # type: ignore[index]  # until it is packed

    def leave(self, person: int) -> None:
        """They were asked, and left it empty."""
        self.codes[person] = 1  # type: ignore[index]  # until it is packed

    def pack(self) -> None:
        """Nothing more is put in: few different values take a byte each, and are counted fast."""
        self._known.clear()
        if len(self.values) <= 256:
            self.codes = bytes(self.codes.tolist())  # type: ignore[union-attr]  # once

    def counted(self, spans: Iterable[tuple[int, int]]) -> Mapping[int, int]:
        """How often each code stands in these parts, each from where to before where."""
        if isinstance(self.codes, bytes):
            part = b"".join(self.codes[start:stop] for start, stop in spans)
            found = {code: part.count(code) for code in range(len(self.values))}
            return {code: number for code, number in found.items() if number}
        counter: Counter[int] = Counter()
        for start, stop in spans:
            counter.update(self.codes[start:stop])
        return counter

    def answered(self, spans: Iterable[tuple[int, int]]) -> list[int]:
        """How many in each of these parts have answered: have no gap, nor said "no answer"."""
        given = [not (value is None or isinstance(value, Gap)) for value in self.values]
        if isinstance(self.codes, bytes):
            flags = self.codes.translate(bytes(given).ljust(256, b"\0"))
            return [flags.count(1, start, stop) for start, stop in spans]
        sums = [0, *accumulate(given[code] for code in self.codes)]
        return [sums[stop] - sums[start] for start, stop in spans]


def _key(value: list[str] | dict[str, Any]) -> object:
    """What equal answers have in common, and can be looked up."""
    if isinstance(value, list):
        return tuple(value)
    key = tuple(value.items())
    return repr(key) if any(isinstance(one, list) for one in value.values()) else key


class Columns(dict[str, Column]):
    """Columns of so many people, by the names of entries, filled person by person."""

    def __init__(self, people: int) -> None:
        super().__init__()
        self._people = people

    def __missing__(self, name: str) -> Column:
        made = self[name] = Column(array("I", bytes(4 * self._people)))
        return made

    def pack(self) -> None:
        for column in self.values():
            column.pack()


@dataclass(frozen=True, slots=True)
class _Sight:
    """What follows from the answers that conditions and formulas read."""

    seen: frozenset[str]
    computed: Mapping[str, Value]
    columns: dict[str, Column | None] = field(default_factory=dict)  # of entries that count


class Version:
    """Puts the answers to one version of the questionnaire into columns.

    Conditions are worked out once for each set of answers that they read, not for each person.
    `only`: the columns that are wanted, if not all.
    """

    MOST = 20_000  # sets of answers that are remembered

    def __init__(self, questionnaire: Questionnaire, only: Iterable[str] | None = None) -> None:
        self._questionnaire = questionnaire
        known = frozenset(one.name for one in asked(questionnaire))
        self._wanted = known if only is None else known & frozenset(only)
        texts = _expressions(questionnaire)
        self._reads = sorted(set().union(*map(expressions.names, texts)))
        self._daily = any("today" in text for text in texts)
        self._sights: dict[object, _Sight] = {}

    def put(
        self, columns: Columns, person: int, answers: Answers, day: dt.date, *, finished: bool
    ) -> None:
        """The answers that count, of a person who began on this day."""
        sight = self._sight(answers, day)
        found = sight.columns
        for name, value in answers.items():
            try:
                column = found[name]
            except KeyError:
                counts = name.partition(":")[0] in sight.seen
                column = found[name] = columns[name] if counts else None
            if column is not None:
                column.put(person, value)
        for name, value in sight.computed.items():
            columns[name].put(person, value)
        if finished:
            for name in sight.seen - answers.keys() - sight.computed.keys():
                columns[name].leave(person)

    def _sight(self, answers: Answers, day: dt.date) -> _Sight:
        key = (repr([answers.get(n) for n in self._reads]), day if self._daily else None)
        sight = self._sights.get(key)
        if sight is None:
            if len(self._sights) > self.MOST:
                self._sights.clear()
            sight = self._sights[key] = self._worked_out(answers, day)
        return sight

    def _worked_out(self, answers: Answers, day: dt.date) -> _Sight:
        questionnaire = self._questionnaire
        if not self._reads and not self._daily:
            answers = {}
        seen = visible(questionnaire, answers, day) & self._wanted
        counting = effective(questionnaire, answers, day)
        formulas = [one.name for one in questionnaire.questions() if one.kind == "calculation"]
        computed = {name: counting[name] for name in formulas if name in seen}
        # Nothing to compute with gives an empty text, which is no answer.
        return _Sight(seen, {name: value for name, value in computed.items() if value != ""})


def _expressions(questionnaire: Questionnaire) -> list[str]:
    found = [section.show_if for section in questionnaire.sections]
    for question in questionnaire.questions():
        found += [question.show_if, question.formula]
    return [text for text in found if text]


def compared_by(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The columns that results are compared by, the most important first."""
    return (RUN, *(one.name for one in questionnaire.compared()), LANGUAGE)


def as_text(cell: Cell) -> str:
    """A cell of such a column as crowds know it: "" where it is no answer."""
    return cell if isinstance(cell, str) else ""


def asked(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions that have results: not those that are only read, nor calculations that could
    repeat what people typed."""
    hidden = repeating(questionnaire)
    questions = questionnaire.questions()
    return tuple(one for one in questions if one.kind != "statement" and one.name not in hidden)
