"""Tables of two questions, or of runs: one question's results for each group. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.questionnaire import Question
from surveys.results.crowds import MIXED
from surveys.results.summaries import Summary, of_tally
from surveys.results.table import Selection, Table, Weights

CROSSED = frozenset({"single", "multiple", "yes_no", "consent", "scale"})
"""Kinds that can stand in the columns of such a table."""


def may_cross(table: Table, question: Question) -> bool:
    """Whether it can stand beside another one."""
    return question.kind in CROSSED and question.name not in table.personal


@dataclass(frozen=True, slots=True)
class Line:
    """Those who have this value; MIXED: all others, who have not said or cannot be told apart."""

    value: str
    summary: Summary


@dataclass(frozen=True, slots=True)
class Crossing:
    """A question's results for each value of a column that results are compared by. Their people
    are together those of `whole`."""

    by: str
    question: Question
    lines: tuple[Line, ...]
    whole: Summary


def crossed(
    selection: Selection,
    by: str,
    question: Question,
    weights: Weights | None = None,
    values: Sequence[str] | None = None,
) -> Crossing:
    """One question's results for each value of `by`, or only for these `values`.

    Every line is about whole crowds that are shown together at this question, so no difference of
    lines, nor of tables, is about fewer than five answers.
    """
    table, name = selection.table, question.name
    shown = selection.at(name)
    rest = list(shown)
    lines = []
    for value in [one.value for one in table.options(by)] if values is None else values:
        mine = _of(table, name, shown, by, value)
        rest = [left and not taken for left, taken in zip(rest, mine, strict=True)]
        lines.append(Line(value, _summed(table, question, mine, weights)))
    if any(rest):
        lines.append(Line(MIXED, _summed(table, question, rest, weights)))
    return Crossing(by, question, tuple(lines), _summed(table, question, shown, weights))


def _of(table: Table, name: str, shown: Sequence[bool], by: str, value: str) -> list[bool]:
    """The crowds with this value, those shown together only whole."""
    together = table.together(name)
    has = [crowd.values[by] == value for crowd in table.crowds]
    partly = {number for number, one in zip(together, has, strict=True) if not one}
    return [flag and number not in partly for flag, number in zip(shown, together, strict=True)]


def _summed(
    table: Table, question: Question, shown: Sequence[bool], weights: Weights | None
) -> Summary:
    tally = table.tally(question.name, shown, weights)
    return of_tally(question, tally, weighted=weights is not None)


def results(
    selection: Selection, questions: Sequence[Question], weights: Weights | None = None
) -> tuple[Summary, ...]:
    """All these questions' results for the selected people."""
    return tuple(
        of_tally(one, selection.tally(one.name, weights), weighted=weights is not None)
        for one in questions
    )
