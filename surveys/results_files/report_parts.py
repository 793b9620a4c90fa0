"""One question's results as blocks of a report, in the current language. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from app.documents.document import (
    Bar,
    Block,
    Cell,
    Column,
    Group,
    Heading,
    Item,
    Items,
    Paragraph,
    Table,
    Text,
)
from app.language import catalogues
from app.refused import say, say_n
from surveys.expressions import REFERENCE
from surveys.questionnaire import Question, Texts
from surveys.questions.swot import TITLES
from surveys.results import summaries as kinds
from surveys.results.figures import Histogram
from surveys.results.selected import WEIGHED
from surveys.results.summaries import Summary
from surveys.results.wording import Wording, answered, column, column_head, percent
from surveys.results.wording import figures as spread
from surveys.results.words import grouped

Approved: TypeAlias = Counter[tuple[str, str]]
"""Quadrant (else empty) and text → how often it is approved."""

MOST_TEXTS, MOST_BARS = 60, 40
"""Of one question that a report shows; all of them stand in the other files."""

_words = catalogues.words


@dataclass(frozen=True, slots=True)
class Voice:
    """What the office wrote, in the report's language or as it was written."""

    language: str
    original: str

    def text(self, texts: Texts) -> Text:
        """Where an earlier answer would stand, there are dots: each person read another."""
        tag = self.language if texts.get(self.language) else self.original
        return Text(REFERENCE.sub("…", texts.get(tag, "")), tag)


def question_blocks(
    found: Summary, voice: Voice, approved: Approved | None = None
) -> Iterator[Block]:
    """The question, how many answered it, and what; of texts only those that are `approved`."""
    question = found.question
    label = voice.text(question.label)
    yield Heading(label if label.text else Text(question.name), 3)
    if found.parts is None or (isinstance(found.parts, kinds.Bars) and found.parts.untold):
        yield Paragraph(Text(_words(say("Nothing of this question can be shown."))), note=True)
        return
    told = [answered(found), *([WEIGHED] if found.weighted else [])]
    yield Paragraph(Text(" ".join(map(_words, told))), note=True)
    yield from parts_blocks(question, found.parts, voice, approved or Counter())


def parts_blocks(
    question: Question, parts: kinds.Parts, voice: Voice, approved: Approved
) -> Iterator[Block]:
    match parts:
        case kinds.Bars(bars=bars):
            shown = bars[:MOST_BARS]
            yield bar_table([(name_of(question, one.name, voice), one) for one in shown])
            yield from _more(len(bars) - len(shown))
        case kinds.Scale(bars=bars, figures=figures):
            yield Paragraph(Text(_words(spread(figures))), note=True)
            yield bar_table([(_step(question, one.name, voice), one) for one in bars])
        case kinds.Numbers(figures=figures, histogram=histogram):
            yield Paragraph(Text(_words(spread(figures))), note=True)
            yield _bins(histogram)
        case kinds.Ranking(places=places):
            yield _places(question, places, voice)
        case kinds.Points(shares=shares):
            yield _points(question, shares, voice)
        case kinds.Matrix(rows=rows):
            yield _matrix(question, rows, voice)
        case kinds.Board(quadrants=quadrants):
            for name, entries in quadrants:
                yield Heading(Text(_words(TITLES[name])), 4)
                yield from _entries(name, entries, approved)
        case kinds.Texts(entries=entries):
            yield from _entries("", entries, approved)


def bar_table(lines: Sequence[tuple[Text, kinds.Bar]]) -> Table:
    """Answers, how many people gave each, and their share as a bar."""
    columns = (
        Column(_words(say("Answer")), 42),
        Column(_words(say("People")), 14, "number"),
        Column(_words(say("Share")), 44),
    )
    return table(columns, [(label, bar.people, share(bar.share)) for label, bar in lines])


def share(value: float) -> Bar:
    return Bar(percent(value), share=value)


def name_of(question: Question, name: str, voice: Voice) -> Text:
    """A choice in words; what is no choice is said as it is."""
    label = next((one.label for one in question.choices if one.name == name), None)
    if label is not None:
        return voice.text(label)
    return Text(Wording(voice.language, voice.original).choice(question, name))


def _step(question: Question, name: str, voice: Voice) -> Text:
    """A step of a scale; its ends with their names."""
    ends = {question.low: question.low_label, question.high: question.high_label}
    label = voice.text(ends.get(float(name), {}))
    return Text(f"{name} – {label.text}", label.language) if label.text else Text(name)


def _bins(histogram: Histogram) -> Table:
    columns = (
        Column(_words(column_head(histogram)), 42),
        Column(_words(say("People")), 14, "number"),
        Column(_words(say("Share")), 44),
    )
    lines: list[tuple[Cell, ...]] = [
        (Text(column(one)), one.people, share(one.share)) for one in histogram.bins
    ]
    return table(columns, lines)


def _places(question: Question, places: Sequence[kinds.Place], voice: Voice) -> Table:
    columns = (
        Column(_words(say("Rank")), 10, "number"),
        Column(_words(say("Answer")), 38),
        Column(_words(say("Mean place")), 14, "number"),
        Column(_words(say("Put first by")), 38),
    )
    lines: list[tuple[Cell, ...]] = [
        (
            place,
            name_of(question, one.name, voice),
            Text(catalogues.decimal(one.mean)),
            share(one.first.share),
        )
        for place, one in enumerate(places, 1)
    ]
    return table(columns, lines)


def _points(question: Question, shares: Sequence[kinds.Share], voice: Voice) -> Table:
    columns = (
        Column(_words(say("Answer")), 42),
        Column(_words(say("Mean points")), 14, "number"),
        Column(_words(say("Share of all points")), 44),
    )
    lines: list[tuple[Cell, ...]] = [
        (name_of(question, one.name, voice), Text(catalogues.decimal(one.mean)), share(one.share))
        for one in shares
    ]
    return table(columns, lines)


def _matrix(question: Question, rows: Sequence[kinds.Row], voice: Voice) -> Table:
    labels = {row.name: voice.text(row.label) for row in question.rows}
    columns = (
        Column(_words(say("Row")), 40),
        *(Column(voice.text(one.label).text, 14, "number") for one in question.choices),
        Column(_words(say("People")), 12, "number"),
    )
    shown = [one.name for one in question.choices]
    lines: list[tuple[Cell, ...]] = []
    for row in rows:
        found = {bar.name: bar.share for bar in row.bars}
        cells = (Text(share(found.get(name, 0.0)).text) for name in shown)
        lines.append((labels.get(row.name, Text(row.name)), *cells, row.people))
    return table(columns, lines)


def _entries(part: str, entries: Sequence[str], approved: Approved) -> Iterator[Block]:
    """What people typed and everybody may read, the same words once; nothing tells whose it is."""
    shown = (Counter((part, text) for text in entries) & approved).elements()
    words = grouped([text for _, text in shown])[:MOST_TEXTS]
    if words:
        yield Items(tuple(Item(Text(one.text), _times(one.times)) for one in words))
    elif not entries:
        yield Paragraph(Text("–"))
    yield from _more(len(entries) - sum(one.times for one in words))


def _times(number: int) -> str:
    return f"×{catalogues.number(number)}" if number > 1 else ""


def _more(more: int) -> Iterator[Block]:
    if more > 0:
        said = say_n(
            "%(num)d more answer stands in the Excel file.",
            "%(num)d more answers stand in the Excel file.",
            more,
        )
        yield Paragraph(Text(_words(said)), note=True)


def table(columns: tuple[Column, ...], lines: Sequence[tuple[Cell, ...]]) -> Table:
    return Table(columns, (Group((), tuple(lines)),))
