"""The tables of a report, in the current language: answers with their figures. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.document import Bar, Cell, Column, Group, Table, Text
from app.language import catalogues
from app.refused import say
from surveys.expressions import REFERENCE
from surveys.questionnaire import Question, Texts
from surveys.results import summaries as kinds
from surveys.results.figures import Histogram
from surveys.results.wording import Wording, column, column_head, percent

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


def step_name(question: Question, name: str, voice: Voice) -> Text:
    """A step of a scale; its ends with their names."""
    ends = {question.low: question.low_label, question.high: question.high_label}
    label = voice.text(ends.get(float(name), {}))
    return Text(f"{name} – {label.text}", label.language) if label.text else Text(name)


def bin_table(histogram: Histogram) -> Table:
    columns = (
        Column(_words(column_head(histogram)), 42),
        Column(_words(say("People")), 14, "number"),
        Column(_words(say("Share")), 44),
    )
    lines: list[tuple[Cell, ...]] = [
        (Text(column(one)), one.people, share(one.share)) for one in histogram.bins
    ]
    return table(columns, lines)


def place_table(question: Question, places: Sequence[kinds.Place], voice: Voice) -> Table:
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


def point_table(question: Question, shares: Sequence[kinds.Share], voice: Voice) -> Table:
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


def matrix_table(question: Question, rows: Sequence[kinds.Row], voice: Voice) -> Table:
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


def table(columns: tuple[Column, ...], lines: Sequence[tuple[Cell, ...]]) -> Table:
    return Table(columns, (Group((), tuple(lines)),))
