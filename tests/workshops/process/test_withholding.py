"""Nothing under five can be read, and nothing be computed: tried by brute force."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.few import FEWEST, is_few, told_parts
from workshops.followup.data import took_part
from workshops.process.document import document, table
from workshops.process.reads import Head
from workshops.process.report import Figures, Report
from workshops.process.rules import OwnEvents

FEW = range(1, FEWEST)
HEAD = Head(1, "k", "Konzept", "de", {})

sizes = st.integers(0, 12)
workshops = st.builds(
    lambda de, ar, paper: Figures("Werkstatt", None, "", {"de": de, "ar": ar}, paper, votes=1),
    sizes,
    sizes,
    sizes,
)
own_events = st.builds(OwnEvents, st.just("Gespräche"), st.integers(1, 3), st.none() | sizes)


def all_that_is_told(report: Report) -> list[Any]:
    """Of people, in the process report, on the public page, and in its data."""
    told = document(HEAD, report, language="en", today=dt.date(2027, 3, 14))
    return [told, table(report, language="en"), took_part(report), report.leaves_out]


@given(st.lists(workshops, max_size=4), st.lists(own_events, max_size=3))
def test_with_any_other_number_under_five_all_pages_would_say_the_same(
    events: list[Figures], own: list[OwnEvents]
) -> None:
    there = tuple(event for event in events if event.people)
    report = Report(there, tuple(own))
    told = all_that_is_told(report)
    for few in FEW:
        other = Report(
            tuple(
                replace(e, languages={"tr": few}, paper=0) if is_few(e.people) else e for e in there
            ),
            tuple(replace(line, people=few) if is_few(line.people) else line for line in own),
        )
        assert all_that_is_told(other) == told


def test_no_part_under_five_can_be_worked_out_by_one_who_knows_the_rule() -> None:
    cases = defaultdict(list)
    for numbers in product(range(9), repeat=4):
        told, others = told_parts(dict(zip("abcd", numbers, strict=True)))
        assert not set(FEW) & {*told.values(), others}
        if not is_few(sum(numbers)):
            assert sum(told.values()) + others == sum(numbers)
            cases[tuple(told.items()), others].append(numbers)
    for possible in cases.values():
        for part in zip(*possible, strict=True):
            assert len(set(part)) > 1 or part[0] not in FEW


def test_large_parts_are_all_told_and_small_ones_with_the_next_larger() -> None:
    assert told_parts({"de": 40, "ar": 5, "tr": 0}) == ({"de": 40, "ar": 5}, 0)
    assert told_parts({"de": 40, "ar": 8, "tr": 8, "fa": 1}) == ({"de": 40}, 17)
    assert told_parts({"de": 40, "ar": 3}) == ({}, 43)
    assert told_parts({"de": 3, "ar": 1}) == ({}, 0)
