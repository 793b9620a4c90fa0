"""Downloading results: by the office on its page, and by a script."""

from pathlib import Path

import pytest
from litestar import Litestar

from app import cli
from app.database.ledger import Ledger
from surveys.questionnaire import Question
from surveys.results.reads import keep_margins
from tests.conftest import NewVisitor
from tests.ledgers import new_database
from tests.surveys.results_files.cast import a_survey, answered
from tests.visitor import Visitor
from tests.workshops.people import sign_in_as

WISH = Question("long_text", "wish", {"de": "Wunsch"})
PAGE = "/surveys/here/results/export"


async def the_office(app: Litestar, visitor: Visitor, people: int) -> Visitor:
    app.state.ledger.write_now(answered, a_survey(WISH), [{"wish": "Ruhe"}] * people)
    await sign_in_as(app, visitor, "Olga", "office")
    await visitor.get(PAGE)
    return visitor


async def test_the_office_gets_its_file_and_nobody_else_does(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    office = await the_office(app, new_visitor(), 5)
    file = await office.submit("/surveys/here/results/exports", {"format": "json"})
    assert file.headers["content-disposition"].startswith('attachment; filename="here.json"')
    assert file.json()["texts"] == {"wish": ["Ruhe"] * 5}
    assert f'href="{file.url.path}"' in (await office.get(PAGE)).text
    colleague = new_visitor()
    await sign_in_as(app, colleague, "Otto", "office")
    gone = await colleague.get(file.url.path)
    assert gone.status_code == 404
    assert f'href="{PAGE}"' in gone.text


async def test_a_report_is_weighted_where_there_are_shares_that_fit(
    app: Litestar, visitor: Visitor
) -> None:
    asked = a_survey(Question("yes_no", "new", {"de": "Neu hier?"}, about_person=True))
    app.state.ledger.write_now(answered, asked, [{"new": "yes"}] * 7)
    await sign_in_as(app, visitor, "Olga", "office")
    assert 'name="weighted"' not in (await visitor.get(PAGE)).text
    app.state.ledger.write_now(keep_margins, "here", {"new": {"yes": 50.0, "no": 50.0}})
    assert 'name="weighted"' in (await visitor.get(PAGE)).text
    wanted = {"format": "pdf", "weighted": "1"}
    refused = await visitor.submit("/surveys/here/results/exports", wanted)
    assert refused.status_code == 422
    assert 'aria-describedby="weighted-error"' in refused.text
    app.state.ledger.write_now(keep_margins, "here", {"new": {"yes": 100.0, "no": 0.0}})
    file = await visitor.submit("/surveys/here/results/exports", wanted)
    assert 'filename="here-weighted.pdf"' in file.headers["content-disposition"]


async def test_of_four_people_the_page_says_why_there_is_no_file(
    app: Litestar, visitor: Visitor
) -> None:
    office = await the_office(app, visitor, 4)
    answer = await office.submit("/surveys/here/results/exports", {"format": "pdf"})
    assert answer.status_code == 422
    assert "at least five people" in answer.text
    assert 'value="pdf" checked' in answer.text


def test_a_script_gets_the_answers_or_why_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KLEBEPUNKT_DATA", str(tmp_path))
    (tmp_path / "klebepunkt.db").write_bytes(new_database())
    ledger = Ledger(f"sqlite:///{tmp_path / 'klebepunkt.db'}")
    ledger.write_now(answered, a_survey(WISH), [{"wish": "Ruhe"}] * 5)
    ledger.write_now(answered, a_survey(WISH), [{"wish": "Ruhe"}] * 4, "few")
    ledger.close()
    out = tmp_path / "out.csv"
    options = ["--format", "csv", "--out", str(out)]
    for texts, times in (([], 0), (["--texts", "beside"], 5)):  # by itself, never beside the rest
        assert cli.main(["survey", "results", "here", *options, *texts]) == 0
        assert out.read_text("utf-8-sig").count("Ruhe") == times
    for name, reason in (("few", "five people"), ("nowhere", "no survey")):
        assert cli.main(["survey", "results", name, *options]) == 1
        assert reason in capsys.readouterr().err
    assert cli.main(["survey", "results", "here", "--format", "json", "--out", str(out)]) == 1
