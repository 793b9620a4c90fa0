"""Files that are damaged, or made to do harm: a clear sentence, and no waiting."""

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from app.refused import Refused
from surveys.imports.limits import check
from surveys.imports.recognise import read
from surveys.questionnaire import Question
from surveys.xlsform import write
from tests.surveys.forms import a_form, a_question
from tests.surveys.xlsform.workbooks import workbook

SURVEY = "type | name | label\ntext | a | A\n"


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as error:
        read(content, "x.xlsx")
    assert error.value.status == 422
    return error.value.message.text


def test_a_workbook_without_questions_says_what_is_missing() -> None:
    assert "no sheet “survey”" in refused(workbook(fragen=SURVEY))
    assert "“type” and “name”" in refused(workbook(survey="a | b\n1 | 2\n"))
    assert "nothing in this form" in refused(workbook(survey="type | name\nstart | start\n"))
    assert "nothing in this form" in refused(workbook(survey="type | name\n", choices=""))


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ("begin group | g\ntext | a", 2),
        ("end group |\n", 2),
        ("begin group | g\nbegin repeat | r\nend group |\nend repeat |", 4),
        ("begin repeat | g\nend group |", 3),
    ],
)
def test_groups_that_do_not_end_where_they_should_are_refused(rows: str, row: int) -> None:
    with pytest.raises(Refused) as error:
        read(workbook(survey=f"type | name\n{rows}\n"), "x.xlsx")
    assert error.value.message.params["row"] == row


def test_what_grows_without_end_is_refused() -> None:
    deep = "".join(f"begin group | g{n}\n" for n in range(30)) + "end group |\n" * 30
    assert "groups can stand in each other" in refused(workbook(survey=f"type | name\n{deep}"))
    choices = [["list_name", "name"], *(["l", f"c{n}"] for n in range(200))]
    many = [["type", "name"], *(["select_one l", f"q{n}"] for n in range(101))]
    assert "too large" in refused(workbook(survey=many, choices=choices))
    long = a_form(*(Question("date", f"q{n}", {}) for n in range(2001)))
    with pytest.raises(Refused):
        check(long)


def test_a_bomb_a_torso_and_other_files_are_refused() -> None:
    good = workbook(survey=SURVEY)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>" + b" " * 50_000_000)
    assert "too large when unpacked" in refused(bomb.getvalue())
    assert "damaged" in refused(good[: len(good) // 2])
    assert "old or protected Excel file" in refused(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    for other in (b"", b"type,name,label\ntext,a,A\n", b"%PDF-1.7", b"\0\1\2", b"\x89PNG"):
        assert "no questionnaire that can be read" in refused(other)


def test_formulas_are_left_out_and_told_and_macros_stay_where_they_are() -> None:
    book = load_workbook(io.BytesIO(workbook(survey=SURVEY)))
    book["survey"]["C2"] = '=HYPERLINK("http://example.org")'
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    found = read(out.getvalue(), "x.xlsm")
    assert [one.label for one in found.questionnaire.questions()] == [{}]
    assert [(one.sheet, one.row) for one in found.unmapped] == [("survey", 2)]


def test_a_million_empty_rows_are_no_work() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("survey")
    sheet.append(["type", "name", "label"])
    sheet.append(["text", "a", "A"])
    for _ in range(60_000):
        sheet.append([])
    out = io.BytesIO()
    book.save(out)
    assert "too large" in refused(out.getvalue())


def test_expressions_and_cells_that_are_made_to_take_long_do_not() -> None:
    long = "${" + " " * 200_000
    rows = [
        ["type", "name", "label", "relevant", "parameters", "default"],
        ["text", "a", long, "('" * 50_000, "a" * 200_000, "(" * 200_000],
        *(["calculate", f"c{n}", "", f"${{c{n + 1}}}", "", ""] for n in range(100)),
    ]
    rows[0].append("calculation")
    for row in rows[2:]:
        row.append(row[3])
    found = read(workbook(survey=rows), "x.xlsx")
    assert [one.name for one in found.questionnaire.questions()] == ["a"]
    assert {one.row for one in found.unmapped} >= {2, *range(3, 103)}


def test_our_own_column_is_not_trusted() -> None:
    own = (
        '{"kind": "bomb", "was": {"kind": "short_text"}}',
        '{"low": NaN}',
        "[" * 100_000,
        '{"hint": 3}',
        '{"x": "\\u0000"}',
    )
    rows = [["type", "name", "label", "klebepunkt"]]
    rows += [["text", f"q{n}", "A", cell] for n, cell in enumerate(own)]
    found = read(workbook(survey=rows), "x.xlsx")
    assert [one.row for one in found.unmapped] == [2, 3, 4, 5, 6]
    assert {one.kind for one in found.questionnaire.questions()} == {"short_text"}


def test_what_somebody_changed_in_our_own_file_counts() -> None:
    form = a_form(a_question("scale", "s", high=30), a_question("points", "p", "a", "b"))
    book = load_workbook(io.BytesIO(write(form, "x")))
    for row in book["survey"].iter_rows():
        for cell in row:
            if cell.value == "Frage s":
                cell.value = "Neue Frage"
            if cell.value == "integer":
                cell.value = "text"
    out = io.BytesIO()
    book.save(out)
    found = read(out.getvalue(), "x.xlsx").questionnaire.question("s")
    assert found is not None
    assert (found.label["de"], found.kind, found.high) == ("Neue Frage", "scale", 30)
