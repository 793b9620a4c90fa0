"""Which columns a question has, and what stands in them."""

from typing import Any

import pytest

from surveys.questionnaire import KINDS, Question, Value
from surveys.results_files.columns import (
    NO_ANSWER,
    Cell,
    cells,
    columns,
    own_columns,
    withheld,
    words_column,
)
from tests.surveys.results_files.cast import a_survey, choices

ABC: dict[str, Any] = {"choices": choices("a", "b", "c")}


@pytest.mark.parametrize(
    ("kind", "fields", "value", "row"),
    [
        ("single", ABC, "b", {"q": "b"}),
        ("yes_no", {}, "no", {"q": "no"}),
        ("scale", {}, 4, {"q": 4}),
        ("number", {}, 2.5, {"q": 2.5}),
        ("number", {}, 0, {"q": 0}),
        ("long_text", {}, "=1+1", {"q": "=1+1"}),
        (
            "multiple",
            ABC | {"other": True},
            ["a", "c"],
            {"q/a": 1, "q/b": 0, "q/c": 1, "q/other": 0},
        ),
        ("ranking", ABC, ["c", "a"], {"q/a": 2, "q/b": None, "q/c": 1}),
        ("points", ABC, {"a": 7, "c": 3}, {"q/a": 7, "q/b": 0, "q/c": 3}),
        ("matrix", ABC | {"rows": choices("x", "y")}, {"y": "a"}, {"q/x": None, "q/y": "a"}),
        (
            "swot",
            {},
            {"risks": ["eins", "zwei"]},
            {"q/strengths": None, "q/weaknesses": None, "q/chances": None, "q/risks": "eins\nzwei"},
        ),
        ("multiple", ABC, None, dict.fromkeys(("q/a", "q/b", "q/c"), NO_ANSWER)),
    ],
)
def test_an_answer_stands_in_the_columns_of_its_question(
    kind: str, fields: dict[str, Any], value: Value, row: dict[str, Cell]
) -> None:
    question = Question(kind, "q", {}, **fields)
    names = [column.heading for column in columns(question)]
    assert dict(zip(names, cells(question, value), strict=True)) == row


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_fills_all_columns_of_every_kind(kind: str) -> None:
    question = Question(kind, "q", {}, rows=choices("x"), **ABC)
    assert set(cells(question, None)) == {NO_ANSWER}
    assert len(cells(question, None)) == len(columns(question))


def test_what_is_told_about_a_person_in_words_or_numbers_stands_in_no_row() -> None:
    asked = a_survey(
        Question("single", "sex", {}, about_person=True, other=True, **ABC),
        Question("number", "age", {}, about_person=True),
        Question("calculation", "old", {}, formula="${age} > 60"),
        Question("calculation", "older", {}, formula="concat(${old}, '!')"),
        Question("calculation", "sum", {}, formula="${votes} + 1"),
        Question("number", "votes", {}),
    )
    assert withheld(asked) == {"age", "old", "older"}
    sex = asked.question("sex")
    assert sex is not None
    assert words_column(sex) is None


def test_a_question_that_is_called_as_our_own_column_keeps_its_name() -> None:
    names = [one.heading for one in own_columns(a_survey(Question("number", "_day", {})))]
    assert names == ["_run", "__day", "_language", "_finished"]
