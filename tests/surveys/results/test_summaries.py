"""What a chart says is what a recount says."""

import statistics
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import catalogues
from surveys.questionnaire import QUADRANTS, Question
from surveys.results.columns import Cell, Columns, Gap, Version
from surveys.results.crowds import MIXED
from surveys.results.summaries import (
    Bars,
    Board,
    Matrix,
    Numbers,
    Points,
    Ranking,
    Scale,
    Summary,
    Texts,
    summary,
)
from surveys.results.telling import ALIKE, told
from surveys.results.wording import Wording, column
from tests.surveys.results.people import DAY, a_questionnaire, choices

NAMES = ["a", "b", "c"]
name = st.sampled_from(NAMES)
subset = st.lists(name, min_size=1, unique=True)
nothing = st.sampled_from([None, Gap.LEFT, Gap.NOT_ASKED])
entries = st.dictionaries(
    st.sampled_from(QUADRANTS), st.lists(st.text("xy", min_size=1)), min_size=1
)
CELLS: dict[str, Any] = {
    "single": st.sampled_from([*NAMES, "other"]),
    "multiple": subset,
    "yes_no": st.sampled_from(["yes", "no"]),
    "consent": st.just("yes"),
    "scale": st.integers(0, 10),
    "number": st.integers(-50, 5000) | st.floats(-9, 9, allow_nan=False).map(lambda x: round(x, 2)),
    "date": st.dates().map(lambda day: day.isoformat()),
    "ranking": subset,
    "points": st.dictionaries(name, st.integers(1, 10), min_size=1),
    "matrix": st.dictionaries(st.sampled_from(["r", "s"]), name, min_size=1),
    "swot": entries,
    "long_text": st.text("xyz", min_size=1),
    "calculation": st.sampled_from(["low", "high", 3]),
}


def a_question(kind: str) -> Question:
    return Question(
        kind,
        "q",
        {"en": "Question"},
        choices=choices(*NAMES)
        if kind in ("single", "multiple", "ranking", "points", "matrix")
        else (),
        rows=choices("r", "s") if kind == "matrix" else (),
        other=kind == "single",
        low=0,
        high=10,
    )


@pytest.mark.parametrize("kind", CELLS)
@given(data=st.data())
def test_totals_equal_a_recount(kind: str, data: st.DataObject) -> None:
    cells: list[Cell] = data.draw(st.lists(CELLS[kind] | nothing, min_size=1, max_size=30))
    weights = data.draw(
        st.none() | st.lists(st.floats(0.2, 5), min_size=len(cells), max_size=len(cells))
    )
    found = summary(a_question(kind), cells, weights)
    given_ = [one for one in cells if not (one is None or isinstance(one, Gap))]
    assert found.people == len(cells)
    assert found.answered == len(given_)
    assert found.declined == cells.count(None)
    assert found.left == cells.count(Gap.LEFT)
    assert found.asked == len(cells) - cells.count(Gap.NOT_ASKED)
    if given_:
        assert counted(found) == recount(kind, given_)
        weigh(found, cells, weights)
    else:
        assert found.parts is None


def counted(found: Summary) -> Counter[Any]:
    """Everything that the chart counts, as people or entries by name."""
    match found.parts:
        case Bars(bars) | Scale(bars):
            return Counter({one.name: one.people for one in bars if one.people})
        case Numbers(_, spread):
            return Counter({"all": sum(one.people for one in spread.bins)})
        case Ranking(places):
            return Counter({one.name: one.ranked for one in places if one.ranked})
        case Points(shares):
            return Counter({one.name: one.people for one in shares if one.people})
        case Matrix(rows):
            parts = {(row.name, one.name): one.people for row in rows for one in row.bars}
            return Counter({key: people for key, people in parts.items() if people})
        case Board(quadrants):
            return Counter((name, entry) for name, texts in quadrants for entry in texts)
        case Texts(texts):
            return Counter(texts)
    raise AssertionError(found)


def recount(kind: str, cells: list[Any]) -> Counter[Any]:
    match kind:
        case "multiple" | "ranking" | "points":
            return Counter(name for one in cells for name in one)
        case "matrix":
            return Counter(pair for one in cells for pair in one.items())
        case "swot":
            return Counter((q, text) for one in cells for q, texts in one.items() for text in texts)
        case "number":
            return Counter({"all": len(cells)})
        case "calculation" if set(cells) == {3}:
            return Counter({"all": len(cells)})
        case "date":
            whole = {one[:7] for one in cells}
            span = [int(one[:4]) * 12 + int(one[5:]) for one in whole]
            return Counter(one[: 7 if max(span) - min(span) < 36 else 4] for one in cells)
        case _:
            return Counter(str(one) for one in cells)


def test_a_mistyped_year_does_not_fill_the_page() -> None:
    days: list[Cell] = ["0001-01-01", "2026-01-01", "2026-05-01", "9999-12-31"]
    found = summary(a_question("date"), days).parts
    assert isinstance(found, Bars)
    assert [(bar.name, bar.people) for bar in found.bars] == [("0001", 1), ("2026", 2), ("9999", 1)]


def weigh(found: Summary, cells: list[Cell], weights: list[float] | None) -> None:
    """What the bars weigh, and their shares, against a sum over all people."""
    if not isinstance(found.parts, Bars | Scale):
        return
    own = [1.0] * len(cells) if weights is None else weights
    given_ = [(c, w) for c, w in zip(cells, own, strict=True) if c and not isinstance(c, Gap)]
    given_ += [(c, w) for c, w in zip(cells, own, strict=True) if c == 0]
    whole = sum(weight for _, weight in given_)
    for bar in found.parts.bars:
        mine = sum(weight for cell, weight in given_ if gives(cell, bar.name, found.question.kind))
        assert bar.amount == pytest.approx(mine)
        assert bar.share == pytest.approx(mine / whole)


def gives(cell: Cell, name: str, kind: str) -> bool:
    if isinstance(cell, list):
        return name in cell
    return str(cell).startswith(name) if kind == "date" else str(cell) == name


@given(st.lists(st.integers(0, 10), min_size=1))
def test_a_scale_has_the_mean_median_and_spread_of_its_answers(answers: list[int]) -> None:
    found = summary(a_question("scale"), answers).parts
    assert isinstance(found, Scale)
    assert found.figures.mean == pytest.approx(statistics.mean(answers))
    assert found.figures.median == statistics.median(answers)
    assert found.figures.spread == pytest.approx(statistics.pstdev(answers))
    assert len(found.bars) == 11


def test_a_calculation_from_an_answer_that_is_missing_is_no_answer() -> None:
    count = Question("number", "n", {"en": "How many?"})
    twice = Question("calculation", "twice", {}, formula="${n} * 2")
    columns, version = Columns(2), Version(a_questionnaire(count, twice))
    for person, answers in enumerate(({"n": 3}, {})):
        version.put(columns, person, answers, DAY, finished=True)
    assert columns["twice"].answered([(0, 1), (1, 2)]) == [1, 0]


def test_where_all_stand_under_all_others_there_is_nothing_to_see() -> None:
    for cells, few in ([MIXED] * 5, ALIKE), ([MIXED] * 5 + ["a"] * 5, None):
        found = summary(a_question("single"), cells)
        seen = told(found, Wording("en", "en"))
        assert (seen.few, seen.chart is None) == (few, few is ALIKE)


def test_what_is_not_ranked_shares_the_places_that_are_left() -> None:
    found = summary(a_question("ranking"), [["a"], ["b", "a", "c"]]).parts
    assert isinstance(found, Ranking)
    told = [(one.name, one.mean, one.first.people) for one in found.places]
    assert told == [("a", 1.5, 1), ("b", 1.75, 1), ("c", 2.75, 0)]


def test_a_histogram_has_round_edges() -> None:
    found = summary(a_question("number"), [0, 3, 17, 99]).parts
    assert isinstance(found, Numbers)
    edges = [edge for one in found.histogram.bins for edge in (one.low, one.high)]
    assert (len(found.histogram.bins), edges[0], edges[-1]) == (10, 0, 99)


@pytest.mark.parametrize(
    ("numbers", "labels"),
    [
        ([0, 1, 3], "0 1 2 3"),
        ([0.5, 3], "0.5–1 1–1.5"),
        ([0, 12], "0–1 2–3"),
        ([5, 99], "0–9 10–19"),
    ],
)
def test_columns_of_whole_numbers_share_no_number(numbers: list[Cell], labels: str) -> None:
    found = summary(a_question("number"), numbers).parts
    assert isinstance(found, Numbers)
    with catalogues.speaking("en"):
        assert " ".join(map(column, found.histogram.bins)).startswith(labels)
