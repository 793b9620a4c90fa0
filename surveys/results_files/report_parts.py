"""One question's results as blocks of a report, in the current language. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from app.documents.document import (
    Block,
    Heading,
    Item,
    Items,
    Paragraph,
    Text,
)
from app.language import catalogues
from app.refused import say, say_n
from surveys.questionnaire import Question
from surveys.questions.swot import TITLES
from surveys.results import summaries as kinds
from surveys.results.selected import WEIGHED
from surveys.results.summaries import Summary
from surveys.results.wording import answered
from surveys.results.wording import figures as spread
from surveys.results.words import grouped
from surveys.results_files.report_tables import (
    Voice,
    bar_table,
    bin_table,
    matrix_table,
    name_of,
    place_table,
    point_table,
    step_name,
)

Approved: TypeAlias = Counter[tuple[str, str]]
"""Quadrant (else empty) and text → how often it is approved."""

MOST_TEXTS, MOST_BARS = 60, 40
"""Of one question that a report shows; all of them stand in the other files."""

_words = catalogues.words


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
            yield bar_table([(step_name(question, one.name, voice), one) for one in bars])
        case kinds.Numbers(figures=figures, histogram=histogram):
            yield Paragraph(Text(_words(spread(figures))), note=True)
            yield bin_table(histogram)
        case kinds.Ranking(places=places):
            yield place_table(question, places, voice)
        case kinds.Points(shares=shares):
            yield point_table(question, shares, voice)
        case kinds.Matrix(rows=rows):
            yield matrix_table(question, rows, voice)
        case kinds.Board(quadrants=quadrants):
            for name, entries in quadrants:
                yield Heading(Text(_words(TITLES[name])), 4)
                yield from _entries(name, entries, approved)
        case kinds.Texts(entries=entries):
            yield from _entries("", entries, approved)


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
