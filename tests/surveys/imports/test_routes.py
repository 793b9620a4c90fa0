"""The office brings a questionnaire from a file, and takes one away."""

import os
import re

import pytest
from litestar import Litestar

from surveys.imports.recognise import read, written
from surveys.questionnaire import Questionnaire
from surveys.services import Draft, create_survey, draft
from tests.builders import NOW
from tests.conftest import NewVisitor
from tests.surveys.forms import a_form, a_question
from tests.surveys.imports import test_pictures as pictures
from tests.surveys.xlsform import forms
from tests.surveys.xlsform.workbooks import workbook
from tests.visitor import Visitor
from tests.workshops.people import sign_in_as

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
async def office(app: Litestar, new_visitor: NewVisitor) -> Visitor:
    visitor = new_visitor()
    await sign_in_as(app, visitor, "Olga", "office")
    await visitor.get("/surveys")
    return visitor


async def upload(office: Visitor, content: bytes, name: str = "form.xlsx") -> None:
    await office.get("/surveys/import")
    await office.submit("/surveys/import", files={"file": (name, content, XLSX)})


def questionnaire(app: Litestar, name: str) -> Questionnaire:
    found: Draft = app.state.ledger.read_now(draft, name)
    return found.questionnaire


async def test_a_form_is_looked_at_row_by_row_before_it_becomes_a_survey(
    app: Litestar, office: Visitor
) -> None:
    await upload(office, workbook(**forms.UNMAPPABLE))
    preview = office.path
    assert "“deviceid” is never kept: answers are anonymous." in office.text
    assert re.search(r"survey</bdi></td><th[^>]*>6</th><td>Questions that are asked", office.text)
    await office.get("/surveys")
    assert "Much to name" not in office.text
    await office.get(preview)
    await office.submit(preview)
    assert office.path == "/surveys/much"
    assert questionnaire(app, "much").title == {"en": "Much to name"}
    await office.get(preview)
    assert office.path == "/surveys/much"  # not a second time


async def test_texts_that_do_not_say_their_language_can_be_given_another_one(
    app: Litestar, office: Visitor
) -> None:
    await upload(office, workbook(**forms.HOUSEHOLD))
    preview = office.path
    await office.submit(f"{preview}#languages", {"language": "tr"})
    await office.submit(preview)
    assert questionnaire(app, "household").languages == ("tr",)


async def test_a_file_that_cannot_be_used_is_refused_beside_it(office: Visitor) -> None:
    await upload(office, b"\0nothing")
    assert office.page is not None
    assert office.page.status_code == 422
    assert "This is no questionnaire that can be read here." in office.text


@pytest.mark.parametrize("format", ["xlsform", "limesurvey", "json"])
async def test_a_questionnaire_is_downloaded_and_is_the_same_when_it_is_read(
    app: Litestar, office: Visitor, format: str
) -> None:
    form = a_form(a_question("single", "wo", "a", "b"), a_question("swot", "swot"))
    name = app.state.ledger.write_now(lambda s: create_survey(s, form, now=NOW, name="wo"))
    await office.get(f"/surveys/{name}/export")
    assert f'href="/surveys/wo/export/{format}"' in office.text
    answer = await office.get(f"/surveys/{name}/export/{format}")
    assert 'filename="wo.' in answer.headers["content-disposition"]
    assert read(answer.content, "x").questionnaire == form
    assert (await office.get(f"/surveys/{name}/export/lss")).status_code == 404


async def test_a_zip_with_pictures_larger_than_other_forms_becomes_a_survey_with_them(
    app: Litestar, office: Visitor
) -> None:
    large = {f"unused{n}.png": pictures.PNG + os.urandom(990_000) for n in range(7)}
    await upload(office, pictures.zipped({**large, "x.xlsx": workbook(**forms.RANKS)}), "x.zip")
    assert "No choice has the picture “unused3.png”: it is left out." in office.text
    await upload(office, written(pictures.FORM, "x", "zip", pictures.ALL), "x.zip")
    await office.submit(office.path)
    for name, content in pictures.ALL.items():
        answer = await office.get(f"/surveys/x/images/{name}")
        assert answer.content == content
    await office.get("/surveys/x/export")
    assert 'href="/surveys/x/export/zip"' in office.text
    assert "The pictures are in the ZIP file and in JSON" in office.text
    answer = await office.get("/surveys/x/export/zip")
    assert read(answer.content, "x").to_make() == pictures.FORM


async def test_a_file_larger_than_any_that_is_taken_says_how_large_one_may_be(
    office: Visitor,
) -> None:
    answer = await office.post("/surveys/import", files={"file": ("a.zip", bytes(27_000_000))})
    assert (answer.status_code, "larger than 25 MB" in answer.text) == (413, True)
