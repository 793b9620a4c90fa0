"""The answers of one kind summed up. Pure."""

from collections.abc import Iterable
from typing import TypeAlias

from surveys.questionnaire import QUADRANTS, Question, Value
from surveys.results.crowds import MIXED
from surveys.results.figures import histogram, of_numbers, whole_steps
from surveys.results.parts import (
    Bar,
    Bars,
    Board,
    Matrix,
    Numbers,
    Parts,
    Place,
    Points,
    Ranking,
    Row,
    Scale,
    Share,
    Texts,
)
from surveys.results.table import choice_names

Given: TypeAlias = list[tuple[Value, int, float]]
"""Each different answer, how many people gave it, and what they weigh together."""


def parts(question: Question, lines: Given) -> Parts:
    """The results of a question that somebody has answered."""
    match question.kind:
        case "single" | "multiple" | "yes_no" | "consent":
            return Bars(_bars(choice_names(question), lines))
        case "scale":
            return _scale(question, lines)
        case "number":
            return _numbers(lines)
        case "date":
            return Bars(_bars(_months(lines), _by_month(lines)))
        case "ranking":
            return _ranking(question, lines)
        case "points":
            return _points(question, lines)
        case "matrix":
            return _matrix(question, lines)
        case "swot":
            return _board(lines)
        case "calculation":
            return _calculation(lines)
        case _:
            return Texts(tuple(str(value) for value, people, _ in lines for _ in range(people)))


def _bars(names: Iterable[str], given: Given) -> tuple[Bar, ...]:
    """A bar for each name; an answer may hold several. Answers that have no name here any more
    follow behind, so that nothing is lost. What stands under MIXED has no bar of its own: nobody
    knows whether it is nought."""
    people: dict[str, int] = dict.fromkeys(names, 0)
    amounts: dict[str, float] = dict.fromkeys(people, 0.0)
    for value, number, weight in given:
        for name in value if isinstance(value, list) else [str(value)]:
            people[name] = people.get(name, 0) + number
            amounts[name] = amounts.get(name, 0.0) + weight
    whole = sum(weight for _, _, weight in given)
    return tuple(
        Bar(name, people[name], amounts[name], amounts[name] / whole if whole else 0.0)
        for name in people
        if people[name] or MIXED not in people
    )


def _scale(question: Question, given: Given) -> Scale:
    numbers = _as_numbers(given)
    steps = whole_steps(question.low, question.high, [value for value, _, _ in numbers])
    bars = _bars(map(str, steps), [(str(int(value)), n, w) for value, n, w in numbers])
    return Scale(bars, of_numbers(numbers))


def _numbers(given: Given) -> Numbers:
    numbers = _as_numbers(given)
    return Numbers(of_numbers(numbers), histogram(numbers))


def _as_numbers(given: Given) -> list[tuple[float, int, float]]:
    return [(value, n, w) for value, n, w in given if isinstance(value, int | float)]


def _calculation(given: Given) -> Parts:
    if all(isinstance(value, int | float) for value, _, _ in given):
        return _numbers(given)
    return Bars(_bars(sorted({str(value) for value, _, _ in given}), given))


MOST_MONTHS = 36
MOST_YEARS = 100  # else a mistyped one fills the page: what 0202 and 2026 lie between


def _by_month(given: Given) -> Given:
    digits = 7 if len(_span(given)) <= MOST_MONTHS else 4  # 2026-11, or the year alone
    return [(str(value)[:digits], n, w) for value, n, w in given]


def _months(given: Given) -> list[str]:
    """Over more than three years the years; of those in which nothing lies only few."""
    span = _span(given)
    if len(span) <= MOST_MONTHS:
        return span
    years = list(dict.fromkeys(month[:4] for month in span))
    return years if len(years) <= MOST_YEARS else sorted({str(day)[:4] for day, _, _ in given})


def _span(given: Given) -> list[str]:
    """All months from the first to the last, also those in which nothing lies."""
    months = [int(str(value)[:4]) * 12 + int(str(value)[5:7]) - 1 for value, _, _ in given]
    span = range(min(months), max(months) + 1)
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in span]


def _ranking(question: Question, given: Given) -> Ranking:
    names = choice_names(question)
    sums = dict.fromkeys(names, 0.0)
    ranked = dict.fromkeys(names, 0)
    whole = sum(weight for _, _, weight in given)
    for value, people, weight in given:
        order = [name for name in value if name in sums] if isinstance(value, list) else []
        behind = (len(order) + 1 + len(names)) / 2  # the mean of the places that are left
        for name in names:
            sums[name] += weight * (order.index(name) + 1 if name in order else behind)
            ranked[name] += people if name in order else 0
    first = {bar.name: bar for bar in _bars(names, _firsts(given))}
    places = [Place(n, sums[n] / whole if whole else 0.0, first[n], ranked[n]) for n in names]
    return Ranking(tuple(sorted(places, key=lambda one: one.mean)))


def _firsts(given: Given) -> Given:
    return [(value[:1], n, w) for value, n, w in given if isinstance(value, list)]


def _points(question: Question, given: Given) -> Points:
    names = choice_names(question)
    points = dict.fromkeys(names, 0.0)
    people = dict.fromkeys(names, 0)
    for value, number, weight in given:
        for name, count in value.items() if isinstance(value, dict) else ():
            if isinstance(count, int) and count:
                points[name] = points.get(name, 0.0) + count * weight
                people[name] = people.get(name, 0) + number
    whole, all_points = sum(weight for _, _, weight in given), sum(points.values())
    return Points(
        tuple(
            Share(
                name,
                people[name],
                points[name],
                points[name] / whole if whole else 0.0,
                points[name] / all_points if all_points else 0.0,
            )
            for name in points
        )
    )


def _matrix(question: Question, given: Given) -> Matrix:
    rows = []
    for row in question.rows:
        lines: Given = [
            (value[row.name], n, w)
            for value, n, w in given
            if isinstance(value, dict) and row.name in value
        ]
        names = [choice.name for choice in question.choices]
        rows.append(Row(row.name, sum(n for _, n, _ in lines), _bars(names, lines)))
    return Matrix(tuple(rows))


def _board(given: Given) -> Board:
    """Its entries in the order of their letters: no order tells whose they are."""
    found: dict[str, list[str]] = {name: [] for name in QUADRANTS}
    for value, people, _ in given:
        for name, entries in value.items() if isinstance(value, dict) else ():
            if isinstance(entries, list):
                found.setdefault(name, []).extend(entries * people)
    return Board(tuple((name, tuple(sorted(entries))) for name, entries in found.items()))
