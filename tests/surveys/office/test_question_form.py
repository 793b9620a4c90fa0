"""The form of a question and of a condition: what its buttons do, and what it says."""

import pytest

from app.refused import Refused
from surveys.office import fields
from surveys.office.conditions import asked_before, condition_of, condition_values, switched
from surveys.office.question_form import QuestionForm
from surveys.office.typed_rows import pressed, rows
from surveys.questionnaire import KINDS, Choice, Question, Questionnaire, Section

YES_NO = Question("yes_no", "zufrieden", {"de": "Zufrieden?", "ar": "راض؟"})
OPINION = Question(
    "multiple",
    "wege",
    {"de": "Welche Wege?", "tr": "Hangi?"},
    {"de": "Mehrere"},
    required=True,
    show_if="${zufrieden} = 'yes'",
    choices=(Choice("rad", {"de": "Rad", "tr": "Bisiklet"}), Choice("bus", {"de": "Bus"}, True)),
    other=True,
    most=2,
)
SURVEY = Questionnaire({"de": "U"}, ("de", "tr"), (Section((YES_NO, OPINION)),))


def the_form(**typed: str) -> QuestionForm:
    values = fields.values_of(OPINION, "de") | typed
    return QuestionForm(values, OPINION, SURVEY)


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_that_nobody_touches_says_the_same_question(kind: str) -> None:
    question = fields.begun(kind)
    typed = fields.values_of(question, "de") | {"label": "Frage?", "name": "frage"}
    assert QuestionForm(typed, question, SURVEY).question == Question(
        kind,
        "frage",
        {"de": "Frage?"},
        required=question.required,
        low=question.low,
        high=question.high,
        total=question.total,
    )


def test_a_form_keeps_translations_names_and_the_condition() -> None:
    form = the_form()
    assert form.question == OPINION
    assert form.ok


def test_what_is_typed_is_said_and_pasted_lines_become_choices() -> None:
    form = the_form(**{"choices-0-label": " Fahr  rad", "choices-paste": "Bahn\n\n Zu Fuß "})
    assert [(one.name, dict(one.label)) for one in form.question.choices] == [
        ("rad", {"de": "Fahr rad", "tr": "Bisiklet"}),
        ("bus", {"de": "Bus"}),
        ("bahn", {"de": "Bahn"}),
        ("zu_fuss", {"de": "Zu Fuß"}),
    ]
    assert form.values["choices-paste"] == ""


def test_what_makes_no_sense_is_told_at_its_field() -> None:
    typed = {"label": " ", "name": "1", "most": "zwei", "check": "${a} +"}
    form = the_form(**typed, **{"if-mode": "text", "if-text": "und dann?"})
    assert form.errors.keys() == {"label", "name", "most", "check", "show_if"}
    assert the_form(name="zufrieden").errors.keys() == {"name"}
    locked = QuestionForm(fields.values_of(OPINION, "de"), OPINION, SURVEY, locked=True)
    assert locked.question.name == "wege"
    again = {"label": "Zufrieden", "choices-0-label": "Note"}
    empty = Questionnaire({"de": "U"}, ("de",))
    new = QuestionForm(again, fields.begun("points"), empty, asked=SURVEY).question
    assert new.name == "zufrieden_2", "the old one was asked under its name"
    assert new.choices[0].name == "note_2", "there is a field that is called so"


@pytest.mark.parametrize(
    ("do", "labels", "focus"),
    [
        ("choices:up:1", ["Bus", "Rad"], "choices-up-0"),
        ("choices:down:1", ["Rad", "Bus"], "choices-down-1"),
        ("choices:remove:0", ["Bus"], "choices-0"),
        ("choices:add", ["Rad", "Bus", ""], "choices-2"),
        ("choices:up:9", ["Rad", "Bus"], ""),
        ("show", ["Rad", "Bus"], ""),
    ],
)
def test_the_buttons_of_rows(do: str, labels: list[str], focus: str) -> None:
    values, focused = pressed(fields.values_of(OPINION, "de"), do)
    assert [row["label"] for row in rows(values, "choices")] == labels
    assert focused == focus


def test_a_condition_is_rows_where_rows_can_say_it_and_text_where_not() -> None:
    simple = "${zufrieden} = 'yes' or selected(${wege}, 'rad')"
    values = condition_values(simple)
    assert (values["if-mode"], condition_of(values)) == ("rows", simple)
    as_text = switched(values, "if:text")
    assert (as_text["if-mode"], condition_of(as_text)) == ("text", simple)
    assert condition_of(switched(as_text, "if:rows")) == simple
    deep = "(${a} = 1 or ${b} = 2) and ${c} = 3"
    assert condition_of(switched(condition_values(deep), "if:rows")) == deep
    half = condition_values("") | {"if-0-question": "zufrieden", "if-0-relation": "is"}
    with pytest.raises(Refused, match="compared"):
        condition_of(half)
    assert condition_of(half | {"if-0-relation": "answered"}) == "${zufrieden} != ''"


def test_a_condition_asks_only_for_what_comes_before() -> None:
    assert [one.name for one in asked_before(SURVEY, "wege")] == ["zufrieden"]
    assert asked_before(SURVEY, "zufrieden") == []
    everything = asked_before(SURVEY, section=1)
    assert [key for key, _ in everything[1].values] == ["rad", "bus", "other"]
