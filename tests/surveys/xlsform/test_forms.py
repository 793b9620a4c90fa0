"""XLSForms of several kinds, written by hand: what they are here, and what is told of the rest."""

import pytest
from pyxform.xls2xform import convert

from app.language import catalogues
from surveys.faults import faults
from surveys.imports.read import Reading
from surveys.questionnaire import Question, Questionnaire
from surveys.xlsform import read, write
from tests.surveys.xlsform import forms
from tests.surveys.xlsform.workbooks import workbook

GOOD = {
    name: workbook(**getattr(forms, name))
    for name in ("HOUSEHOLD", "FEEDBACK", "SKIPS", "LIKERT", "RANKS", "OTHERS")
}


def reading(name: str) -> Reading:
    return read(GOOD[name], f"{name.lower()}.xlsx")


def asked(name: str, question: str) -> Question:
    found = reading(name).questionnaire.question(question)
    assert found is not None
    return found


def kinds(questionnaire: Questionnaire) -> dict[str, str]:
    return {one.name: one.kind for one in questionnaire.questions()}


def told(found: Reading) -> list[tuple[str, int, str]]:
    with catalogues.speaking("en"):
        return [(one.sheet, one.row, catalogues.words(one.reason)) for one in found.unmapped]


@pytest.mark.parametrize("name", GOOD)
def test_a_form_of_the_standard_is_imported_and_exported_again(name: str) -> None:
    assert convert(GOOD[name]).xform  # it is one: the standard's own program says so
    found = reading(name).questionnaire
    assert not [one for one in faults(found) if one.stops]
    file = write(found, "again")
    assert convert(file).warnings == []
    assert read(file).questionnaire == found


def test_groups_conditions_and_checks_of_a_household_survey() -> None:
    found = reading("HOUSEHOLD")
    assert (found.name, found.unmapped) == ("household", ())
    whole = found.questionnaire
    assert (whole.title, whole.languages) == ({"en": "Household survey"}, ("en",))
    assert [(one.name, one.together, one.show_if) for one in whole.sections] == [
        ("person", True, ""),
        ("children", False, "${size} > 1"),
        ("", False, ""),
    ]
    assert kinds(whole) == {
        "district": "single",
        "size": "number",
        "has": "yes_no",
        "care": "multiple",
        "moved": "date",
        "wish": "long_text",
    }
    size = asked("HOUSEHOLD", "size")
    assert (size.required, size.check, size.check_message, size.hint) == (
        True,
        ". >= 1 and . <= 20",
        {"en": "From 1 to 20."},
        {"en": "Count yourself in"},
    )
    assert [one.name for one in asked("HOUSEHOLD", "care").choices] == ["1", "2", "-99"]
    assert asked("HOUSEHOLD", "wish").show_if == "selected(${care}, '2') and ${district} != 1"
    assert asked("HOUSEHOLD", "district").appearance == "minimal"


def test_three_languages_and_a_scale_with_names_at_its_ends() -> None:
    found = reading("FEEDBACK")
    assert found.questionnaire.languages == ("de", "en", "ar")
    assert found.unmapped == ()
    stars = asked("FEEDBACK", "stars")
    assert (stars.kind, stars.low, stars.high, stars.required) == ("scale", 1, 5, True)
    assert (stars.low_label["ar"], stars.high_label["de"]) == ("سيئ", "sehr gut")
    assert stars.required_message == {"en": "Please answer."}
    assert asked("FEEDBACK", "again").kind == "yes_no"
    assert asked("FEEDBACK", "agree").kind == "consent"
    assert asked("FEEDBACK", "liked").random


def test_calculations_and_old_names_of_columns() -> None:
    found = reading("SKIPS")
    assert found.unmapped == ()
    assert (found.name, found.questionnaire.languages) == ("skips", ("de",))  # by its words
    assert asked("SKIPS", "large").formula == "if(${all} >= 5, 'yes', 'no')"
    assert asked("SKIPS", "plz").check == "regex(., '^[0-9]{5}$')"
    assert (asked("SKIPS", "adults").default, asked("SKIPS", "rent").whole) == ("2", False)


def test_tables_of_choices_become_a_matrix_in_both_ways_of_writing_them() -> None:
    services, trust = asked("LIKERT", "services"), asked("LIKERT", "trust")
    assert [one.name for one in services.rows] == ["bus", "school"]
    assert [one.name for one in trust.rows] == ["police", "council"]
    assert services.choices == trust.choices
    assert asked("LIKERT", "all").show_if == "${services.bus} = 'good' and ${trust.police} != ''"


def test_orders_and_ranges() -> None:
    found = reading("RANKS")
    assert kinds(found.questionnaire) == {
        "order": "ranking",
        "stars": "scale",
        "zero": "scale",
        "age": "number",
        "hours": "number",
        "share": "number",
    }
    assert (asked("RANKS", "zero").high, asked("RANKS", "age").high) == (10, 110)
    assert told(found) == [
        ("survey", 2, "The parameter “seed” has no meaning here."),
        ("survey", 6, "Numbers are not bound to steps of 0.5 here."),
    ]


def test_other_answers_and_a_language_that_the_product_does_not_speak() -> None:
    found = reading("OTHERS")
    assert found.questionnaire.languages == ("fr", "en")
    country = asked("OTHERS", "country")
    assert (country.other, [one.name for one in country.choices]) == (True, ["fr"])
    assert [one.name for one in asked("OTHERS", "born").choices] == ["fr", "other"]
    assert [(sheet, row) for sheet, row, _ in told(found)] == [
        ("survey", 1),
        ("survey", 2),
        ("survey", 3),
        ("choices", 2),
        ("choices", 6),
    ]


def test_names_without_latin_letters_become_the_kind_and_a_number() -> None:
    found = read(workbook(**forms.OWN_LETTERS)).questionnaire
    assert list(kinds(found)) == ["number_1", "yes_no_1", "number_2"]
    last = found.question("number_2")
    assert last is not None
    assert last.show_if == "${yes_no_1} = 'yes' and ${number_1} > 17"


def test_what_cannot_be_mapped_is_told_row_by_row() -> None:
    found = read(workbook(**forms.UNMAPPABLE))
    assert list(kinds(found.questionnaire)) == ["groesse_cm", "age", "town", "deep", "groesse_cm_2"]
    reasons = told(found)
    survey = {row for sheet, row, _ in reasons if sheet == "survey"}
    fine = {8, 16, 18, 19, 21}  # ends of groups, and groups and questions that could be mapped
    assert survey == set(range(1, 23)) - fine
    assert ("survey", 6, "Questions that are asked several times do not exist here.") in reasons
    assert ("survey", 3, "“deviceid” is never kept: answers are anonymous.") in reasons
    assert ("choices", 2, "“New York” is called “New_York” here.") in reasons
    assert {(sheet, row) for sheet, row, _ in reasons if sheet != "survey"} == {
        ("choices", 1),
        ("choices", 2),
        ("choices", 4),
        ("settings", 1),
        ("entities", 1),
    }
    age, deep = (found.questionnaire.question(name) for name in ("age", "deep"))
    assert age is not None
    assert (age.show_if, age.check, age.default, age.required) == ("", "", "", False)
    assert deep is not None
    assert found.questionnaire.sections[1].show_if == "(${age} > 3) and (${town} = 'New_York')"
