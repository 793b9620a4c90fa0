"""Files of questionnaires by their content, and our own JSON."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from app.refused import Refused
from surveys.faults import faults
from surveys.imports.formats import FORMATS, WRITTEN
from surveys.imports.json_file import read, write
from surveys.imports.recognise import read as read_any
from surveys.imports.recognise import recognise, written
from surveys.imports.told import counts
from surveys.questionnaire import Choice, Questionnaire
from tests.surveys.forms import a_choice, a_form, a_question
from tests.surveys.questionnaires import questionnaires

FORM = a_form(a_question("yes_no", "a"), a_question("yes_no", "b", label={"de": "B"}))
GOOD = {"klebepunkt": "survey", "version": 1, "questionnaire": {"title": {}, "languages": ["de"]}}


def test_each_format_is_recognised_by_what_is_in_the_file() -> None:
    formats = [format for format in WRITTEN if format != "zip"]
    files = {format: written(FORM, "x", format, {}) for format in formats}
    assert {format: recognise(file) for format, file in files.items()} == {f: f for f in formats}
    assert recognise(b'\xef\xbb\xbf <?xml version="1.0"?><document/>') == "lss"
    assert set(FORMATS) == {*WRITTEN, "lss"}


def test_names_that_would_share_a_field_become_others_and_all_speak_of_them_by_these() -> None:
    rows = (a_choice("note"), a_choice("note_2"))
    form = a_form(
        a_question("single", "a", "x", other=True),
        a_question("short_text", "a-other", show_if="${a} = 'x'"),
        a_question("matrix", "m", "good", rows=rows, show_if="${a-other} != 'a-other'"),
        a_question("date", "a_other", hint={"de": "${a-other}"}, check="${m.note} = 'good'"),
    )
    told = read_any(written(form, "x", "json", {}), "x.json")
    assert [one.reason.params for one in told.unmapped] == [
        {"old": "m.note", "new": "m.note_3"},
        {"old": "a-other", "new": "a_other_2"},
    ]
    found = told.questionnaire
    _, renamed, matrix, date = found.questions()
    assert (renamed.name, date.hint) == ("a_other_2", {"de": "${a_other_2}"})
    assert matrix.show_if == "${a_other_2} != 'a-other'"
    assert ([row.name for row in matrix.rows], date.check) == (
        ["note_3", "note_2"],
        "${m.note_3} = 'good'",
    )
    assert [one for one in faults(found) if one.stops] == []


@pytest.mark.parametrize("format", WRITTEN)
def test_a_picture_that_a_file_does_not_hold_is_named(format: str) -> None:
    choices = (Choice("x", {"de": "X"}, image="bus.png"), a_choice("y"))
    form = a_form(a_question("single", "a", choices=choices))
    told = read_any(written(form, "x", format, {}), f"x.{FORMATS[format].ending}")
    assert [one.reason.params for one in told.unmapped] == [{"name": "bus.png"}]
    (question,) = told.to_make().questions()
    assert [one.image for one in question.choices] == ["", ""]  # not one that is missing


@given(questionnaires())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_json_brings_everything_back(questionnaire: Questionnaire) -> None:
    found = read(write(questionnaire, "name", {}))
    assert (found.name, found.questionnaire, found.unmapped) == ("name", questionnaire, ())


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[" * 100_000,
        "{}",
        json.dumps({"klebepunkt": "concept"}),
        json.dumps(GOOD | {"version": 2}),
        json.dumps(GOOD | {"questionnaire": {"title": 3, "languages": ["de"]}}),
        json.dumps(GOOD).replace("{}", '{"de": NaN}'),
        json.dumps(GOOD).replace("{}", '{"de": 1e300}'),
        json.dumps(GOOD | {"pictures": {"a.png": "no base64!"}}),
        json.dumps(GOOD | {"pictures": ["a.png"]}),
        "{" + "[]," * 1_100_000,
    ],
)
def test_json_that_is_no_questionnaire_is_refused(text: str) -> None:
    with pytest.raises(Refused) as error:
        read(text.encode())
    assert error.value.status == 422


def test_questions_are_counted_by_kind_and_language() -> None:
    found = counts(FORM)
    assert (found.types, found.languages) == ({"yes_no": 2}, {"de": 2, "en": 1})
