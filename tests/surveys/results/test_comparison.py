"""Two runs beside each other: what can be compared is, and all else is a dash."""

from collections.abc import Sequence
from typing import Any

from app.language import catalogues
from surveys.questionnaire import Question
from surveys.results.columns import RUN
from surveys.results.comparison import Compared, compared
from surveys.results.crossing import results
from surveys.results.wording import Wording
from tests.surveys.results.people import AGE, LIKES, a_questionnaire, a_table, choices

CAME = Question("date", "came", {"en": "Since when?"})
FELT = Question("scale", "felt", {"en": "How is it?"}, low=0, high=1, low_label={"en": "bad"})


def in_two_runs(
    question: Question,
    first: Sequence[Any],
    second: Sequence[Any],
    offered: tuple[Any, Any] = (None, None),
) -> Compared:
    """What these people gave as their answers, without number when it was about themselves."""
    asked = a_questionnaire(question)
    people = [[{RUN: run, question.name: one} for one in given] for run, given in
              (("1", first), ("2", second))]  # fmt: skip
    table = a_table(asked, *people)
    one, other = (results(table.select({RUN: run}), [question])[0] for run in "12")
    with catalogues.speaking("en"):
        found = compared(one, other, Wording("en", "en"), offered)
    assert found
    return found


def told(found: Compared) -> list[tuple[str, str, str, str]]:
    return [(one.label, one.first, one.second, one.difference) for one in found.lines]


def test_where_some_stand_under_all_others_there_is_no_difference() -> None:
    age = Question("single", "age", {}, choices=choices("a", "b", "c"), about_person=True)
    found = in_two_runs(age, ["a"] * 6 + ["b"] * 6, ["a"] * 8 + ["b"] * 2 + ["c"] * 2)
    others = next(line for line in told(found) if line[0] == "All others")
    assert others[1] == others[3] == "–"
    assert others[2] != "–"
    assert {line[3] for line in told(found)} == {"–"}
    assert found.unlike
    assert found.partly
    assert not found.more


def test_dates_are_compared_by_year_where_one_run_spans_many() -> None:
    found = in_two_runs(CAME, ["2026-01-05"] * 6, ["2019-03-01"] * 3 + ["2026-02-01"] * 3)
    assert told(found)[0] == ("2019", "0%", "50%", "\u2066+50\u2069")
    assert told(found)[-1] == ("2026", "100%", "50%", "\u2066−50\u2069")
    by_month = in_two_runs(CAME, ["2026-03-05"] * 6, ["2026-02-01"] * 6)
    assert [line[0] for line in told(by_month)] == ["February 2026", "March 2026"]


def test_the_ends_of_a_scale_bear_their_names() -> None:
    assert told(in_two_runs(FELT, [0] * 6, [1] * 6))[0][0] == "0 – bad"


def test_a_question_that_was_taken_out_says_so() -> None:
    found = in_two_runs(LIKES, [["a"]] * 6, [], (a_questionnaire(LIKES), a_questionnaire(AGE)))
    assert (found.lines, found.asked) == ((), False)
    assert in_two_runs(LIKES, [["a"]] * 6, [["a"]] * 6, (a_questionnaire(LIKES),) * 2).asked
