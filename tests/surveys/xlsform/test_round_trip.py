"""What is exported as XLSForm comes back as it was, and other programs can read it."""

from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from surveys.questionnaire import Questionnaire
from surveys.xlsform import read, write
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
