"""Charts of one question's results, as geometry and words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.language import catalogues
from app.refused import say
from surveys.questionnaire import Question
from surveys.results import summaries as kinds
from surveys.results.figures import Spread
from surveys.results.shapes import BAR, COLUMN, GAP, LINE, Chart, Mark, apart, wrapped
from surveys.results.wording import Wording, column, percent

MOST_LINES = 12  # of months; more stand beside each other, with the years below them
MOST_NUMBERS = 16  # columns that have room for a number each


def chart(question: Question, parts: kinds.Parts, wording: Wording) -> Chart | None:
    """The chart of these results; None for texts and boards, which are lists."""
    match parts:
        case kinds.Bars(bars=bars) if question.kind == "date" and len(bars) > MOST_LINES:
            years = [one.name[:4] if one.name[5:] in ("", "01") else "" for one in bars]
            return _columns([(t, b.people, b.share) for t, b in zip(years, bars, strict=True)])
        case kinds.Bars(bars=bars):
            return _bars([(wording.choice(question, one.name), one) for one in bars])
        case kinds.Scale(bars=bars, figures=figures):
            ends = (wording.text(question.low_label), wording.text(question.high_label))
            lines = [(one.name, one.people, one.share) for one in bars]
            return _columns(lines, _mean(figures, bars), ends)
        case kinds.Numbers(histogram=histogram):
            return _columns([(column(b), b.people, b.share) for b in histogram.bins])
        case kinds.Ranking(places=places):
            most = len(places)
            return _lengths(
                (
                    wording.choice(question, one.name),
                    catalogues.decimal(one.mean),
                    100 * (most + 1 - one.mean) / most,
                )
                for one in places
            )
        case kinds.Points(shares=shares):
            longest = max((one.mean for one in shares), default=0) or 1
            return _lengths(
                (
                    wording.choice(question, one.name),
                    catalogues.decimal(one.mean),
                    100 * one.mean / longest,
                )
                for one in shares
            )
        case kinds.Matrix(rows=rows):
            parted = [Part(wording.row(question, row.name), row.people, row.bars) for row in rows]
            names = (one.name for one in question.choices)
            return stacked(parted, tuple(wording.choice(question, name) for name in names))
        case _:
            return None


def _bars(lines: Sequence[tuple[str, kinds.Bar]]) -> Chart:
    return _lengths(
        (label, f"{catalogues.number(bar.people)} · {percent(bar.share)}", 100 * bar.share)
        for label, bar in lines
    )


def _lengths(lines: Iterable[tuple[str, str, float]]) -> Chart:
    """Bars below each other: label, value in words, length in percent."""
    found = list(lines)
    marks: list[Mark] = []
    y = 0.0
    for label, value, width in found:
        marks.append(Mark(wrapped(label), apart(value), y, min(100.0, max(0.0, width))))
        y = marks[-1].bar_y + BAR + GAP
    about = "; ".join(f"{label}: {value}" for label, value, _ in found)
    return Chart("bars", about, max(0.0, y - GAP), tuple(marks))


def _columns(
    lines: Sequence[tuple[str, int, float]],
    mean: float | None = None,
    ends: tuple[str, str] = ("", ""),
) -> Chart:
    """Columns beside each other: label, people, share. The longest has the whole height."""
    longest = max((share for _, _, share in lines), default=0) or 1

    def value(people: int) -> str:
        return catalogues.number(people) if len(lines) <= MOST_NUMBERS else ""

    marks = tuple(
        Mark((apart(label),), value(people), 0, 100 * share / longest)
        for label, people, share in lines
    )
    about = "; ".join(f"{label}: {people} · {percent(share)}" for label, people, share in lines)
    height = COLUMN + (4 if any(ends) else 2.3) * LINE
    return Chart("columns", about, height, marks, mean=mean, ends=ends)


def _mean(figures: Spread, bars: Sequence[kinds.Bar]) -> float | None:
    """Where the mean lies along the columns, in percent."""
    steps = [int(one.name) for one in bars]
    if len(steps) < 2 or steps[-1] - steps[0] != len(steps) - 1:
        return None
    return 100 * (figures.mean - steps[0] + 0.5) / len(steps)


@dataclass(frozen=True, slots=True)
class Part:
    """One bar of a stacked chart: who answered, and how they are parted."""

    label: str
    people: int
    bars: tuple[kinds.Bar, ...]


def stacked(rows: Sequence[Part], legend: tuple[str, ...]) -> Chart:
    """A bar for each row, parted by its answers, which have the numbers of the legend."""
    marks: list[Mark] = []
    y = 0.0
    for row in rows:
        parts, start = [], 0.0
        for number, bar in enumerate(row.bars, 1):
            parts.append((number, start, 100 * bar.share))
            start += 100 * bar.share
        value = catalogues.number(row.people)
        marks.append(Mark(wrapped(row.label), value, y, start, tuple(parts)))
        y = marks[-1].bar_y + 1.4 * BAR + GAP
    about = "; ".join(
        f"{row.label}: "
        + ", ".join(f"{number} {percent(bar.share)}" for number, bar in enumerate(row.bars, 1))
        for row in rows
    )
    return Chart("stacked", about, max(0.0, y - GAP), tuple(marks), legend)


def means(lines: Sequence[tuple[str, kinds.Parts | None]]) -> Chart:
    """The means of a scale for several groups, from its low end to its high one."""
    return _lengths(
        (label, _said(parts.figures), _place(parts))
        for label, parts in lines
        if isinstance(parts, kinds.Scale)
    )


def _said(figures: Spread) -> str:
    return catalogues.words(say("Mean %(mean)s", mean=catalogues.decimal(figures.mean)))


def _place(scale: kinds.Scale) -> float:
    low, high = int(scale.bars[0].name), int(scale.bars[-1].name)
    return 100 * (scale.figures.mean - low) / (high - low) if high > low else 0.0
