"""Two runs of a survey beside each other, question by question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal

from app.language import catalogues
from app.refused import say
from surveys.questionnaire import Question, Questionnaire
from surveys.results import summaries as kinds
from surveys.results.crowds import MIXED
from surveys.results.figures import Spread
from surveys.results.summaries import Summary
from surveys.results.table import choice_names
from surveys.results.wording import Wording, percent

NOT_ASKED = "–"


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in both runs, and the difference: percentage points, or of what was counted; a
    dash where a run did not offer it."""

    label: str
    first: str
    second: str
    difference: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A question in both runs; `answered` counts people. Without lines: too few in one of them."""

    key: str
    label: str
    answered: tuple[int, int]
    lines: tuple[Change, ...]
    points: bool  # differences are percentage points

    @property
    def partly(self) -> bool:
        """Whether a run did not offer all of it."""
        return any(line.difference == NOT_ASKED for line in self.lines)


def compared(
    first: Summary,
    second: Summary,
    wording: Wording,
    offered: Sequence[Questionnaire | None] = (None, None),
) -> Compared | None:
    """None for questions whose answers are texts. `offered`: what was asked in each run, if it is
    known; else all that is known of the question."""
    question = first.question
    if question.kind in ("short_text", "long_text", "swot"):
        return None
    both = first.parts, second.parts
    shares = isinstance(first.parts, kinds.Bars | kinds.Scale | kinds.Matrix)
    missing = [
        _missing(question, one) | _folded(question, parts)
        for one, parts in zip(offered, both, strict=True)
    ]
    lines = (_dashed(names, change, missing) for names, change in _lines(question, both, wording))
    return Compared(
        question.name,
        wording.label(question),
        (first.answered, second.answered),
        tuple(lines),
        shares,
    )


_Both = tuple[kinds.Parts | None, kinds.Parts | None]
_Line = tuple[frozenset[str], Change]
"""With the names of the choice and the row that it is about, a row's with a "/" before it."""


def _missing(question: Question, offered: Questionnaire | None) -> frozenset[str]:
    asked = offered.question(question.name) if offered else None
    return _names(question) - _names(asked) if asked else frozenset()


def _folded(question: Question, parts: kinds.Parts | None) -> frozenset[str]:
    """Answers about the person of which nothing is told: they stand under “All others”."""
    told = {bar.name for bar in parts.bars} if isinstance(parts, kinds.Bars) else set()
    return _names(question) - told if MIXED in told else frozenset()


def _names(question: Question) -> frozenset[str]:
    return frozenset((*choice_names(question), *(f"/{row.name}" for row in question.rows)))


def _dashed(names: frozenset[str], change: Change, missing: Sequence[frozenset[str]]) -> Change:
    first, second = (bool(names & one) for one in missing)
    if not (first or second):
        return change
    return Change(
        change.label,
        NOT_ASKED if first else change.first,
        NOT_ASKED if second else change.second,
        NOT_ASKED,
    )


def _lines(question: Question, both: _Both, wording: Wording) -> Iterator[_Line]:
    match both:
        case (kinds.Bars() as one, kinds.Bars() as other):
            known = {bar.name for bar in one.bars}
            more = [kinds.Bar(bar.name, 0, 0, 0) for bar in other.bars if bar.name not in known]
            yield from _shares(_named(question, (*one.bars, *more), wording), other.bars)
        case (kinds.Scale() as one, kinds.Scale() as other):
            yield from _shares([(bar.name, bar) for bar in one.bars], other.bars)
            yield _mean(one.figures, other.figures)
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
    return [(wording.choice(question, bar.name), bar) for bar in bars]


def _shares(named: list[tuple[str, kinds.Bar]], later: tuple[kinds.Bar, ...]) -> Iterator[_Line]:
    shares = {bar.name: bar.share for bar in later}
    for label, bar in named:
        other = shares.get(bar.name, 0.0)
        difference = _signed(round(100 * other) - round(100 * bar.share), 0)
        change = Change(label, percent(bar.share), percent(other), difference)
        yield frozenset([bar.name]), change


def _mean(first: Spread, second: Spread) -> _Line:
    return _change("", catalogues.words(say("Mean")), first.mean, second.mean)


def _change(name: str, label: str, first: float, second: float) -> _Line:
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
