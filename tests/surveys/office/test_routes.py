"""The office writes a survey: from the first question to the first run, without a script."""

import json
import re

import pytest
from litestar import Litestar

from surveys.library import blocks
from surveys.office.reads import SurveyPage, survey_page
from surveys.questionnaire import Questionnaire, Texts
from surveys.services import create_survey
from tests.conftest import NewVisitor
from tests.surveys.office.test_edits import shape
from tests.surveys.office.test_services import NOW, PNG
from tests.visitor import Visitor, forms
from tests.workshops.people import sign_in_as


@pytest.fixture
async def office(app: Litestar, new_visitor: NewVisitor) -> Visitor:
    visitor = new_visitor()
    await sign_in_as(app, visitor, "Olga", "office")
    await visitor.get("/surveys")
    return visitor


async def a_survey(office: Visitor, title: str = "Kinder") -> str:
    await office.get("/surveys/new")
    data = {"title": title, "language": "de", "languages": ["ar"]}
    await office.submit("/surveys", data)
    return office.path.split("/")[2]


async def add(office: Visitor, name: str, kind: str, **typed: str) -> None:
    await office.get(f"/surveys/{name}/new-question?kind={kind}")
    await office.submit(f"/surveys/{name}/questions", typed)


async def try_out(office: Visitor, data: dict[str, str]) -> int:
    """Send the page of the test run; the menu of languages is a form to the same address."""
    form = [one for one in forms(office.text) if one.action == office.path][-1]
    return (await office.post(office.path, dict(form.fields) | data)).status_code


def found(app: Litestar, name: str) -> SurveyPage:
    page: SurveyPage = app.state.ledger.read_now(survey_page, name, NOW)
    return page


def label(app: Litestar, name: str, question: str) -> Texts:
    asked = found(app, name).questionnaire.question(question)
    assert asked is not None
    return asked.label


async def test_a_survey_is_written_tried_out_published_and_handed_out(
    app: Litestar, office: Visitor
) -> None:
    name = await a_survey(office)
    assert "There are no questions yet." in office.text
    await add(office, name, "yes_no", label="Haben Sie Kinder?")
    await add(office, name, "single", **{"label": "Was fehlt?", "choices-paste": "Kita\nHort"})
    await office.submit(f"/surveys/{name}/questions/was_fehlt/position", {"to": "up"})
    assert shape(found(app, name).questionnaire) == ["was_fehlt haben_sie_kinder"]
    await office.submit(f"/surveys/{name}/undoing")
    await office.get(f"/surveys/{name}/questions/was_fehlt")
    condition = {"if-0-question": "haben_sie_kinder", "if-0-relation": "is", "if-0-value": "yes"}
    await office.submit(f"/surveys/{name}/questions/was_fehlt", condition)
    assert "Shown if: “Haben Sie Kinder?” is “Yes”" in re.sub("[\u2068\u2069]", "", office.text)

    await office.get(f"/surveys/{name}/preview")
    await try_out(office, {"go": "next"})
    await try_out(office, {"go": "next", "q-haben_sie_kinder": "yes"})
    assert "Kita" in office.text
    await try_out(office, {"go": "back"})
    assert re.search(r'value="yes"\s+checked', office.text)
    await try_out(office, {"go": "next", "q-haben_sie_kinder": "no"})
    assert f'<a class="button main wide" href="/surveys/{name}/preview">' in office.text

    await office.get(f"/surveys/{name}/publication")
    await office.submit(f"/surveys/{name}/publication")
    assert office.path == f"/surveys/{name}"
    await office.submit(
        f"/surveys/{name}/runs", {"title": "Herbst", "closes_at": "2020-05-01T18:00"}
    )
    assert "This time has passed." in office.text
    assert 'value="Herbst"' in office.text
    await office.submit(
        f"/surveys/{name}/runs", {"title": "Herbst", "closes_at": "2030-05-01T18:00"}
    )
    page = found(app, name)
    (run,) = page.runs
    assert office.path == f"/surveys/{name}/runs/{run.code}"
    assert run.closes_at is not None
    assert run.closes_at.isoformat() == "2030-05-01T16:00:00+00:00"  # on the wall of Berlin
    poster = (await office.get(f"{office.path}/poster")).text
    assert all(text in poster for text in (run.code, "Kinder", 'lang="ar"'))


async def test_the_buttons_of_a_form_save_nothing_and_lose_nothing(
    app: Litestar, office: Visitor
) -> None:
    name = await a_survey(office)
    await add(office, name, "single", **{"label": "Was?", "choices-paste": "A\nB"})
    action = f"/surveys/{name}/questions/was"
    await office.get(action)
    await office.submit(action, {"do": "choices:down:0", "label": "Was fehlt?"})
    await office.submit(action, {"do": "choices:add"}, files={"choices-0-file": ("b.png", PNG)})
    typed = dict(next(form for form in forms(office.text) if form.action == action).fields)
    assert (typed["label"], typed["choices-0-label"], typed["choices-1-label"]) == (
        "Was fehlt?",
        "B",
        "A",
    )
    assert re.fullmatch(r"[0-9a-f]{20}\.png", typed["choices-0-image"])
    assert f"/surveys/{name}/images/{typed['choices-0-image']}" in office.text
    assert label(app, name, "was") == {"de": "Was?"}
    answer = await office.submit(action, {"label": "", "choices-paste": "C"})
    assert answer.status_code == 422
    assert 'value="C"' in answer.text


async def test_one_question_after_the_other_is_written_without_the_list_between(
    app: Litestar, office: Visitor
) -> None:
    name = await a_survey(office)
    await office.get(f"/surveys/{name}/new-question?kind=single")
    assert 'id="choices-paste-2"' in office.text
    typed = {"label": "Was?", "choices-paste": "A\nB\nC"}
    await office.submit(f"/surveys/{name}/questions", {"do": "choices:paste", **typed})
    # In the same field a browser would keep the list, and send it once more.
    assert 'id="choices-paste-3"' in office.text
    await office.submit(f"/surveys/{name}/questions", {"do": "more"})
    assert office.path == f"/surveys/{name}/new-question"
    assert "Saved: “Was?”" in office.text
    await office.submit(f"/surveys/{name}/questions", {"label": "Wo?"})
    await office.submit(f"/surveys/{name}/questions/was/copies")
    assert shape(found(app, name).questionnaire) == ["was was_2 wo"]


async def test_two_who_edit_at_once_notice_each_other(
    app: Litestar, office: Visitor, new_visitor: NewVisitor
) -> None:
    name = await a_survey(office)
    await add(office, name, "short_text", label="Was?")
    other = new_visitor()
    await sign_in_as(app, other, "Otto", "office")
    action = f"/surveys/{name}/questions/was"
    for visitor in (office, other):
        await visitor.get(action)
    await office.submit(action, {"label": "Was fehlt?"})
    answer = await other.submit(action, {"label": "Was nervt?"})
    assert answer.status_code == 409
    assert "Was nervt?" in other.text
    assert "Now it says:" in other.text
    await other.submit(action)
    assert label(app, name, "was") == {"de": "Was nervt?"}
    # The words around and a translation are held in the same way.
    for path in (f"/surveys/{name}/words", f"/surveys/{name}/texts/ar"):
        for visitor in (office, other):
            await visitor.get(path)
        field = "welcome" if path.endswith("words") else "text"
        answers = [
            (await one.submit(path, {field: t})).status_code for one, t in _texts(office, other)
        ]
        assert answers == [200, 409]
        assert "Zwei" in other.text


def _texts(*visitors: Visitor) -> list[tuple[Visitor, str]]:
    return list(zip(visitors, ("Eins", "Zwei"), strict=True))


async def test_texts_are_translated_one_by_one(app: Litestar, office: Visitor) -> None:
    name = await a_survey(office)
    await add(office, name, "yes_no", label="Kinder?")
    await office.get(f"/surveys/{name}/texts")
    assert office.path == f"/surveys/{name}/texts/ar"
    assert "2 texts are not translated yet." in office.text
    answer = await office.post(
        office.path, {"path": "q:kinder:label", "text": "أطفال؟", "seen": ""}, htmx=True
    )
    assert "hx-partial" in answer.text
    assert "1 text is not translated yet." in answer.text
    assert label(app, name, "kinder")["ar"] == "أطفال؟"
    only = await office.get(f"{office.path}?missing=1")
    assert "Kinder?" not in re.sub(r"<title>.*</title>", "", only.text)


async def test_languages_that_came_with_a_file_are_taken_off_and_put_back(
    app: Litestar, office: Visitor
) -> None:
    came = Questionnaire({"de": "Kinder", "uk": "Діти"}, ("de", "uk"), ())
    name: str = app.state.ledger.write_now(create_survey, came, now=NOW)
    path = f"/surveys/{name}/words"
    await office.get(path)
    await office.submit(path)
    assert found(app, name).questionnaire.languages == ("de", "uk")
    for chosen in (["tr"], ["tr", "uk"]):
        await office.get(path)
        await office.submit(path, {"languages": chosen})
        assert found(app, name).questionnaire.languages == ("de", *chosen)
    assert found(app, name).questionnaire.title["uk"] == "Діти"


async def test_another_language_becomes_the_original_and_what_it_lacks_is_said_before(
    app: Litestar, office: Visitor
) -> None:
    came = Questionnaire({"en": "Children", "de": "Kinder"}, ("en", "de"), welcome={"en": "Hello"})
    name: str = app.state.ledger.write_now(create_survey, came, now=NOW)
    await office.get(f"/surveys/{name}/original")
    assert "Hello</bdi>" in office.text
    assert "Children</bdi></li>" not in office.text
    await office.submit(f"/surveys/{name}/original")
    now = found(app, name).questionnaire
    assert (now.original, now.title) == ("de", came.title)
    assert now.welcome == {"en": "Hello", "de": "Hello"}
    await office.get(f"/surveys/{name}/questions")
    await office.submit(f"/surveys/{name}/undoing")
    assert found(app, name).questionnaire == came


async def test_sections_and_blocks(app: Litestar, office: Visitor) -> None:
    name = await a_survey(office)
    for label in ("A", "B"):
        await add(office, name, "short_text", label=label)
    await office.get(f"/surveys/{name}/new-section")
    await office.submit(f"/surveys/{name}/sections", {"title": "Teil", "place": "q:a"})
    assert shape(found(app, name).questionnaire) == ["a", "Teil: b"]
    await office.get(f"/surveys/{name}/sections/1")
    condition = {"if-mode": "text", "if-text": "${a} != ''", "together": "yes"}
    await office.submit(f"/surveys/{name}/sections/1", condition)
    section = found(app, name).questionnaire.sections[1]
    assert (section.show_if, section.together) == ("${a} != ''", True)
    await office.get(f"/surveys/{name}/sections/1")
    await office.submit(f"/surveys/{name}/sections/1/removal")
    assert shape(found(app, name).questionnaire) == ["a b"]
    await office.get(f"/surveys/{name}/blocks")
    first = blocks()[0]
    await office.submit(f"/surveys/{name}/blocks", {"block": first.key})
    added = list(found(app, name).questionnaire.questions())[2:]
    assert [one.label for one in added] == [one.label for one in first.questionnaire.questions()]


async def test_a_test_run_that_somebody_has_written_by_hand_begins_anew(office: Visitor) -> None:
    name = await a_survey(office)
    await add(office, name, "short_text", label="A")
    await office.get(f"/surveys/{name}/preview")
    for trial in ("", "[]", json.dumps({"at": 99, "answers": {}}), json.dumps({"at": "x"})):
        assert await try_out(office, {"trial": trial, "language": "ar"}) == 200
        assert 'dir="rtl"' in office.text


async def test_a_survey_is_copied_deleted_and_brought_back(app: Litestar, office: Visitor) -> None:
    name = await a_survey(office)
    await office.get("/surveys")
    await office.submit(f"/surveys/{name}/copies")
    assert office.path == f"/surveys/{name}-copy"
    frame = {"concept": "", "delete_on": "2020-01-01"}
    assert (await office.submit(office.path, frame)).status_code == 422
    await office.get(f"/surveys/{name}/deletion")
    await office.submit(f"/surveys/{name}/deletion")
    assert (await office.get(f"/surveys/{name}")).status_code == 404
    await office.get("/surveys")
    await office.submit(f"/surveys/{name}/restoration")
    assert office.path == f"/surveys/{name}"


async def test_what_would_spoil_comparison_is_told_at_the_question_and_stops_publishing(
    app: Litestar, office: Visitor
) -> None:
    name = await a_survey(office)
    await add(office, name, "single", **{"label": "Was?", "choices-paste": "A\nB\nC"})
    await office.get(f"/surveys/{name}/publication")
    await office.submit(f"/surveys/{name}/publication")
    action = f"/surveys/{name}/questions/was"
    await office.get(action)
    assert 'name="name"' not in office.text  # answers are kept under it
    await office.submit(action, {"choices-2-label": "", "label": "Was fehlt?"})
    assert 'id="faults"' in office.text
    await office.get(f"/surveys/{name}")
    assert f'href="/surveys/{name}/questions#faults"' in office.text
    await office.get(action)
    assert re.search(r'id="field-choices-error">[^<]*“.?C.?”', office.text)
    await office.get(f"/surveys/{name}/publication")
    assert "button main" not in office.text
    stamp = {"stamp": str(found(app, name).draft.stamp)}
    assert (await office.post(office.path, stamp)).status_code == 409
    await office.get(f"/surveys/{name}/questions")
    await office.submit(f"/surveys/{name}/undoing")
    assert not found(app, name).changed
