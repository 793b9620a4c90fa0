import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import catalogues
from app.refused import Refused
from surveys.expressions import evaluate, holds, parse
from surveys.expressions.rows import RELATIONS, VALUELESS, Row, Rows, rows_of, text_of
from surveys.expressions.words import told
from surveys.questionnaire import Answers
from tests.surveys.expressions.any_expression import expressions
from tests.surveys.expressions.test_evaluation import ANSWERS
from tests.surveys.forms import every_kind

VALUES = st.text().filter(lambda text: text and not ("'" in text and '"' in text))
ROW = st.builds(
    lambda question, relation, value: Row(
        question, relation, "" if relation in VALUELESS else value
    ),
    st.sampled_from(["age", "offices.first", "a-b"]),
    st.sampled_from(RELATIONS),
    VALUES | st.floats(-9, 9).map(str) | st.integers().map(str) | st.sampled_from(["018", "NaN"]),
)


@given(st.sampled_from(["and", "or"]), st.lists(ROW, min_size=2, max_size=4))
def test_rows_come_back_as_they_were(join, rows):
    for some in (Rows(join, tuple(rows)), Rows("and", tuple(rows[:1])), Rows("and", ())):
        assert rows_of(text_of(some)) == some


@given(expressions())
def test_a_condition_that_rows_can_show_means_the_same_afterwards(text):
    rows = rows_of(text)
    if rows is not None:
        assert evaluate(parse(text_of(rows)), ANSWERS) == evaluate(parse(text), ANSWERS)


def test_each_relation_is_written_so_that_it_means_what_it_says():
    answers: Answers = {"n": 5, "m": ["a", "b"], "d": "2020-05-06", "t": "it's"}
    true = [
        Row("n", "is", "5"),
        Row("n", "is_not", "6"),
        Row("n", "more", "-4.5"),
        Row("n", "at_most", "5"),
        Row("m", "chosen", "b"),
        Row("m", "not_chosen", "c"),
        Row("m", "answered"),
        Row("x", "unanswered"),
        Row("d", "less", "2020-05-07"),
        Row("d", "at_least", "2020-05-06"),
        Row("t", "is", "it's"),
    ]
    assert holds(text_of(Rows("and", tuple(true))), answers)
    assert rows_of('${n} = 5 or ${t} = "it\'s"') == Rows("or", (true[0], true[-1]))


@pytest.mark.parametrize(
    "text",
    ["${a} = 1 and (${b} = 2 or ${c} = 3)", "${a} = ${b}", "not(${a} = 1)", "${a} =", "1 < ${a}"],
)
def test_what_rows_cannot_show_is_not_shown_as_rows(text):
    assert rows_of(text) is None


@pytest.mark.parametrize(
    "row", [Row("a", "is", "'\""), Row("a} or ${b", "is", "1"), Row("a", "like", "1")]
)
def test_what_no_expression_can_say_is_refused(row):
    with pytest.raises(Refused):
        text_of(Rows("and", (row,)))


def test_a_condition_is_told_in_words():
    def words(text):
        message = told(text, every_kind(), "en")
        with catalogues.speaking("en"):
            return message and catalogues.words(message)

    assert words("") is None
    assert words("${moved} = 'yes'") == "Shown if: “Question moved” is “Yes”"
    assert words(
        "${age} != 'old' and selected(${languages}, 'other') and ${offices.first} = 'bad'"
    ) == (
        "Shown if: “Question age” is not “Choice old” and “Other” is chosen in "
        "“Question languages” and “Question offices: Choice first” is “Choice bad”"
    )
    assert words("${children} >= 2 or ${gone} = ''") == (
        "Shown if: “Question children” is at least 2 or “gone” is not answered"
    )
    assert words("${a} = ${b}") == "Shown if this is true: ${a} = ${b}"
