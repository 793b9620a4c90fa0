"""Files of questionnaires by their content, and our own JSON."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from app.refused import Refused
from surveys.imports.formats import FORMATS, WRITTEN
from surveys.imports.json_file import read, write
from surveys.imports.recognise import recognise, written
from surveys.imports.told import counts
from surveys.questionnaire import Questionnaire
from tests.surveys.forms import a_form, a_question
from tests.surveys.questionnaires import questionnaires

FORM = a_form(a_question("yes_no", "a"), a_question("yes_no", "b", label={"de": "B"}))
GOOD = {"klebepunkt": "survey", "version": 1, "questionnaire": {"title": {}, "languages": ["de"]}}


def test_each_format_is_recognised_by_what_is_in_the_file() -> None:
    files = {format: written(FORM, "x", format) for format in WRITTEN}
    assert {format: recognise(file) for format, file in files.items()} == {f: f for f in WRITTEN}
    assert recognise(b'\xef\xbb\xbf <?xml version="1.0"?><document/>') == "lss"
    assert set(FORMATS) == {*WRITTEN, "lss"}


@given(questionnaires())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_json_brings_everything_back(questionnaire: Questionnaire) -> None:
    found = read(write(questionnaire, "name"))
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
    ],
)
def test_json_that_is_no_questionnaire_is_refused(text: str) -> None:
    with pytest.raises(Refused) as error:
        read(text.encode())
    assert error.value.status == 422


def test_questions_are_counted_by_kind_and_language() -> None:
    found = counts(FORM)
    assert (found.types, found.languages) == ({"yes_no": 2}, {"de": 2, "en": 1})
