"""What is exported as XLSForm comes back as it was, and other programs can read it."""

import io

from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from surveys.questionnaire import Questionnaire
from surveys.xlsform import read, write
from tests.surveys.questionnaires import questionnaires


@given(questionnaires())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_questionnaire_comes_back_as_it_was(questionnaire: Questionnaire) -> None:
    found = read(write(questionnaire, "umfrage"), "umfrage.xlsx")
    assert found.questionnaire == questionnaire
    assert found.name == "umfrage"
    pictures = [one for one in found.unmapped if "picture" in one.reason.text]
    assert list(found.unmapped) == pictures


@given(questionnaires())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_pyxform_takes_every_form_without_a_warning(questionnaire: Questionnaire) -> None:
    assert convert(io.BytesIO(write(questionnaire, "umfrage")).getvalue()).warnings == []
