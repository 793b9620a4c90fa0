from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import catalogues
from surveys.comparable import changes, refusals, stale, united
from surveys.questionnaire import Question, Questionnaire, Section
from tests.surveys.forms import a_choice, a_form, a_question, every_kind

EVERY = every_kind()


def with_question(name, /, **more):
    sections = (
        replace(
            section,
            questions=tuple(
                replace(one, **more) if one.name == name else one for one in section.questions
            ),
        )
        for section in EVERY.sections
    )
    return replace(EVERY, sections=tuple(sections))


def told(form):
    with catalogues.speaking("en"):
        return [catalogues.words(message) for message in changes(EVERY, form)]


@pytest.mark.parametrize(
    ("name", "more", "part"),
    [
        ("age", {"kind": "multiple"}, "kind"),
        ("age", {"choices": (a_choice("old"), a_choice("new"))}, "choices"),
        ("age", {"about_person": False}, "about_person"),
        ("street", {"about_person": True}, "about_person"),
        ("languages", {"other": False}, "other"),
        ("offices", {"rows": (a_choice("second"), a_choice("third"))}, "rows"),
        ("fair", {"high": 11}, "high"),
        ("fair", {"low": 1}, "low"),
        ("budget", {"total": 12}, "total"),
        ("spent", {"kind": "number"}, "kind"),
    ],
)
def test_what_an_answer_means_may_not_change(name, more, part):
    (fault,) = refusals(EVERY, with_question(name, **more))
    assert (fault.where, fault.part, fault.stops) == (name, part, True)


@pytest.mark.parametrize(
    ("name", "more"),
    [
        (
            "age",
            {"label": {"de": "Anders"}, "choices": tuple(map(a_choice, ("x", "old", "young")))},
        ),
        ("languages", {"show_if": "${age} = 'old'", "required": True, "least": 2}),
        ("children", {"low": 3, "high": 99, "whole": False, "default": "4"}),
        ("intro", {"kind": "yes_no"}),
        ("street", {"name": "road"}),
    ],
)
def test_texts_conditions_and_limits_may_change_and_choices_may_be_new(name, more):
    assert refusals(EVERY, with_question(name, **more)) == ()


def test_the_name_of_a_question_that_was_taken_out_is_not_given_to_another():
    first = a_form(a_question("yes_no", "a"), a_question("scale", "b"))
    second = a_form(a_question("yes_no", "a"))
    third = a_form(a_question("yes_no", "a"), a_question("date", "b"))
    assert [one.part for one in refusals(united([first, second]), third)] == ["kind"]


OTHER_VALUES: dict[str, Any] = {
    "kind": "date",
    "name": "another",
    "show_if": "1 = 1",
    "check": ". = 1",
}


@pytest.mark.parametrize("field", [one.name for one in fields(Question)])
def test_no_change_of_a_question_goes_untold(field):
    before = getattr(EVERY.question("fair"), field)
    after = OTHER_VALUES.get(field)
    if after is None:
        more = (a_choice("more"),)
        after = {bool: not before, dict: {"de": "Neu"}, tuple: more, str: "x"}.get(type(before), 7)
    assert told(with_question("fair", **{field: after})) != []


@pytest.mark.parametrize("field", [one.name for one in fields(Questionnaire)])
def test_no_change_around_the_questions_goes_untold(field):
    other: dict[str, Any] = {"languages": ("en", "tr"), "sections": EVERY.sections[1:]}
    assert told(replace(EVERY, **{field: other.get(field, {"de": "Neu"})})) != []


def test_changes_are_told_in_sentences():
    assert told(EVERY) == []
    assert told(with_question("age", choices=tuple(map(a_choice, ("young", "old", "new"))))) == [
        "“Frage age” has 1 new choice or row."
    ]
    first, town, rest = EVERY.sections
    assert told(replace(EVERY, sections=(town, first, rest))) == [
        "The order of the questions has changed."
    ]
    assert told(replace(EVERY, sections=(first, replace(town, together=False), rest))) == [
        "The sections have changed: their titles, pages or conditions."
    ]
    shorter = Section(rest.questions[1:])
    assert told(replace(EVERY, sections=(first, town, shorter), languages=("de", "ar"))) == [
        "New language: العربية",
        "No longer a language: English",
        "“Frage children” is no longer asked. The answers stay in the results.",
    ]


NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6)
FORMS = st.tuples(NAMES, NAMES.filter(bool), st.booleans()).map(
    lambda drawn: a_form(
        *(a_question("single", name, *drawn[1], other=drawn[2]) for name in drawn[0]),
        Section((a_question("matrix", "m", "x", rows=tuple(map(a_choice, drawn[1]))),), name="s"),
    )
)


@given(st.lists(FORMS, min_size=1, max_size=4))
def test_all_versions_together_know_every_question_choice_and_row(versions):
    whole = united(versions)
    names = [one.name for one in whole.questions()]
    assert len(names) == len(set(names))
    for version in versions:
        for question in version.questions():
            kept = whole.question(question.name)
            assert kept is not None
            assert {one.name for one in kept.choices} >= {one.name for one in question.choices}
            assert {one.name for one in kept.rows} >= {one.name for one in question.rows}
            assert kept.other >= question.other
    newest = [one.name for one in versions[-1].questions()]
    assert [name for name in names if name in newest] == newest
    assert refusals(whole, whole) == () == changes(whole, whole)


def test_a_question_that_is_gone_stands_behind_the_one_that_it_followed():
    first = a_form(*(a_question("yes_no", name) for name in "abc"))
    second = a_form(*(a_question("yes_no", name) for name in "cad"))
    assert [one.name for one in united([first, second]).questions()] == ["c", "a", "b", "d"]


@pytest.mark.parametrize(
    ("more", "hints"),
    [
        ({"label": {"de": "Anders", "en": "Question age"}}, 1),
        ({"choices": (replace(a_choice("young"), label={"de": "jung", "en": "Choice young"}),)}, 1),
        ({"label": {"de": "Anders", "en": "Other"}}, 0),
        ({"label": {"de": "Anders"}}, 0),  # that it is not translated is told already
        ({"label": {"de": "Frage age", "en": "Other"}}, 0),
    ],
)
def test_a_translation_that_was_left_behind_is_hinted_at(more, hints):
    found = tuple(stale(EVERY, with_question("age", **more)))
    assert [(one.where, one.part, one.stops) for one in found] == [("age", "label", False)] * hints
