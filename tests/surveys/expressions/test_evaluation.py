import datetime as dt
import math

import pytest
from hypothesis import given

from surveys.expressions import computed, evaluate, holds, names, parse, renamed
from surveys.questionnaire import Answers, Value
from tests.surveys.expressions.any_expression import expressions

TODAY = dt.date(2026, 11, 22)
ANSWERS: Answers = {
    "age": 20,
    "share": 0.5,
    "one": "yes",
    "two": "2",
    "many": ["de", "ar"],
    "offices": {"first": "good", "second": "bad"},
    "budget": {"work": 7},
    "swot": {"risks": ["few people", "rain"], "chances": []},
    "born": "2000-02-03",
    "unsaid": None,
}


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        # Operators, their ranks and their order.
        ("1 + 2 * 3 - 4 div 2", 5),
        ("10 - 3 - 2", 5),
        ("(1 + 2) * -3", -9),
        ("- -2 * 2", 4),
        ("5 mod 3 + -5 mod 3", 0),
        ("7 div 2", 3.5),
        ("1 = 1 and 2 < 1 or 1 != 2", True),
        ("1 < 2 = true()", True),
        (".5 + 1.", 1.5),
        # Empty is the empty text: no number, unlike all others, false.
        ("${unsaid} = ''", True),
        ("${nobody} = '' and ${unsaid} != 3 and not(${nobody})", True),
        ("${unsaid} < 3 or ${unsaid} >= 3", False),
        ("${unsaid} = 0", False),
        ("coalesce(${unsaid}, ${nobody}, ${one})", "yes"),
        # Numbers and texts.
        ("${age} = '20' and ${two} = 2 and '2.0' = 2 and '2.0' != '2'", True),
        ("${two} + 1", 3),
        ("string(${share}) = '0.5' and string(3.0) = '3'", True),
        ("number('x') = number('x')", False),
        # Choices.
        ("selected(${many}, 'ar') and not(selected(${many}, 'a')) and ${many} = 'de ar'", True),
        ("selected(' de  ar ', ' ar') and selected(${one}, 'yes') and not(selected('', ''))", True),
        ("count-selected(${many}) + count-selected('') + count-selected(${swot.risks})", 4),
        # Parts.
        ("${offices.first} = 'good' and ${offices.third} = '' and ${age.first} = ''", True),
        ("${budget.work} > 5 and ${offices} = 'first second' and ${swot} = 'risks'", True),
        # Dates.
        ("${born} < today() and ${born} = '2000-02-03' and ${born} < '2000-02-04'", True),
        ("int((today() - ${born}) div 365.25)", 26),
        ("today()", "2026-11-22"),
        # Functions.
        ("if(${age} >= 18, 'adult', 1 div 0)", "adult"),
        ("concat('a', 1.50, true(), ${many})", "a1.5truede ar"),
        ("string-length(${one}) + string-length('')", 3),
        ("regex('12345', '[0-9]{5}') and not(regex('123456', '[0-9]{5}'))", True),
        ("round(2.5) + round(-2.5) + round(2.675, 2) + round(153, -2)", 202.68),
        ("int(-2.7) + int(2.7)", 0),
        ("false() = '' and true() = 'x'", True),
    ],
)
def test_expressions_mean_what_odk_says(text, worth):
    found = evaluate(parse(text), ANSWERS, today=TODAY)
    assert found == worth
    assert type(found) is type(worth)


def test_a_check_reads_the_answer_as_a_dot():
    assert holds(". >= 18 and .<99", {}, own=18)
    assert not holds(".>=18", {}, own=17)
    assert not holds("regex(., '[a-z]+')", {}, own=None)


def test_a_formula_gives_a_number_or_a_text():
    assert computed("${age} * 2", ANSWERS) == 40
    assert computed("${unsaid} + 1", ANSWERS) == ""
    assert computed("1 div 0", ANSWERS) == ""
    assert computed("1 < 2", ANSWERS) == "true"
    assert computed(" ", ANSWERS) == ""
    assert computed("today()", ANSWERS) == ""


def test_a_formula_that_doubles_a_text_again_and_again_stays_small():
    text: Value = "x" * 9_000
    for _ in range(20):
        text = computed("concat(${a}, ${a})", {"a": text})
    assert text == "x" * 10_000


def test_a_text_that_is_longer_than_any_form_asks_for_matches_no_pattern():
    assert holds("regex(., 'x*')", {}, own="x" * 1000)
    assert not holds("regex(., 'x*')", {}, own="x" * 1001)


def test_numbers_beyond_all_bounds_do_no_harm():
    answers: Answers = {"huge": 10**400, "long": "9" * 4000, "day": "2000-99-99", "inf": math.inf}
    text = "${huge} * 2 > 1 and int(${huge}) + ${long} mod 0 + round(${inf}, ${huge}) + ${day}"
    assert evaluate(parse(text), answers) is False
    assert evaluate(parse("round(1.23, 99999) + ${huge} mod 3"), answers) != 0


@given(expressions())
def test_every_expression_has_a_worth_and_keeps_it_when_a_question_is_renamed(text):
    before = evaluate(parse(text), ANSWERS, today=TODAY)
    assert isinstance(before, bool | int | float | str)
    other = {("renamed" if name == "many" else name): one for name, one in ANSWERS.items()}
    after = evaluate(parse(renamed(text, {"many": "renamed"})), other, today=TODAY)
    assert repr(after) == repr(before)
    assert "many" not in names(renamed(text, {"many": "renamed"}))
