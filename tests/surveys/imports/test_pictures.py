"""Pictures of choices come along with the questionnaire: in a ZIP file, and in our own JSON."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from pyxform.xls2xform import convert

from app.refused import Refused
from surveys.imports.package import opened
from surveys.imports.read import Reading
from surveys.imports.recognise import read, written
from surveys.pictures import MOST_BYTES, name_of
from surveys.questionnaire import Choice
from tests.surveys.forms import a_choice, a_form, a_question
from tests.surveys.xlsform.workbooks import workbook

PNG = b"\x89PNG\r\n\x1a\n" + b"a picture"
JPG = b"\xff\xd8\xff" + b"another one"
ROW = Choice("row", {"de": "Zeile"}, image=name_of(PNG))
FORM = a_form(
    a_question("single", "a", choices=(Choice("x", {"de": "X"}, image=name_of(JPG)), ROW)),
    a_question("matrix", "m", "good", rows=(ROW, a_choice("other_row"))),
)
ALL = {name_of(JPG): JPG, name_of(PNG): PNG}


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def told(found: Reading) -> list[tuple[int, str]]:
    return [(one.row, one.reason.text % one.reason.params) for one in found.unmapped]


def refused(files: Mapping[str, bytes], name: str = "x.zip") -> str:
    with pytest.raises(Refused) as error:
        read(zipped(files), name)
    assert error.value.status == 422
    return error.value.message.text


@pytest.mark.parametrize("format", ["zip", "json"])
def test_a_survey_comes_back_with_all_its_pictures(format: str) -> None:
    found = read(written(FORM, "x", format, ALL), "x")
    assert (found.questionnaire, found.pictures, found.unmapped) == (FORM, ALL, ())
    assert found.to_make() == FORM
    assert found.name == "x"


def test_other_programs_find_the_form_and_its_pictures_where_they_look_for_them() -> None:
    with zipfile.ZipFile(io.BytesIO(written(FORM, "kita", "zip", ALL))) as archive:
        assert set(archive.namelist()) == {"kita.xlsx", *(f"kita-media/{name}" for name in ALL)}
        form = convert(archive.read("kita.xlsx"))
    assert form.warnings == []
    assert f"jr://images/{name_of(JPG)}" in form.xform


def test_pictures_of_a_form_of_somebody_else_are_found_and_what_is_missing_is_named() -> None:
    form = workbook(
        survey="type | name | label\nselect_one l | a | A\n",
        choices="""
list_name | name | label | media::image
l | bus | Bus | Bus.PNG
l | car | Car | media/car.jpg
l | bike | Bike | bike.svg
l | foot | On foot | walk.png
l | ship | Ship | ship.png
""",
    )
    files = {
        "__MACOSX/._form.xlsx": b"",
        "stuff/~$form.xlsx": b"",
        "stuff/read me.txt": b"Hello",
        "stuff/form.xlsx": form,
        "bus.png": PNG,
        "../../car.jpg": JPG,
        "bike.svg": b"<svg/>",
        "ship.png": PNG + b"0" * MOST_BYTES,
        "train.png": PNG,
    }
    found = read(zipped(files), "x.zip")
    (question,) = found.to_make().questions()
    assert [one.image for one in question.choices] == [name_of(PNG), name_of(JPG), "", "", ""]
    assert found.pictures == {name_of(PNG): PNG, name_of(JPG): JPG}
    rows = {row: text for row, text in told(found) if row}
    assert list(rows) == [4, 5, 6]
    assert ("bike.svg" in rows[4], "walk.png" in rows[5], "ship.png" in rows[6]) == (True,) * 3
    assert [text for row, text in told(found) if not row] == [
        "“stuff/read me.txt” is left out.",
        "No choice has the picture “train.png”: it is left out.",
    ]


def test_a_picture_that_is_another_one_in_another_language_is_named() -> None:
    two = workbook(
        survey="type | name | label::de\nselect_one l | a | A\n",
        choices="list_name | name | label::de | image::de | image::en\nl | x | X | x.png | y.png\n",
    )
    found = read(zipped({"f.xlsx": two, "x.png": PNG, "y.png": JPG}), "f.zip")
    assert (2, "A picture is the same in all languages here: “y.png” is left out.") in told(found)
    assert list(found.pictures) == [name_of(PNG)]


def test_an_archive_of_limesurvey_gives_its_questions_and_never_its_answers() -> None:
    lss = (
        "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><surveys><rows><row>"
        "<language>de</language></row></rows></surveys></document>"
    )
    files = {"survey_1.lss": lss.encode(), "survey_1_responses.lsr": b"<secret/>"}
    assert opened(zipped(files), "x.lsa").form == lss.encode()
    assert [one.reason.params["name"] for one in opened(zipped(files), "x").told] == [
        "survey_1_responses.lsr"
    ]


def test_zips_that_hold_no_form_or_several_or_too_much_are_refused() -> None:
    form = workbook(survey="type | name | label\ntext | a | A\n")
    assert "no questionnaire in this ZIP" in refused({"a.png": PNG})
    assert "several questionnaires" in refused({"a.xlsx": form, "b/b.xlsx": form})
    many = {f"{n}.png": b"\0" * 1_000_000 for n in range(20)}
    assert "too large when unpacked" in refused({"a.xlsx": form, **many})
    assert "too large when unpacked" in refused({f"{n}.png": b"" for n in range(1001)})
    assert "larger than 5 MB" in refused({"a.lss": b"<" * 30_000_000})
    with pytest.raises(Refused) as error:
        read(zipped({"a.xlsx": form})[:200], "x.zip")
    assert "ZIP file is damaged" in error.value.message.text
    with pytest.raises(Refused) as error:
        read(b"x" * 26_300_000, "x.zip")
    assert "25 MB" in error.value.message.text
