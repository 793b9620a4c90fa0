"""The form of a question and of a condition: what its buttons do, and what it says."""

from dataclasses import replace

import pytest

from app.refused import Refused
from surveys.office import edits, fields
from surveys.office.conditions import asked_before, condition_of, condition_values, switched
from surveys.office.question_form import QuestionForm
from surveys.office.typed_rows import pressed, rows, with_pasted
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


def test_what_is_there_in_another_language_only_is_not_lost() -> None:
    part = replace(OPINION, hint={"tr": "Birden çok"}, choices=(Choice("rad", {"tr": "Bisiklet"}),))
    kept = QuestionForm(fields.values_of(part, "de"), part, SURVEY).question
    assert kept.hint == {"tr": "Birden çok"}
    assert kept.choices[0].label["tr"] == "Bisiklet"
    emptied = QuestionForm(fields.values_of(OPINION, "de") | {"hint": ""}, OPINION, SURVEY)
    assert emptied.question.hint == {}


def test_what_is_typed_is_said_and_pasted_lines_become_choices() -> None:
    form = the_form(**{"choices-0-label": " Fahr  rad", "choices-paste": "Bahn\n\n Zu Fuß "})
    assert [(one.name, dict(one.label)) for one in form.question.choices] == [
        ("rad", {"de": "Fahr rad", "tr": "Bisiklet"}),
        ("bus", {"de": "Bus"}),
        ("bahn", {"de": "Bahn"}),
        ("zu_fuss", {"de": "Zu Fuß"}),
    ]
    assert form.values["choices-paste"] == ""


@pytest.mark.parametrize(
    ("pasted", "labels"),
    [
        ("• Bus\n• Zu Fuß", ["Bus", "Zu Fuß"]),
        ("1. Bus\n2) Zu  Fuß\t", ["Bus", "Zu Fuß"]),
        ("a) Bus\n- Bahn", ["Bus", "Bahn"]),
        ("1. Klasse\n2. Klasse", ["1. Klasse", "2. Klasse"]),
        ("- 5 Grad\n5 Grad", ["- 5 Grad", "5 Grad"]),
    ],
)
def test_a_list_out_of_a_document_loses_its_bullets(pasted: str, labels: list[str]) -> None:
    values = with_pasted({"choices-paste": pasted, "choices-0-label": ""}, "choices")
    assert [row["label"] for row in rows(values, "choices")] == labels


def test_what_makes_no_sense_is_told_at_its_field() -> None:
    typed = {"label": " ", "name": "1", "most": "zwei", "check": "${a} +"}
    form = the_form(**typed, **{"if-mode": "text", "if-text": "und dann?"})
    assert form.errors.keys() == {"label", "name", "most", "check", "show_if"}
    assert the_form(name="zufrieden").errors.keys() == {"name"}
    locked = QuestionForm(
        fields.values_of(OPINION, "de") | {"name": "neu"}, OPINION, SURVEY, asked=SURVEY
    )
    assert locked.question.name == "wege"
    again = {"label": "Zufrieden", "choices-0-label": "Note"}
    empty = Questionnaire({"de": "U"}, ("de",))
    new = QuestionForm(again, fields.begun("points"), empty, asked=SURVEY).question
    assert new.name == "zufrieden_2", "the old one was asked under its name"
    assert new.choices[0].name == "note_2", "there is a field that is called so"


def test_choices_get_other_names_and_what_speaks_of_them_follows() -> None:
    last = Question("number", "n", {}, show_if="selected(${wege}, 'rad') or ${zufrieden} = 'no'")
    survey = replace(SURVEY, sections=(Section((YES_NO, OPINION, last)),))
    values = fields.values_of(OPINION, "de") | {"choices-0-code": "bike", "choices-2-label": "عجلة"}
    form = QuestionForm(values, OPINION, survey)
    assert [one.name for one in form.question.choices] == ["bike", "bus", "choice_1"]
    assert form.question.choices[0].label == {"de": "Rad", "tr": "Bisiklet"}
    changed = edits.replaced(survey, "wege", form.question, form.renamed)
    assert [one.show_if for one in changed.questions()][1:] == [
        "${zufrieden} = 'yes'",
        "selected(${wege}, 'bike') or ${zufrieden} = 'no'",
    ]
    deep = replace(last, show_if="string(${wege}) = 'rad bus'")
    stuck = QuestionForm(values, OPINION, replace(survey, sections=(Section((OPINION, deep)),)))
    assert stuck.errors.keys() == {"codes"}
    assert stuck.wrong_in_more


def test_rows_that_are_spoken_of_follow_their_names_and_what_is_filled_in_before_too() -> None:
    rows = (Choice("a", {"de": "A"}), Choice("b", {"de": "B"}))
    matrix = Question("matrix", "m", {"de": "M"}, rows=rows, choices=OPINION.choices)
    pipe = {"de": "${m.a}?", "tr": "${m.b}"}
    last = Question("single", "s", pipe, choices=(Choice("x", pipe),), show_if="${m.a} = 'rad'")
    survey = Questionnaire({"de": "U"}, ("de", "tr"), (Section((matrix, last)),))
    swapped = {"rows-0-code": "b", "rows-1-code": "a", "choices-0-code": "1"}
    form = QuestionForm(fields.values_of(matrix, "de") | swapped, matrix, survey)
    assert form.ok
    asked = edits.replaced(survey, "m", form.question, form.renamed).question("s")
    assert asked is not None
    assert (asked.show_if, asked.label["de"], asked.choices[0].label["tr"]) == (
        "${m.b} = '1'",
        "${m.b}?",
        "${m.a}",
    )
    given = replace(OPINION, default="bus rad")
    values = fields.values_of(given, "de") | {"choices-1-code": "train"}
    assert QuestionForm(values, given, SURVEY).question.default == "train rad"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"choices-0-code": "zu Fuß"}, "choices-0-code"),
        ({"choices-0-code": "bus"}, "choices-0-code"),
        ({"choices-0-code": "other"}, "choices-0-code"),
        (
            {"choices-1-label": "", "choices-2-label": "Bahn", "choices-2-code": "ö"},
            "choices-2-code",
        ),
        ({"choices-1-label": "", "choices-2-label": "x" * 501}, "choices-2"),
    ],
)
def test_a_name_that_a_choice_cannot_have_is_told_at_its_field(
    typed: dict[str, str], wrong: str
) -> None:
    form = the_form(**typed)
    assert form.errors.keys() == {wrong}
    assert all(form.values[key] == value for key, value in typed.items())


def test_names_under_which_answers_are_kept_stay_whatever_is_sent() -> None:
    more = replace(OPINION, choices=(*OPINION.choices, Choice("new", {"de": "Neu"})))
    survey = replace(SURVEY, sections=(Section((YES_NO, more)),))
    typed = {"name": "x", "choices-0-code": "bike", "choices-2-code": "newer"}
    form = QuestionForm(fields.values_of(more, "de") | typed, more, survey, asked=SURVEY)
    assert form.question.name == "wege"
    assert [one.name for one in form.question.choices] == ["rad", "bus", "newer"]
    gone = {"choices-0-label": "", "choices-2-code": "rad"}
    form = QuestionForm(fields.values_of(more, "de") | gone, more, survey, asked=SURVEY)
    assert form.errors.keys() == {"choices-2-code"}, "it would take over the answers"


@pytest.mark.parametrize(
    ("do", "labels", "focus"),
    [
        ("choices:up:1", ["Bus", "Rad"], "choices-up-0"),
        ("choices:down:1", ["Rad", "Bus"], "choices-down-1"),
        ("choices:remove:0", ["Bus"], "choices-0"),
        ("choices:add", ["Rad", "Bus", ""], "choices-2"),
        ("choices:paste", ["Rad", "Bus"], "choices-add"),
        ("if:chosen:0", ["Rad", "Bus"], "if-0-relation"),
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
