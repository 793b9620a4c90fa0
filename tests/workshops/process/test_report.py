"""The report on workshops and other events, as plain data."""

import datetime as dt

from app.documents.document import Heading, Table, plain
from surveys import public
from surveys.questionnaire import Question
from surveys.results.summaries import summary as summed
from tests.surveys.results.people import choices
from workshops.process.document import NOTE_FEW, document, summary, table
from workshops.process.reads import Head
from workshops.process.report import Figures, Report
from workshops.process.rules import OwnEvents, kept_events, own_events


def an_event(paper: int = 0, **languages: int) -> Figures:
    return Figures("Werkstatt", None, "", languages, paper, votes=1, proposed=4)


def tables(report: Report) -> dict[str, list[list[str | int | None]]]:
    """Heading -> the rows of its table."""
    told = document(
        Head(1, "k", "Konzept", "de", {}), report, language="en", today=dt.date(2027, 3, 14)
    )
    found: dict[str, list[list[str | int | None]]] = {}
    heading = ""
    for block in told.blocks:
        if isinstance(block, Heading):
            heading = block.text.text
        elif isinstance(block, Table):
            rows = list(block.rows(filled=True))
            assert {len(row) for row in rows} == {len(block.columns)}
            found[heading] = [list(map(plain, row)) for row in rows]
    grid = table(report, language="en")
    assert {len(row) for row in grid.rows} == {len(grid.headings)}
    return found


def test_events_people_and_totals_are_told() -> None:
    own = (OwnEvents("Talks", 10, 236), OwnEvents("Meetings", 6))
    report = Report((an_event(de=20, ar=8), an_event(de=30)), own)
    assert (report.in_workshops, report.people, report.number) == (58, 294, 18)
    assert report.totals["proposed"] == 8
    told = tables(report)
    assert told["Events by kind"] == [
        ["Workshops", 2, 58, None],
        ["Talks", 10, 236, None],
        ["Meetings", 6, "not counted", None],
        ["All events", 18, 294, None],
    ]
    assert told["Languages that people used in workshops"] == [["German", 50], ["Arabic", 8]]


def test_a_small_event_is_listed_and_in_no_sum() -> None:
    report = Report((an_event(de=20), an_event(de=3), an_event(de=40)), (OwnEvents("Talks", 2, 4),))
    assert (report.number, report.people, report.totals["proposed"]) == (2, 60, 8)
    told = tables(report)
    assert [row[3:] for row in told["Workshops"]] == [
        [20, 1, 4],
        ["fewer than 5", None, None],
        [40, 1, 4],
        [60, 2, 8],
    ]
    assert told["Events by kind"][1:] == [
        ["Talks", 2, "fewer than 5", None],
        ["All events", 2, 60, NOTE_FEW.text],
    ]
    assert summary(report)[1] == NOTE_FEW


def test_languages_and_ballots_on_paper_of_a_few_are_told_together_with_others() -> None:
    report = Report((an_event(2, de=20, tr=3), an_event(de=30, ar=6)), ())
    told = tables(report)["Languages that people used in workshops"]
    assert told == [["German", 50], ["All others together", 11]]


def test_shares_of_a_survey_are_told_by_the_same_rule() -> None:
    names = ("women", "men", "diverse")
    question = Question("single", "gender", {"en": "Gender"}, choices=choices(*names))
    given = ["women"] * 64 + ["men"] * 60 + ["diverse"] * 3
    asked = public.Shares({"en": "Who is here?"}, "en", summed(question, given))
    told = tables(Report((an_event(10, de=20),), (), (asked,)))
    assert told["Gender (survey “Who is here?”)"] == [["Women", 64], ["All others together", 63]]
    assert told["Languages that people used in workshops"] == [["German", 20], ["On paper", 10]]


def test_own_events_come_back_as_they_were_kept() -> None:
    events = (OwnEvents("Gespräche", 10, 236, "in allen Bezirken"), OwnEvents("Sitzungen", 6))
    assert own_events({"events": kept_events(events)}) == events
    assert own_events({"events": [7, {"kind": 1}, {"kind": "x"}]}) == ()
    assert own_events({"events": "nonsense"}) == ()
    assert own_events({}) == ()
