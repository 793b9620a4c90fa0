"""The report on workshops and other events, as plain data."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.document import Heading
from workshops.process.document import document, table
from workshops.process.reads import Head
from workshops.process.report import Figures, made
from workshops.process.rules import OwnEvents, kept_events, own_events
from workshops.process.shares import shares


def an_event(paper: int = 0, **languages: int) -> Figures:
    return Figures("Werkstatt", None, "", languages, paper, votes=1, proposed=4)


def test_events_people_and_totals_are_told() -> None:
    report = made(
        [an_event(de=20, ar=8), an_event(de=30)], [OwnEvents("Stadtteilgespräche", 10, 236)]
    )
    assert [event.people for event in report.events] == [28, 30]
    assert (report.in_workshops, report.people, report.number) == (58, 294, 12)
    assert [(line.tag, line.people) for line in report.languages] == [("de", 50), ("ar", 8)]
    assert report.totals["proposed"] == 8
    assert not report.withholds


def test_events_that_nobody_has_counted_are_events_all_the_same() -> None:
    report = made([an_event(de=20)], [OwnEvents("Sitzungen", 6)])
    assert (report.people, report.number) == (20, 7)
    assert report.own[0].people is None


def test_a_small_event_is_not_told_and_neither_is_what_it_could_be_computed_from() -> None:
    report = made([an_event(de=20), an_event(de=3), an_event(de=40)], [])
    assert [event.people for event in report.events] == ["withheld", "few", 40]
    assert report.people == 63
    assert report.events[0].languages == ()
    assert report.withholds


def test_a_language_of_a_few_is_named_nowhere_with_its_number() -> None:
    report = made([an_event(de=20, tr=3), an_event(de=30, ar=6)], [])
    told = {line.tag: line.people for line in report.languages}
    assert told == {"de": 50, "ar": "withheld", "tr": "few"}
    assert [event.languages for event in report.events] == [("de",), ("de",)]


def test_a_single_small_event_tells_no_number_at_all() -> None:
    report = made([an_event(de=2, ar=2)], [])
    assert (report.events[0].people, report.people, report.in_workshops) == ("few", "few", "few")
    assert report.languages == ()


def test_ballots_on_paper_are_told_of_all_workshops_or_of_none() -> None:
    clear = made([an_event(10, de=20), an_event(de=30)], [])
    assert [event.paper for event in clear.events] == [10, 0]
    assert clear.languages[-1].tag == ""
    few_on_paper = made([an_event(10, de=20), an_event(2, de=30)], [])
    assert [event.paper for event in few_on_paper.events] == [None, None]
    few_on_phones = made([an_event(10, de=2), an_event(de=30)], [])
    assert [event.paper for event in few_on_phones.events] == [None, None]


def test_answers_of_a_survey_are_shares_only_of_five_or_more() -> None:
    found = shares("Gender", {"women": 64, "men": 60, "diverse": 3})
    assert [share.people for share in found.answers] == [64, "withheld", "few"]
    assert found.people == 127


@pytest.mark.parametrize("paper", [0, 10])
def test_tables_have_a_cell_for_every_column(paper: int) -> None:
    report = made([an_event(paper, de=20), an_event(de=9)], [OwnEvents("Sitzungen", 6)])
    report = replace(report, shares=(shares("Gender", {"women": 64, "men": 60}),))
    head = Head(1, "k", "Konzept", "de", {})
    told = document(head, report, language="en", today=dt.date(2027, 3, 14))
    for one in told.tables():
        assert {len(row) for row in one.rows(filled=True)} == {len(one.columns)}
    assert [isinstance(block, Heading) for block in told.blocks].count(True) == 4
    rows = table(report, language="en")
    assert {len(row) for row in rows.rows} == {len(rows.headings)}


@given(
    st.lists(
        st.builds(an_event, st.integers(0, 12), de=st.integers(0, 12), ar=st.integers(0, 12)),
        max_size=4,
    )
)
def test_no_report_shows_a_number_from_one_to_four(events: list[Figures]) -> None:
    report = made(events, [])
    numbers: list[Any] = [report.people, report.in_workshops]
    numbers += [event.people for event in report.events]
    numbers += [event.paper for event in report.events]
    numbers += [line.people for line in report.languages]
    assert not {1, 2, 3, 4} & {number for number in numbers if isinstance(number, int)}


def test_own_events_come_back_as_they_were_kept() -> None:
    events = (OwnEvents("Gespräche", 10, 236, "in allen Bezirken"), OwnEvents("Sitzungen", 6))
    assert own_events({"events": kept_events(events)}) == events
    assert own_events({"events": [7, {"kind": 1}, {"kind": "x"}]}) == ()
    assert own_events({"events": "nonsense"}) == ()
    assert own_events({}) == ()
