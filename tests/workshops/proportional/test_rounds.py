"""The proof that lets add1 leave out runs: what it claims is tried."""

from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest

from workshops.proportional.payments import Part, Table
from workshops.proportional.rounds import Run, run, same_between

STEPS = range(0, 120, 2)


def a_table(random: Random) -> Table:
    """A few voters and dear projects, so that selections change often and in both directions."""
    projects, voters = range(random.randint(3, 6)), range(random.randint(4, 9))
    most = random.choice([1, 3])
    parts: list[dict[int, list[int]]] = [{} for _ in projects]
    for number in projects:
        for voter in voters:
            if random.random() < 0.6:
                parts[number].setdefault(random.randint(1, most), []).append(voter)
        if not parts[number]:
            parts[number][1] = [0]
    return Table(
        tuple(random.randint(60, 700) for _ in projects),
        tuple(tuple(Part(weight, 1, own[weight]) for weight in own) for own in parts),
        len(voters),
        tuple(projects),
    )


def windows(random: Random) -> list[list[Run]]:
    """Runs with more and more money, cut into narrow and wide windows that overlap."""
    table, start = a_table(random), Fraction(random.randint(200, 900), 7)
    runs = [run(table, start + step, step) for step in STEPS]
    return [
        runs[begin : begin + width + 1]
        for width in (3, 8, 20, 50)
        for begin in range(0, len(runs) - width, width // 2)
    ]


def test_between_two_runs_that_prove_it_no_run_selects_anything_else():
    proved = 0
    for seed in range(250):
        for runs in windows(Random(seed)):
            if same_between(runs[0], runs[-1]):
                proved += 1
                assert all(between.selected == runs[0].selected for between in runs)
    assert proved > 10_000, "the proof is worth its while"


def test_equal_selections_at_both_ends_alone_would_prove_nothing():
    """Otherwise the test above could not fail."""
    assert any(
        runs[0].selected == runs[-1].selected != between.selected
        for seed in range(250)
        for runs in windows(Random(seed))
        for between in runs
    )


@pytest.mark.parametrize("seed", range(20))
def test_raising_the_money_never_raises_a_price_while_the_selections_are_the_same(seed):
    """What the proof rests on."""
    for runs in windows(Random(seed)):
        for lower, upper in pairwise(runs):
            for before, after in zip(lower.rounds, upper.rounds, strict=False):
                if before.won[1] != after.won[1]:
                    break
                assert after.won[0] <= before.won[0]
