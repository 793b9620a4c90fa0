"""The figures of one question in two runs, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from babel.numbers import format_decimal

from app.language import catalogues
from app.refused import Message, say
from surveys.questionnaire import Question
from surveys.results import summaries as kinds
from surveys.results.figures import Spread
from surveys.results.wording import Wording, percent

MEAN = say("Mean")


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in both runs, and the difference: percentage points, or of what was counted; a
    dash where a run did not offer it."""

    label: str
    first: str
    second: str
    difference: str


Both: TypeAlias = tuple[kinds.Parts | None, kinds.Parts | None]
Line: TypeAlias = tuple[frozenset[str], Change]
"""With the names of the choice and the row that it is about, a row's with a "/" before it."""


def alike(question: Question, both: Both) -> Both:
    """The same, with dates by year in both runs where one of them has years only."""
    match both:
        case (kinds.Bars(bars=one), kinds.Bars(bars=other)) if question.kind == "date":
            years = any(len(bar.name) == 4 for bar in (*one, *other))
            return (_by_year(one), _by_year(other)) if years else both
    return both


def _by_year(bars: tuple[kinds.Bar, ...]) -> kinds.Bars:
    found: dict[str, kinds.Bar] = {}
    for bar in bars:
        year = bar.name[:4]
        one = found.get(year, kinds.Bar(year, 0, 0.0, 0.0))
        found[year] = kinds.Bar(
            year, one.people + bar.people, one.amount + bar.amount, one.share + bar.share
        )
    return kinds.Bars(tuple(found.values()))


def lines(question: Question, both: Both, wording: Wording) -> Iterator[Line]:
    match both:
        case (kinds.Bars() as one, kinds.Bars() as other):
            known = {bar.name for bar in one.bars}
            more = [kinds.Bar(bar.name, 0, 0, 0) for bar in other.bars if bar.name not in known]
            bars = (*one.bars, *more)
            if question.kind == "date":
                bars = tuple(sorted(bars, key=lambda bar: bar.name))
            yield from _shares(_named(question, bars, wording), other.bars)
        case (kinds.Scale() as one, kinds.Scale() as other):
            yield from _shares(_named(question, one.bars, wording), other.bars)
            steps = say("Mean, in steps of the scale")
            yield _mean(one.figures, other.figures, steps)
        case (kinds.Numbers() as one, kinds.Numbers() as other):
            yield _mean(one.figures, other.figures)
            median = catalogues.words(say("Median"))
            yield _change("", median, one.figures.median, other.figures.median)
        case (kinds.Ranking() as one, kinds.Ranking() as other):
            later = {place.name: place.mean for place in other.places}
            for place in one.places:
                label = wording.choice(question, place.name)
                yield _change(place.name, label, place.mean, later[place.name])
        case (kinds.Points() as one, kinds.Points() as other):
            means = {share.name: share.mean for share in other.shares}
            for share in one.shares:
                label = wording.choice(question, share.name)
                yield _change(share.name, label, share.mean, means.get(share.name, 0.0))
        case (kinds.Matrix() as one, kinds.Matrix() as other):
            for row, same in zip(one.rows, other.rows, strict=True):
                label = wording.row(question, row.name)
                named = [
                    (f"{label}: {text}", bar) for text, bar in _named(question, row.bars, wording)
                ]
                for names, change in _shares(named, same.bars):
                    yield names | {f"/{row.name}"}, change


def _named(
    question: Question, bars: tuple[kinds.Bar, ...], wording: Wording
) -> list[tuple[str, kinds.Bar]]:
    return [(wording.step(question, bar.name), bar) for bar in bars]


def _shares(named: list[tuple[str, kinds.Bar]], later: tuple[kinds.Bar, ...]) -> Iterator[Line]:
    shares = {bar.name: bar.share for bar in later}
    for label, bar in named:
        other = shares.get(bar.name, 0.0)
        difference = _signed(round(100 * other) - round(100 * bar.share), 0)
        change = Change(label, percent(bar.share), percent(other), difference)
        yield frozenset([bar.name]), change


def _mean(first: Spread, second: Spread, label: Message = MEAN) -> Line:
    return _change("", catalogues.words(label), first.mean, second.mean)


def _change(name: str, label: str, first: float, second: float) -> Line:
    told = catalogues.decimal
    difference = _signed(round(second, 2) - round(first, 2), 2)
    return frozenset([name]), Change(label, told(first), told(second), difference)


def _signed(number: float, places: int) -> str:
    """With its sign; a minus is one, not a hyphen."""
    pattern = "0" if not places else f"0.{'0' * places}"
    said = format_decimal(abs(number), format=pattern, locale=catalogues.locale())
    if round(number, places) == 0:
        return str(said)
    return f"\u2066{'+' if number > 0 else '−'}{said}\u2069"
