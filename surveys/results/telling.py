"""One question's results as a page tells them: sentences, chart, table, board, texts."""

from dataclasses import dataclass
from functools import lru_cache

from app.refused import Message, say, say_n
from surveys.questions.swot import TITLES
from surveys.results import summaries as kinds
from surveys.results.charts import chart
from surveys.results.grids import grid
from surveys.results.shapes import Chart, Grid
from surveys.results.summaries import Summary
from surveys.results.wording import Wording, agreement, answered, figures
from surveys.results.words import Word, grouped

MOST_ENTRIES = 12
"""Of a quadrant on the page of all results; the others stand on the page of texts."""

FEW = say("Fewer than five people: nothing is shown here, so that nobody can be recognised.")
ALIKE = say(
    "Too few people share an answer: nothing is shown here, so that nobody can be recognised."
)
NOBODY = say("Nobody has answered this question.")


@dataclass(frozen=True, slots=True)
class Quadrant:
    """A field of a SWOT board: its most frequent entries, and how many more there are."""

    title: Message
    entries: tuple[Word, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Told:
    """What `_chart.html` draws as `summary`. `key` is fit for an id. `few` says why there is
    nothing to see, else None. `texts`: how many people wrote something."""

    key: str
    kind: str
    label: str
    sentences: tuple[Message, ...]
    few: Message | None
    weighted: bool
    chart: Chart | None
    grid: Grid | None
    board: tuple[Quadrant, ...]
    texts: int


def told(found: Summary, wording: Wording, people: int | None = None, key: str = "") -> Told:
    """`people`: who are selected; of some the answer to this question cannot be shown."""
    question, parts = found.question, found.parts
    untold = isinstance(parts, kinds.Bars) and parts.untold
    parts = None if untold else parts
    hidden = (found.people if people is None else people) - found.people
    drawn = chart(question, parts, wording) if parts else None
    return Told(
        key or question.name,
        question.kind,
        wording.label(question),
        tuple(_sentences(found, hidden)) if parts else (),
        None if parts else why(untold, hidden or not found.people),
        found.weighted,
        drawn,
        grid(question, parts, wording) if parts else None,
        _board(parts),
        found.answered if isinstance(parts, kinds.Texts) else 0,
    )


def why(untold: bool, hidden: bool | int) -> Message:
    """Why there is nothing to see. `untold`: some answered, but too few of them alike; `hidden`:
    of some who are selected the answer cannot be shown."""
    return ALIKE if untold else FEW if hidden else NOBODY


def _sentences(found: Summary, hidden: int) -> list[Message]:
    sentences = [answered(found)]
    if isinstance(found.parts, kinds.Scale | kinds.Numbers):
        sentences.append(figures(found.parts.figures))
    if isinstance(found.parts, kinds.Scale):
        bars = found.parts.bars
        sentences.append(agreement(found.parts.figures, len(bars) - 1))
    if isinstance(found.parts, kinds.Ranking):
        sentences.append(say("The smaller the mean place, the further in front."))
    if hidden:
        sentences.append(
            say_n(
                "The answer of %(num)d person is not shown here, so that nobody can be recognised.",
                "The answers of %(num)d people are not shown here, so that nobody can be "
                "recognised.",
                hidden,
            )
        )
    return sentences


def _board(parts: kinds.Parts | None) -> tuple[Quadrant, ...]:
    if not isinstance(parts, kinds.Board):
        return ()
    return tuple(
        _quadrant(TITLES[name], entries) for name, entries in parts.quadrants if name in TITLES
    )


def _quadrant(title: Message, entries: tuple[str, ...]) -> Quadrant:
    words = _most(entries)
    return Quadrant(title, words, len(entries) - sum(one.times for one in words))


@lru_cache(maxsize=8)  # of 20,000 entries it takes a second, and a page is read again
def _most(entries: tuple[str, ...]) -> tuple[Word, ...]:
    return grouped(entries)[:MOST_ENTRIES]
