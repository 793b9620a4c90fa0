"""The office's pages of results."""

import csv
import io
import random
import re
from dataclasses import replace

import openpyxl
import pytest
from litestar import Litestar
from sqlalchemy import select

from app.database.base import utc_now
from surveys.answering.runs import close_run, create_run
from surveys.codec import as_data
from surveys.models import Remark, Run, Survey
from surveys.questionnaire import Question
from surveys.results.reads import keep_margins
from surveys.results.taking_in import settle
from surveys.services import create_survey, publish, survey_row
from tests.conftest import NewVisitor
from tests.surveys.results.filled import AGES, QUESTIONNAIRE, a_filled_survey, answer
from tests.surveys.results_files.cast import a_survey
from tests.visitor import Visitor
from tests.workshops.people import sign_in_as

NEW = QUESTIONNAIRE.sections[0].questions[1].label["de"]
PAGES = ("", "/cross", "/texts", "/comparison", "/weights")


@pytest.fixture
def base(app: Litestar) -> str:
    name = app.state.ledger.write_now(a_filled_survey)
    return f"/surveys/{name}/results"


@pytest.fixture
async def office(app: Litestar, visitor: Visitor) -> Visitor:
    await sign_in_as(app, visitor, "Olga", "office")
    return visitor


async def test_all_questions_stand_on_one_page_with_charts_and_tables(
    office: Visitor, base: str
) -> None:
    page = (await office.get(base)).text
    assert page.count('<svg class="chart') == page.count("</desc>") == 9
    assert page.count('<details class="numbers">') == 9
    assert "80 people are shown." in page
    assert "Fewer than five people: nothing is shown here" in page  # three have answered it
    assert "Nur drei" not in page
    assert page.count("Die Menschen helfen einander.") == 1  # with how many have said so
    assert re.search(r'helfen einander\.</bdi> <span class="small muted">×\d\d</span>', page)


async def test_a_page_speaks_one_language_alone(
    app: Litestar, new_visitor: NewVisitor, base: str
) -> None:
    arab = new_visitor(language="ar")
    await sign_in_as(app, arab, "Olga", "office")
    page = (await arab.get(base)).text
    assert "أقل من 30 سنة: 24 · 32%" in page  # said in a thread of its own, and yet in Arabic


async def test_a_filter_says_how_many_it_cannot_show(office: Visitor, base: str) -> None:
    page = (await office.get(f"{base}?q-age=middle&q-new=yes")).text
    told = re.search(r"(\d+) people are shown.*?(\d+) more people", page, re.S)
    assert told
    assert int(told[1]) >= 5
    assert int(told[2]) > 0
    made_up = (await office.get(f"{base}?q-age=nobody")).text
    assert "0 people are shown." in made_up
    assert "<svg class=" not in made_up


async def test_the_page_of_a_run_leads_to_the_results_of_this_run(
    app: Litestar, office: Visitor, base: str
) -> None:
    survey = base.removesuffix("/results")
    for run in app.state.ledger.read_now(lambda session: session.scalars(select(Run)).all()):
        page = (await office.get(f"{survey}/runs/{run.code}")).text
        (address,) = re.findall(r'href="([^"]*/results\?[^"]*)"', page)
        assert re.search(r"\b[1-9]\d* people are shown\.", (await office.get(address)).text)


async def test_tables_of_groups_and_two_runs(office: Visitor, base: str) -> None:
    page = (await office.get(f"{base}/cross?by=age&question=topics")).text
    assert "unter 30 Jahre" in page
    assert "Together" in page
    page = (await office.get(f"{base}/comparison")).text
    assert "Frühling" in page
    assert "Difference in points" in page


async def test_tables_of_groups_are_downloaded_as_they_stand_on_the_page(
    app: Litestar, office: Visitor, base: str
) -> None:
    name = base.split("/")[2]
    app.state.ledger.write_now(keep_margins, name, {"new": {"yes": 30.0, "no": 70.0}})
    query = "by=age&question=topics&q-new=yes&weighted=1"
    page = (await office.get(f"{base}/cross?{query}")).text
    assert f'href="{base}/cross.csv?{query.replace("&", "&amp;")}"' in page
    people, withheld = map(int, re.findall(r"(\d+) (?:people are shown|more people)", page))
    file = await office.get(f"{base}/cross.csv?{query}")
    assert file.headers["content-disposition"].startswith("attachment; filename=")
    lines = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert {(one["People shown"], one["People withheld"]) for one in lines} == {
        (str(people), str(withheld))
    }
    assert {(one["Filters"], one["Weighted"]) for one in lines} == {
        (f"Run of the survey: Frühling, Herbst; {NEW}: Yes", "yes")
    }
    told = {(one["Wie alt sind Sie?"], one["Answer"]): one for one in lines}
    for (group, choice), one in told.items():
        if one["People"]:
            said = rf'data-name="{re.escape(choice)}"><strong>{one["Percent"]}%</strong>'
            line = page.split(f">{group}<", 1)[1].split("</tr>", 1)[0]
            assert re.search(rf'{said} <span class="small muted">\({one["People"]}\)', line)
    book = openpyxl.load_workbook(
        io.BytesIO((await office.get(f"{base}/cross.xlsx?{query}")).content)
    )
    first = str([cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row])
    for words in ("Leben in Kieferstadt", f"{people} people are shown.", "Weighted by", "Frühling"):
        assert words in first
    assert book.worksheets[1].max_row == len(lines) + 1


async def test_what_a_run_did_not_offer_is_a_dash_and_not_nothing(
    app: Litestar, office: Visitor
) -> None:
    def two_versions(session):
        new = Question("single", "place", {"de": "Wo?"}, choices=AGES)
        old = replace(new, choices=AGES[:2])
        name = create_survey(session, a_survey(old), now=utc_now())
        for asked, given in ((old, "young"), (new, "old")):
            survey = survey_row(session, name)
            survey.draft = as_data(a_survey(asked))
            publish(session, name, now=utc_now())
            code = create_run(session, name, title=given, now=utc_now())
            answer(session, code, [{"place": given}] * 6, random.Random(1))
            close_run(session, code)
        settle(session, survey.id, now=utc_now())
        return name

    name = app.state.ledger.write_now(two_versions)
    page = (await office.get(f"/surveys/{name}/results/comparison")).text
    lines = page.split('<tr><th scope="row">')[1:]
    told = [re.findall(r'<td class="n"[^>]*>(?:<strong>)?([^<]*)', line) for line in lines]
    assert told == [["100%", "0%", "\u2066−100\u2069"], ["0%", "0%", "0"], ["–", "100%", "–"]]
    assert "this answer was not offered in that run" in page
    assert "that changes the other figures, too" in page


async def test_before_five_have_answered_every_page_says_so(app: Litestar, office: Visitor) -> None:
    def one_run(session):
        name = create_survey(session, QUESTIONNAIRE, now=utc_now())
        publish(session, name, now=utc_now())
        create_run(session, name, title="Run", now=utc_now())
        return name

    name = app.state.ledger.write_now(one_run)
    for page in PAGES:
        assert "at least five people" in (await office.get(f"/surveys/{name}/results{page}")).text

    def six(session):
        code = session.scalars(select(Run.code)).one()
        answer(session, code, [{"new": "yes"}] * 6, random.Random(1))

    app.state.ledger.write_now(six)
    assert "Close the run" in (await office.get(f"/surveys/{name}/results")).text
    sent = await office.post(f"/surveys/{name}/results/texts", {"source": "wish", "key": "x"})
    assert sent.status_code == 404


async def test_a_text_is_tagged_translated_and_hidden(
    app: Litestar, office: Visitor, base: str
) -> None:
    address = f"{base}/texts?question=swot&words=menschen"
    page = (await office.get(address)).text
    assert "Die Menschen helfen einander." in page
    key = re.search(r'name="key" value="(\w+)"', page)
    assert key
    sent = {"source": "swot", "key": key[1], "state": "hidden", "tags": "Nähe, Nähe,  gut"}
    await office.post(address, sent | {"translation": "People help each other."})
    row = app.state.ledger.read_now(lambda session: session.scalars(select(Remark)).one())
    assert (row.state, row.tags) == ("hidden", ["Nähe", "gut"])
    assert row.translations == {"en": "People help each other."}
    found = (await office.get(f"{base}/texts?question=swot&tag=gut&words=help+each")).text
    assert "1 text<" in found
    assert "hidden-one" in found
    too_many = await office.post(address, sent | {"tags": "x" * 41})
    assert too_many.status_code == 422
    assert "x" * 41 in too_many.text
    assert (await office.post(address, sent | {"key": "made-up"})).status_code == 404


async def test_shares_are_checked_kept_and_weighed_by(
    app: Litestar, office: Visitor, base: str
) -> None:
    address = f"{base}/weights"
    wrong = {"age:young": "30", "age:middle": "50", "age:old": "30"}
    refused = await office.post(address, wrong)
    assert refused.status_code == 422
    assert "These are 110 % together." in refused.text
    assert 'value="50"' in refused.text
    await office.post(address, wrong | {"age:young": "20,0 %"})
    kept = app.state.ledger.read_now(lambda session: session.scalars(select(Survey.margins)).one())
    assert kept == {"age": {"young": 20.0, "middle": 50.0, "old": 30.0}}
    page = (await office.get(f"{base}?weighted=1")).text
    assert "Weighted by known shares" in page
    assert page.count(">weighted</span>") >= 10
    assert "60 Jahre und älter: 6 · 28%" in page


async def test_results_are_for_the_office_alone(
    app: Litestar, new_visitor: NewVisitor, base: str
) -> None:
    moderator = new_visitor()
    await sign_in_as(app, moderator, "Mia", "moderator")
    for visitor, wanted in ((moderator, 404), (new_visitor(), 401)):
        for page in PAGES:
            answer = await visitor.get(base + page, htmx=True, follow_redirects=False)
            assert answer.status_code == wanted
