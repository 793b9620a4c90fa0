import copy
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from surveys import flow
from surveys.expressions import holds
from surveys.questionnaire import Answers, Section
from tests.surveys.forms import a_form, a_question, answered, conditioned, every_kind

EVERY = every_kind()
TODAY = dt.date(2026, 11, 22)


def names(screen):
    return [question.name for question in screen.questions]


@given(conditioned(), answered(EVERY))
def test_what_is_visible_is_what_its_conditions_allow(form, answers):
    seen = flow.visible(form, answers, TODAY)
    counting = flow.effective(form, answers, TODAY)
    for section in form.sections:
        allowed = holds(section.show_if, counting, today=TODAY)
        for question in section.questions:
            shown = allowed and holds(question.show_if, counting, today=TODAY)
            assert (question.name in seen) == shown
            assert shown or question.name not in counting


@given(conditioned(), answered(EVERY), answered(EVERY))
def test_an_answer_that_is_hidden_and_shown_again_is_as_it_was(form, answers, changes):
    kept = copy.deepcopy(answers)
    before = flow.effective(form, answers, TODAY)
    for changed in ({**answers, **changes}, {**changes, **answers}, answers):
        counting = flow.effective(form, changed, TODAY)
        seen = flow.visible(form, changed, TODAY) - {"spent"}
        assert {name: changed[name] for name in seen & changed.keys()} == {
            name: value for name, value in counting.items() if name != "spent"
        }
    assert counting == before
    assert answers == kept


@given(conditioned(), answered(EVERY))
def test_the_page_before_the_next_one_is_this_one(form, answers):
    pages = flow.screens(form)
    seen = flow.visible(form, answers, TODAY)
    found: list[int] = []
    at = flow.next_screen(form, answers, -1, TODAY)
    while at is not None:
        assert seen & set(names(pages[at]))
        assert flow.previous_screen(form, answers, at, TODAY) == (found[-1] if found else None)
        assert flow.progress(form, answers, at, TODAY)[0] == len(found)
        found.append(at)
        at = flow.next_screen(form, answers, at, TODAY)
    asked = {name for number in found for name in names(pages[number])}
    assert {one.name for one in form.questions() if one.kind != "calculation"} & seen <= asked
    assert flow.previous_screen(form, answers, len(pages), TODAY) == (found[-1] if found else None)
    assert flow.progress(form, answers, len(pages), TODAY) == (len(found), len(found))


def test_a_section_is_one_page_or_one_question_a_page_and_statements_stand_with_the_next():
    together = Section(
        (a_question("statement", "b"), a_question("short_text", "c"), a_question("yes_no", "d")),
        name="s",
        together=True,
    )
    form = a_form(
        a_question("statement", "w"),
        a_question("calculation", "x", formula="1"),
        a_question("statement", "y"),
        a_question("yes_no", "a"),
        a_question("yes_no", "z"),
        a_question("statement", "end"),
        together,
        Section((a_question("calculation", "sum", formula="2"),), name="silent"),
    )
    assert [names(screen) for screen in flow.screens(form)] == [
        ["w", "y", "a"],
        ["z"],
        ["end"],
        ["b", "c", "d"],
    ]
    assert [screen.first for screen in flow.screens(form)] == [True, False, False, True]


def test_the_title_of_a_section_stands_on_the_first_page_of_it_that_is_shown():
    part = Section(
        (
            a_question("yes_no", "b", show_if="${a} = 'yes'"),
            a_question("yes_no", "c"),
            a_question("yes_no", "d"),
        ),
        name="part",
    )
    form = a_form(a_question("yes_no", "a"), part)
    assert [flow.heads(form, {"a": "no"}, at, TODAY) for at in (0, 2, 3)] == [True, True, False]
    assert [flow.heads(form, {"a": "yes"}, at, TODAY) for at in (0, 1, 2)] == [True, True, False]


def test_an_answer_to_a_hidden_question_is_no_answer_for_later_conditions():
    form = a_form(
        a_question("yes_no", "a"),
        a_question("number", "b", show_if="${a} = 'yes'"),
        a_question("short_text", "c", show_if="${b} > 3"),
        a_question("calculation", "sum", formula="coalesce(${b}, 0) + 1"),
    )
    answers: Answers = {"a": "yes", "b": 5, "b:note": "asked twice", "c": "so"}
    assert flow.effective(form, answers, TODAY) == {**answers, "sum": 6}
    assert flow.effective(form, {**answers, "a": "no"}, TODAY) == {"a": "no", "sum": 1}


def test_a_draft_with_a_broken_condition_or_formula_can_be_looked_at():
    form = a_form(
        a_question("calculation", "sum", formula="1 +"), a_question("yes_no", "a", show_if="${sum")
    )
    assert flow.effective(form, {"a": "yes"}, TODAY) == {"sum": "", "a": "yes"}


def test_an_earlier_answer_stands_in_a_later_text_in_words():
    answers = {
        "age": "old",
        "moved": "yes",
        "languages": ["tr", "other"],
        "languages:other": "Dari",
        "since": "2020-03-04",
        "offices": {"first": "good"},
        "children": None,
        "budget": {"work": 7},
        "street": "Am Markt",
    }

    def piped(text, language):
        return flow.piped(text, EVERY, answers, language)

    assert piped("${street}, ${age}?", "de") == "Am Markt, Wahl old?"
    assert (
        piped("${age}: ${languages} ${children}${gone}", "en") == "Choice old: Choice tr, Dari ……"
    )
    assert piped("${since}, ${budget.work}", "de") == "4. März 2020, 7"
    assert piped("${moved}, ${offices}", "en") == "Yes, Choice first: Choice good"
    assert piped("${languages} ${offices.first}${offices.second}", "ar") == (
        "Wahl tr، Dari Wahl good…"
    )
    assert piped("${since}", "xx") == "4. März 2020"


@given(st.lists(st.text(), unique=True), st.text(), st.text())
def test_a_random_order_has_all_and_is_always_the_same(some, seed, salt):
    found = flow.order(some, seed, salt)
    assert sorted(found) == sorted(some)
    assert flow.order(list(reversed(some)), seed, salt) == found


def test_people_and_questions_have_orders_of_their_own():
    letters = "abcdef"
    orders = {tuple(flow.order(letters, str(seed), "q")) for seed in range(40)}
    assert {order[0] for order in orders} == set(letters)
    assert flow.order(letters, "1", "q") != flow.order(letters, "1", "r")
