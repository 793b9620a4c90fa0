"""Rating goals by weighted criteria, as values. Source: docs/rating.md."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.refused import Message, Refused, say

NO_OPINION = 0
LOWEST, HIGHEST = 1, 5
VALUES = range(NO_OPINION, HIGHEST + 1)
MOST_WEIGHT = 10  # the table holds the same bound
MOST_CRITERIA = 8
FIRST = 5  # goals that are chosen, unless the moderator says otherwise
MOST_FIRST = 100
_STEPS = 100  # totals are compared as they are shown: in hundredths

Counts = Mapping[int, int]
"""Value -> how many people gave it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a criterion is called, one sentence that explains it, and the ends of its scale."""

    title: Message | str
    sentence: Message | None
    low: Message
    high: Message


# Those of the steering group of Bielefeld's integration concept (2010): "Dringlichkeit der
# Thematik", "Beeinflussbarkeit durch die Kommune", "Wirkung" and "Zielerreichung".
PRESETS: Mapping[str, Wording] = {
    "urgency": Wording(
        say("Urgency"),
        say("Does something have to happen here soon?"),
        say("can wait"),
        say("very urgent"),
    ),
    "influence": Wording(
        say("Influence of the municipality"),
        say("Can our town change this itself?"),
        say("hardly"),
        say("very much"),
    ),
    "effect": Wording(
        say("Effect"),
        say("How much will people’s lives change if it works?"),
        say("very little"),
        say("very much"),
    ),
    "attainment": Wording(
        say("Attainment of the goal"),
        say("Is it likely that we reach this goal?"),
        say("not likely"),
        say("very likely"),
    ),
}


def wording(preset: str | None, titles: Mapping[str, str], language: str, original: str) -> Wording:
    """What a criterion is called for a reader of this language.

    One that a moderator has added bears the title that they wrote, if need be in the `original`
    language, the workshop's first one.
    """
    if preset is not None and preset in PRESETS:
        return PRESETS[preset]
    title = titles.get(language) or titles.get(original) or next(iter(titles.values()), "")
    return Wording(title, None, say("low"), say("high"))


@dataclass(frozen=True, slots=True)
class Figure:
    """One goal by one criterion.

    `ratings` counts those who rated, `abstained` those of no opinion. `mean` is None without a
    rating, `spread` with fewer than two. The spread is the standard deviation of the population:
    those who rated are all there are, not a sample of others.
    """

    mean: Fraction | None
    spread: float | None
    ratings: int
    abstained: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A goal's result. `total` and `rank` are None where nothing that counts was rated."""

    goal_id: int
    figures: Mapping[int, Figure]
    total: Fraction | None
    rank: int | None


def figure(counts: Counts) -> Figure:
    """Mean and spread of these ratings."""
    given = {value: n for value, n in counts.items() if value != NO_OPINION and n}
    ratings = sum(given.values())
    abstained = counts.get(NO_OPINION, 0)
    if not ratings:
        return Figure(None, None, 0, abstained)
    mean = Fraction(sum(value * n for value, n in given.items()), ratings)
    variance = sum((n * (value - mean) ** 2 for value, n in given.items()), Fraction(0)) / ratings
    return Figure(mean, math.sqrt(variance) if ratings > 1 else None, ratings, abstained)


def total(figures: Mapping[int, Figure], weights: Mapping[int, int]) -> Fraction | None:
    """The weighted mean of the criteria's means, in hundredths.

    Only criteria with a weight above 0 that have ratings take part, so a goal is not pulled down
    by a criterion nobody had an opinion on.
    """
    parts = [
        (weights[criterion], one.mean)
        for criterion, one in figures.items()
        if one.mean is not None and weights.get(criterion, 0) > 0
    ]
    if not parts:
        return None
    exact = sum((w * mean for w, mean in parts), Fraction(0)) / sum(w for w, _ in parts)
    return Fraction(math.floor(exact * _STEPS + Fraction(1, 2)), _STEPS)


def ranked(
    goals: Sequence[int],
    weights: Mapping[int, int],
    counts: Mapping[tuple[int, int], Counts],
) -> list[Ranked]:
    """The goals by their totals; equal totals share a rank, the next follows after the gap.

    `goals` come in the order of the concept, in which those of one rank are listed; `weights` names
    every criterion; `counts` maps (goal, criterion) to the ratings. Goals without a total
    come last and have no rank.
    """
    rated = []
    for goal_id in goals:
        figures = {c: figure(counts.get((goal_id, c), {})) for c in weights}
        rated.append((goal_id, figures, total(figures, weights)))
    order = sorted(rated, key=lambda one: (one[2] is None, -(one[2] or 0)))  # a stable sort
    result: list[Ranked] = []
    for index, (goal_id, figures, points) in enumerate(order):
        rank = None
        if points is not None:
            same = result and result[-1].total == points
            rank = result[-1].rank if same else index + 1
        result.append(Ranked(goal_id, figures, points, rank))
    return result


def chosen(rows: Iterable[Ranked], first: int) -> list[int]:
    """The first goals. Who shares the last of these ranks is chosen too: no lot decides."""
    return [row.goal_id for row in rows if row.rank is not None and row.rank <= first]


def check_value(value: int) -> None:
    """
    Raises:
        Refused: neither 1 to 5 nor "no opinion".
    """
    if value not in VALUES:
        raise Refused(say("Choose a number from 1 to 5, or “no opinion”."), 422)


def check_weights(weights: Mapping[int, int]) -> None:
    """
    Raises:
        Refused: no criterion would count.
    """
    if not any(weights.values()):
        raise Refused(say("Give at least one criterion a weight above 0."), 422)


def check_new_criterion(titles: Mapping[str, str], others: int) -> None:
    """Whether a criterion with these titles may join `others` that are there.

    Raises:
        Refused: no title, or too many criteria.
    """
    if not titles:
        raise Refused(say("Write what the criterion is called, in at least one language."), 422)
    if others >= MOST_CRITERIA:
        raise Refused(
            say("More than %(most)d criteria tire people. Take one away first.", most=MOST_CRITERIA)
        )
