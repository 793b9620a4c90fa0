"""One question's answers summed up: how many were asked, how many answered, and what. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from surveys.questionnaire import Question
from surveys.results.columns import Cell, Gap
from surveys.results.parts import (
    Bar,
    Bars,
    Board,
    Matrix,
    Numbers,
    Parts,
    Place,
    Points,
    Ranking,
    Row,
    Scale,
    Share,
    Texts,
)
from surveys.results.sums import Given, parts
from surveys.results.table import Tally

__all__ = [
    "Bar",
    "Bars",
    "Board",
    "Matrix",
    "Numbers",
    "Parts",
    "Place",
    "Points",
    "Ranking",
    "Row",
    "Scale",
    "Share",
    "Summary",
    "Texts",
    "of_tally",
    "summary",
]


@dataclass(frozen=True, slots=True)
class Summary:
    """One question's results. Of `people`, so many were `asked`; of these so many `answered`, and
    so many said "no answer" (`declined`). `weighted`: its shares and means are. `parts` is None
    where nobody has answered."""

    question: Question
    people: int
    asked: int
    answered: int
    declined: int
    weighted: bool
    parts: Parts | None

    @property
    def left(self) -> int:
        """Who were asked and left it empty."""
        return self.asked - self.answered - self.declined


def summary(
    question: Question, values: Iterable[Cell], weights: Sequence[float] | None = None
) -> Summary:
    """Each person's cell, and perhaps weight, summed up."""
    if weights is None:
        return of_tally(question, [(value, 1, 1.0) for value in values])
    weighed = [(value, 1, weight) for value, weight in zip(values, weights, strict=True)]
    return of_tally(question, weighed, weighted=True)


def of_tally(question: Question, tally: Tally, *, weighted: bool = False) -> Summary:
    """The same from cells that were counted already; see `Table.tally`."""
    given: Given = [
        (cell, number, amount)
        for cell, number, amount in tally
        if not (cell is None or isinstance(cell, Gap))
    ]
    people = sum(number for _, number, _ in tally)
    made = parts(question, given) if given else None
    away = sum(number for cell, number, _ in tally if cell is Gap.NOT_ASKED)
    return Summary(
        question,
        people,
        people - away,
        sum(number for _, number, _ in given),
        sum(number for cell, number, _ in tally if cell is None),
        weighted and not isinstance(made, Board | Texts),
        made,
    )
