"""A question as it is drawn, in one language, in one person's order."""

import re
from dataclasses import replace

import pytest

from app.refused import say
from app.web.pages import render
from surveys.questionnaire import SILENT, Choice, Question
from surveys.questions.moving import moved
from surveys.questions.shown import shown
from tests.surveys.questions.asked import ALL, NOTHING, TOPICS, choices, one, survey

TEMPLATE = "surveys/questions/_question.html"


def drawn(question: Question, answers=None, errors=None, language="de") -> str:
    found = shown(survey(), question, answers or {}, language, 1, errors)
    return render(TEMPLATE, language, question=found)


@pytest.mark.parametrize("question", [one for one in ALL if one.kind != "calculation"])
def test_each_question_has_its_title_and_can_be_left_unanswered(question: Question) -> None:
    html = drawn(question)
    assert question.label["de"] in html
    silent = question.kind in ("statement", "consent")
    assert (("-none" in html) or ('value="-"' in html)) != silent


@pytest.mark.parametrize("question", [one for one in ALL if one.kind not in SILENT])
def test_an_error_stands_beside_its_field_and_is_tied_to_it(question: Question) -> None:
    field = f"q-{question.name}"
    html = drawn(question, errors={field: say("Please fill this in.")})
    assert f'id="{field}-error"' in html
    described = " ".join(re.findall(r'aria-describedby="([^"]*)"', html)).split()
    assert f"{field}-error" in described
    assert all(f'id="{name}"' in html for name in described)


def test_one_of_very_many_is_a_list_to_open() -> None:
    question = Question("single", "q", {"de": "Wo?"}, choices=TOPICS, appearance="minimal")
    html = drawn(
        replace(question, other=True), {"q": "rooms"}, {"q-q": say("Please fill this in.")}
    )
    assert '<option value="rooms" selected>Rooms</option>' in html
    assert '<option value="-">' in html
    assert 'name="q-q-other"' in html
    assert 'id="q-q-error"' in html


def test_an_error_of_a_part_is_not_said_twice() -> None:
    wrong = say("Please choose one of these.")
    html = drawn(one("grid"), {"grid": {"a": "x"}}, {"q-grid-a": wrong, "q-grid": wrong})
    assert html.count('class="error"') == 1
    assert 'id="q-grid-a-error"' in html


def test_what_is_not_translated_says_its_language() -> None:
    question = Question("single", "q", {"de": "Was?", "ar": "ماذا؟"}, choices=choices("a"))
    html = drawn(question, language="ar")
    assert '<span dir="auto">ماذا؟</span>' in html
    assert '<span dir="auto" lang="de">A</span>' in html


def test_an_earlier_answer_stands_in_the_title() -> None:
    question = Question("yes_no", "q", {"de": "Warum ${topic}?"})
    assert shown(survey(), question, {"topic": "rooms"}, "de", 1).label.text == "Warum Rooms?"


def test_choices_have_an_order_of_their_own_for_each_person_and_none_of_these_stays_last() -> None:
    many = choices(*"abcdefgh")
    question = Question("multiple", "q", {}, choices=(NOTHING, *many), random=True, other=True)

    def order(seed: int) -> list[str]:
        return [option.value for option in shown(survey(), question, {}, "de", seed).options]

    assert order(1) == order(1) != order(2)
    assert sorted(order(1)[:8]) == list("abcdefgh")
    assert order(1)[8:] == ["nothing", "other"]


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (Question("number", "q", {}, default="3", low=1), "3"),
        (Question("number", "q", {}, default="3", low=5), ""),
        (Question("date", "q", {}, default="2020-01-31"), "2020-01-31"),
        (Question("yes_no", "q", {}, default="yes"), "yes"),
        (Question("scale", "q", {}, default="9"), ""),
    ],
)
def test_a_default_stands_there_if_it_could_be_an_answer(question: Question, typed: str) -> None:
    assert shown(survey(), question, {}, "de", 1).typed == typed
    assert shown(survey(), question, {"q": None}, "de", 1).typed == ""


def test_a_picture_is_shown_where_the_page_says_where_pictures_are() -> None:
    question = Question("single", "q", {}, choices=(Choice("a", {"de": "A"}, image="haus 1.png"),))
    found = shown(survey(), question, {}, "de", 1)
    assert "<img" not in render(TEMPLATE, "de", question=found)
    html = render(TEMPLATE, "de", question=found, images="/s/ABC/images/")
    assert 'src="/s/ABC/images/haus%201.png"' in html


@pytest.mark.parametrize(
    ("before", "verb", "after"),
    [
        (None, "in", ["rooms"]),
        (["schools"], "in", ["schools", "rooms"]),
        (["schools", "rooms"], "in", ["schools", "rooms"]),
        (["schools", "rooms"], "up", ["rooms", "schools"]),
        (["rooms", "schools"], "up", ["rooms", "schools"]),
        (["rooms", "schools"], "down", ["schools", "rooms"]),
        (["schools", "rooms"], "down", ["schools", "rooms"]),
        (["schools", "rooms"], "out", ["schools"]),
        (["rooms"], "out", []),
        (["rooms"], "away", ["rooms"]),
    ],
)
def test_buttons_put_choices_into_an_order(before, verb, after) -> None:
    assert moved(one("order"), before, f"q-order:{verb}:rooms") == after


@pytest.mark.parametrize(
    ("before", "verb", "after"),
    [
        (None, "more", {"rooms": 1}),
        ({"rooms": 9, "schools": 1}, "more", {"rooms": 9, "schools": 1}),
        ({"rooms": 1, "schools": 1}, "less", {"schools": 1}),
        ({"rooms": 1}, "less", {}),
        ({"rooms": "x"}, "more", {"rooms": "x"}),
    ],
)
def test_buttons_give_and_take_points(before, verb, after) -> None:
    assert moved(one("money"), before, f"q-money:{verb}:rooms") == after


@pytest.mark.parametrize("move", ["", "q-order:up", "q-order:in:jobs", "q-other:in:rooms", ":::"])
def test_a_button_of_nothing_changes_nothing(move: str) -> None:
    assert moved(one("order"), ["schools"], move) == ["schools"]


def test_four_fields_have_one_empty_entry_more_until_they_are_full() -> None:
    answers = {"swot": {"risks": ["a", "b"], "chances": ["c"] * 20}}
    found = {one.name: one for one in shown(survey(), one("swot"), answers, "de", 1).quadrants}
    assert found["risks"].entries == ("a", "b", "")
    assert found["strengths"].entries == ("",)
    assert len(found["chances"].entries) == 20
    assert found["chances"].full


def test_a_day_that_is_none_is_shown_as_it_was_typed() -> None:
    html = drawn(one("since"), {"since": "31.2.2020"}, {"q-since": say("Please fill this in.")})
    assert 'type="text" id="q-since" name="q-since" value="31.2.2020"' in html


def test_what_people_wrote_is_escaped() -> None:
    for question in ALL:
        html = drawn(question, {question.name: "<b>", f"{question.name}:other": '"><b>'})
        assert "<b>" not in html
