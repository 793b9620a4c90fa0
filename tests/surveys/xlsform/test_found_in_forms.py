"""What forms of other people hold, beyond the standard's examples: each once went wrong here."""

import io

from openpyxl import load_workbook

from surveys.imports.read import Reading
from surveys.xlsform import read
from tests.surveys.xlsform.test_forms import told
from tests.surveys.xlsform.workbooks import workbook

SELECT = "type | name | label\nselect_one l | a | A\n"
LIST = "list_name | name | label\nl | 1 | bad\nl | 2 | good\n"


def form(survey: str, choices: str = LIST) -> Reading:
    return read(workbook(survey=survey, choices=choices), "x.xlsx")


def test_groups_in_what_is_asked_several_times_go_with_it() -> None:
    found = form(
        "type | name | label\ntext | a | A\nbegin repeat | r | R\nbegin group | g | G\n"
        "text | b | B\nend group |\nend repeat |\n",
        "",
    )
    assert told(found) == [
        ("survey", 3, "Questions that are asked several times do not exist here."),
        ("survey", 4, "It stands in the group of row 3, which is left out."),
        ("survey", 5, "It stands in the group of row 3, which is left out."),
    ]


def test_a_choice_that_names_no_list_is_told_so() -> None:
    found = form("type | name | label\ntext | a | A\nSelect_One | b | B\n", "")
    assert told(found) == [
        ("survey", 3, "Behind “Select_One” the name of a list of choices is missing.")
    ]


def test_the_heading_of_a_table_is_no_question_where_its_rows_are_asked_one_by_one() -> None:
    found = form(
        "type | name | label | appearance | required\nbegin group | g | G | field-list\n"
        "select_one l | h | Head | label\nselect_one l | a | A | list-nolabel | yes\n"
        "select_one l | b | B | list-nolabel\nend group |\n"
    )
    assert [one.name for one in found.questionnaire.questions()] == ["a", "b"]
    assert [row for _, row, _ in told(found)] == [2, 3]


def test_days_and_signs_that_nobody_sees_in_conditions_are_understood() -> None:
    found = form(
        "type | name | label | constraint\ndate | a | A | . >= date('2020-01-31')\n"
        "integer | b | B | \u200b. > 5\n",
        "",
    )
    checks = [one.check for one in found.questionnaire.questions()]
    assert (checks, told(found)) == ([". >= '2020-01-31'", ". > 5"], [])


def test_yes_and_no_as_office_programs_write_them_are_no_formulas() -> None:
    found = form("type | name | label | required\ntext | a | A | =TRUE()\n", "")
    assert [one.required for one in found.questionnaire.questions()] == [True]
    assert told(found) == []


def test_texts_without_a_language_do_not_outvote_those_that_say_theirs() -> None:
    found = form(
        "type | name | label::English (en)\nselect_one l | a | Which one?\n"
        "text | b | Why?\ntext | c | Where?\n"
    )
    assert (found.questionnaire.languages, found.guessed) == (("en",), False)


def test_a_column_that_says_the_same_language_once_more_is_told() -> None:
    found = form(
        "type | name | label::German | label::Deutsch (de) | label\n"
        "text | a | Erste | Zweite | Dritte\ntext | b | | Nur hier\n",
        "",
    )
    texts = [one.label for one in found.questionnaire.questions()]
    assert texts == [{"de": "Erste"}, {"de": "Nur hier"}]
    assert [reason.split(" is in")[0] for *_, reason in told(found)] == [
        "“label::Deutsch (de)”",
        "“label”",
    ]


def test_what_reads_an_answer_too_early_or_goes_round_is_told() -> None:
    found = form(
        "type | name | label | relevant | constraint | calculation\n"
        "text | a | A | ${b} = 1 | ${a} != ''\ninteger | b | B\n"
        "calculate | c | | | | ${d} + 1\ncalculate | d | | | | ${c} + ${d}\n",
        "",
    )
    early = [(row, reason.split("”, which")[0]) for _, row, reason in told(found)]
    assert early == [
        (2, "What stands in “relevant” reads “b"),
        (4, "What stands in “calculation” reads “d"),
        (5, "What stands in “calculation” reads “d"),
    ]
    assert len(list(found.questionnaire.questions())) == 4


def test_older_forms_name_a_question_by_the_way_to_it() -> None:
    found = form("type | name | label | relevant\ntext | a | A\ntext | b | B | ../a = 'x'\n", "")
    _, question = found.questionnaire.questions()
    assert (question.show_if, told(found)) == ("${a} = 'x'", [])


def test_sheets_that_are_hidden_count_too() -> None:
    book = load_workbook(
        io.BytesIO(workbook(survey=SELECT, choices=LIST, settings="form_title\nT\n"))
    )
    book["choices"].sheet_state = "hidden"
    book["settings"].sheet_state = "veryHidden"
    out = io.BytesIO()
    book.save(out)
    found = read(out.getvalue(), "x.xlsx")
    assert (found.questionnaire.title, told(found)) == ({"de": "T"}, [])
