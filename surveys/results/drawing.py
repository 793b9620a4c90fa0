"""One question's results as a wall shows them: large, few words, page by page.

Of texts only those that a moderator has approved. Pure but for the words of the languages.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from app.language import catalogues
from app.refused import Message, say
from surveys.questionnaire import Question
from surveys.questions.swot import TITLES
from surveys.results import summaries as kinds
from surveys.results.figures import Spread
from surveys.results.summaries import Summary
from surveys.results.texts import Entry
from surveys.results.wording import Wording, agreement, answered, column, percent
from surveys.results.words import Word, grouped

MOST_COLUMNS = 11
"""A scale from 0 to 10 fits beside each other; what has more steps is listed."""

Together: TypeAlias = Sequence[Collection[str]]

NARROWEST = 0.09
"""Of a whole bar: a narrower part of it has no room for its percent."""


@dataclass(frozen=True, slots=True)
class Line:
    """A bar: its length and what stands behind it. `parts` of a stacked one: number, from, width,
    words; all lengths from 0 to 1."""

    label: str
    value: str
    beside: str
    length: float
    rank: int | None = None
    parts: tuple[tuple[int, float, float, str], ...] = ()

    def text(self, language: str, /) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Drawing:
    """`shape`: "lines", "columns", "board", "words", "cards", or "" where there is nothing to see,
    which the sentences tell. `legend` of stacked lines, `ends` of a scale. `board`: title of each
    quadrant and its texts."""

    label: str
    shape: str
    sentences: tuple[Message, ...]
    lines: tuple[Line, ...] = ()
    legend: tuple[str, ...] = ()
    ends: tuple[str, str] = ("", "")
    board: tuple[tuple[Message, tuple[Word, ...]], ...] = ()
    words: tuple[Word, ...] = ()
    cards: tuple[Entry, ...] = ()


FEW = say("Fewer than five people have answered this: nothing is shown, so that nobody is found.")
TOO_FEW = say("Too few people for each answer: none is shown by itself, so that nobody is found.")
NOT_YET = say("What people wrote is shown here once it was read.")


def drawn(
    found: Summary,
    texts: Sequence[Entry],
    language: str,
    original: str,
    together: Together = (),
) -> Drawing:
    """`texts`: all of this question, approved or not; `together`: see words.py."""
    wording = Wording(language, original)
    if language in catalogues.offered():
        with catalogues.speaking(language):
            return _drawn(found, texts, wording, together)
    return _drawn(found, texts, wording, together)


def _drawn(found: Summary, texts: Sequence[Entry], wording: Wording, together: Together) -> Drawing:
    question, parts = found.question, found.parts
    label = wording.label(question)
    if parts is None:
        return Drawing(label, "", (FEW,))
    told: tuple[Message, ...] = (answered(found),)
    if isinstance(parts, kinds.Bars) and parts.untold:
        return Drawing(label, "", (*told, TOO_FEW))
    if isinstance(parts, kinds.Texts | kinds.Board):
        shown = [one for one in texts if one.state == "shown"]
        if question.kind == "short_text" and shown:
            theirs = [one.text for one in shown if one.language == wording.language]
            words = grouped([one.text for one in shown], together, theirs)
            return Drawing(label, "words", told, words=words)
        return _texts(label, question, told, shown)
    if isinstance(parts, kinds.Scale):
        told = (*told, _spread(parts.figures), agreement(parts.figures, len(parts.bars) - 1))
    elif isinstance(parts, kinds.Numbers):
        told = (*told, _spread(parts.figures))
    if isinstance(parts, kinds.Scale) and len(parts.bars) <= MOST_COLUMNS:
        ends = (wording.text(question.low_label), wording.text(question.high_label))
        return Drawing(label, "columns", told, _columns(parts.bars), ends=ends)
    legend: tuple[str, ...] = ()
    if isinstance(parts, kinds.Matrix):
        legend = tuple(wording.choice(question, one.name) for one in question.choices)
    return Drawing(label, "lines", told, tuple(_lines(question, parts, wording)), legend)


def _spread(found: Spread) -> Message:
    mean, spread = catalogues.decimal(found.mean), catalogues.decimal(found.spread)
    return say("Mean %(mean)s, standard deviation %(spread)s.", mean=mean, spread=spread)


def _columns(bars: Iterable[kinds.Bar]) -> tuple[Line, ...]:
    """The longest column has the whole height."""
    all_bars = tuple(bars)
    most = max((one.share for one in all_bars), default=0) or 1
    return tuple(_bar(catalogues.number(int(one.name)), one, most) for one in all_bars)


def _bar(label: str, one: kinds.Bar, most: float = 1.0) -> Line:
    return Line(label, catalogues.number(one.people), percent(one.share), one.share / most)


def _lines(question: Question, parts: kinds.Parts, wording: Wording) -> Iterable[Line]:
    match parts:
        case kinds.Bars(bars=bars) | kinds.Scale(bars=bars):
            return (_bar(wording.choice(question, one.name), one) for one in bars)
        case kinds.Numbers(histogram=histogram):
            number = catalogues.number
            return (
                Line(column(one), number(one.people), percent(one.share), one.share)
                for one in histogram.bins
            )
        case kinds.Ranking(places=places):
            most = len(places) or 1
            return (
                Line(
                    wording.choice(question, one.name),
                    catalogues.decimal(one.mean, 1),
                    catalogues.words(say("mean place")),
                    (most + 1 - one.mean) / most,
                    1 + sum(other.mean < one.mean for other in places),
                )
                for one in places
            )
        case kinds.Points(shares=shares):
            points = catalogues.words(say("points each"))
            ordered = sorted(shares, key=lambda one: -one.points)
            most_points = max((one.share for one in shares), default=0) or 1
            return (
                Line(
                    wording.choice(question, one.name),
                    catalogues.decimal(one.mean, 1),
                    points,
                    one.share / most_points,
                )
                for one in ordered
            )
        case kinds.Matrix(rows=rows):
            return (_row(question, one, wording) for one in rows)
    return ()


def _row(question: Question, row: kinds.Row, wording: Wording) -> Line:
    start, parts = 0.0, []
    for number, bar in enumerate(row.bars, 1):
        if bar.share:
            words = percent(bar.share) if bar.share >= NARROWEST else ""
            parts.append((number, start, bar.share, words))
        start += bar.share
    people = catalogues.number(row.people)
    return Line(wording.row(question, row.name), people, "", start, parts=tuple(parts))


def _texts(
    label: str, question: Question, told: tuple[Message, ...], shown: Sequence[Entry]
) -> Drawing:
    if not shown:
        return Drawing(label, "", (*told, NOT_YET))
    if question.kind == "swot":
        board = tuple(
            (title, grouped([one.text for one in shown if one.part == part]))
            for part, title in TITLES.items()
        )
        return Drawing(label, "board", told, board=board)
    return Drawing(label, "cards", told, cards=tuple(shown))
