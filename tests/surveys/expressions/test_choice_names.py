import pytest
from hypothesis import given

from app.refused import Refused
from surveys.expressions import evaluate, parse
from surveys.expressions.choice_names import rechosen
from surveys.expressions.rows import Row, Rows, rows_of, text_of
from surveys.questionnaire import Answers
from tests.surveys.expressions.any_expression import expressions
from tests.surveys.expressions.test_evaluation import ANSWERS, TODAY

NEW = {"1": "one", "-99": "none", "bad": "good", "good": "bad"}


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("${q} = 'bad' or ${p} = 'bad'", "${q} = 'good' or ${p} = 'bad'"),
        (
            "selected(${q}, 'good') and not(selected( ${q} ,\"bad\"))",
            "selected(${q}, 'bad') and not(selected( ${q} ,'good'))",
        ),
        ("${q}=1 or ${q} != -99 or ${q} = 11", "${q}='one' or ${q} != 'none' or ${q} = 11"),
        ("'bad' = ${q} or -99 = ${q.row}", "'good' = ${q} or 'none' = ${q.row}"),
        ("${q} = 'bad' and", "${q} = 'good' and"),  # so that its fault does not grow
    ],
)
def test_what_an_answer_is_compared_with_follows_the_names_of_choices(text, after):
    assert rechosen(text, "q", NEW) == after


def test_what_is_no_name_of_a_choice_stays():
    for text in ("${q} = '' or count-selected(${q}) > 1 or 'x' = 'bad'", "${q} = 'bad' §"):
        assert rechosen(text, "q", NEW) == text


@pytest.mark.parametrize(
    "text", ["${q} > 3", "concat(${q}, 'x') = 'bad'", "${q} = ${p}", "selected(${p}, ${q})", "${q}"]
)
def test_what_cannot_follow_is_refused(text):
    with pytest.raises(Refused):
        rechosen(text, "q", NEW)
    assert rechosen(text, "else", NEW) == text


def test_a_dot_is_the_answer_in_the_own_check_only():
    assert rechosen(". = 'bad' or . != 0.5", "q", NEW, own=True) == ". = 'good' or . != 0.5"
    assert rechosen(". = 'bad'", "q", NEW) == ". = 'bad'"


@given(expressions())
def test_what_follows_is_worth_the_same(text):
    try:
        after = rechosen(text, "many", {"de": "uk"})
    except Refused:
        return
    answers: Answers = {**ANSWERS, "many": ["uk", "ar"]}  # instead of de
    worth = evaluate(parse(text), ANSWERS, today=TODAY)
    assert repr(evaluate(parse(after), answers, today=TODAY)) == repr(worth)


@pytest.mark.parametrize("relation", ["is", "is_not", "chosen", "not_chosen"])
def test_rows_of_the_editor_always_follow(relation):
    for old, new in NEW.items():
        text = text_of(Rows("and", (Row("q", relation, old), Row("p", "answered"))))
        found = rows_of(rechosen(text, "q", NEW))
        assert found is not None
        assert found.rows[0] == Row("q", relation, new)
