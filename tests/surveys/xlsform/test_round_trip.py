"""What is exported as XLSForm comes back as it was, and other programs can read it."""

import pytest
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from surveys.library import blocks
from surveys.questionnaire import KINDS, Question, Questionnaire, Section
from surveys.xlsform import read, write
from tests.surveys.forms import a_form
from tests.surveys.questionnaires import questionnaires


@given(questionnaires())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_questionnaire_is_a_form_for_others_and_comes_back_as_it_was(
    questionnaire: Questionnaire,
) -> None:
    file = write(questionnaire, "umfrage")
    found = read(file, "umfrage.xlsx")
    assert (found.name, found.questionnaire) == ("umfrage", questionnaire)
    told = [one for one in found.unmapped if "picture" not in one.reason.text]
    assert told == []
    assert convert(file).warnings == []


UNFINISHED = (
    a_form(),
    a_form(
        *(Question(kind, kind, {}) for kind in KINDS),
        Section((), "empty"),
        Section((), "loose", {"de": " ${single} ${nowhere} "}, {}, " ${single} = '“x”' ", True),
    ),
    a_form(
        Question("short_text", "meta", {"de": "="}, default="${meta}"),
        Question("long_text", "xmlns", {"de": "=1+1 ${"}, show_if="${meta} != ''"),
        Section((Question("date", "Meta", {"de": "x"}),), "meta"),
    ),
)


@pytest.mark.parametrize("form", UNFINISHED)
def test_a_draft_that_is_not_finished_comes_back_as_it_was_too(form: Questionnaire) -> None:
    file = write(form, "x")
    assert read(file).questionnaire == form
    assert convert(file).warnings == []


def test_the_blocks_of_the_library_are_forms_for_others() -> None:
    for one in blocks():
        file = write(one.questionnaire, one.key)
        assert (read(file).questionnaire, convert(file).warnings) == (one.questionnaire, [])
