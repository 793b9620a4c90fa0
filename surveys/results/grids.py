"""The table that stands beside every chart: all its numbers, for who cannot see it, or counts."""

from app.language import catalogues
from app.refused import Message, say
from surveys.questionnaire import Question
from surveys.results import summaries as kinds
from surveys.results.shapes import Grid
from surveys.results.wording import Wording, column, column_head, percent

_ANSWER, _PEOPLE, _SHARE = say("Answer"), say("People"), say("Share")


def grid(question: Question, parts: kinds.Parts, wording: Wording) -> Grid | None:
    """None for texts and boards, which are lists."""
    told = catalogues.number
    match parts:
        case kinds.Bars(bars=bars) | kinds.Scale(bars=bars):
            return Grid(
                _head(_ANSWER, _PEOPLE, _SHARE),
                tuple(
                    (wording.step(question, one.name), told(one.people), percent(one.share))
                    for one in bars
                ),
            )
        case kinds.Numbers(histogram=histogram):
            return Grid(
                _head(column_head(histogram), _PEOPLE, _SHARE),
                tuple(
                    (column(one), told(one.people), percent(one.share)) for one in histogram.bins
                ),
            )
        case kinds.Ranking(places=places):
            return Grid(
                _head(_ANSWER, say("Mean place"), say("Put first by"), say("Ranked by")),
                tuple(
                    (
                        wording.choice(question, one.name),
                        catalogues.decimal(one.mean),
                        f"{told(one.first.people)} ({percent(one.first.share)})",
                        told(one.ranked),
                    )
                    for one in places
                ),
            )
        case kinds.Points(shares=shares):
            return Grid(
                _head(_ANSWER, say("Mean points"), say("Share of all points"), say("Given by")),
                tuple(
                    (
                        wording.choice(question, one.name),
                        catalogues.decimal(one.mean),
                        percent(one.share),
                        told(one.people),
                    )
                    for one in shares
                ),
            )
        case kinds.Matrix(rows=rows):
            return _matrix(question, rows, wording)
        case _:
            return None


def _matrix(question: Question, rows: tuple[kinds.Row, ...], wording: Wording) -> Grid:
    names = [one.name for one in question.choices]
    lines = []
    for row in rows:
        found = {bar.name: bar for bar in row.bars}
        cells = (f"{found[n].people} ({percent(found[n].share)})" for n in names)
        lines.append((wording.row(question, row.name), *cells, catalogues.number(row.people)))
    head = (wording.choice(question, name) for name in names)
    return Grid((*_head(say("Row")), *head, *_head(_PEOPLE)), tuple(lines))


def _head(*messages: Message) -> tuple[str, ...]:
    return tuple(map(catalogues.words, messages))
