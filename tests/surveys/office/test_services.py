"""Drafts that are changed and taken back; copies; what goes for good."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.services import add_account
from app.files import jobs
from app.files.models import Export, Owner
from app.refused import Message, Missing, Refused, say
from surveys.answering.runs import create_run
from surveys.answering.services import begin
from surveys.models import Crowd, Response, Run, Survey, SurveyEdit, SurveyVersion
from surveys.office import services
from surveys.office.images import image_of, keep_image
from surveys.office.reads import removed_surveys, survey_lines, survey_page
from surveys.questionnaire import Questionnaire
from surveys.retention import KEPT, forget
from surveys.services import create_survey, draft, publish
from tests.builders import a_concept
from tests.surveys.office.test_edits import a_survey

NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def titled(title: str) -> services.Change:
    def how(now: Questionnaire) -> tuple[Questionnaire, Message]:
        return replace(now, title={"de": title}), say("Changed “%(title)s”", title=title)

    return how


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_changes_are_taken_back_one_after_the_other(session: Session) -> None:
    name = create_survey(session, a_survey("a"), now=NOW)
    for title in ("Eins", "Zwei", "Zwei"):  # the last changes nothing
        services.change(session, name, titled(title), by="Olga", now=NOW)
    id = draft(session, name).survey_id
    last = services.last_edit(session, id)
    assert last is not None
    assert (last.what.params, last.by) == ({"title": "\u2068Zwei\u2069"}, "Olga")
    services.undo(session, name, last.id)
    assert draft(session, name).questionnaire.title == {"de": "Eins"}
    with pytest.raises(Refused):
        services.undo(session, name, last.id)
    first = services.last_edit(session, id)
    assert first is not None
    services.undo(session, name, first.id)
    assert draft(session, name).questionnaire == a_survey("a")
    assert services.last_edit(session, id) is None


def test_old_changes_are_forgotten(session: Session) -> None:
    name = create_survey(session, a_survey("a"), now=NOW)
    for number in range(services.UNDONE + 3):
        services.change(session, name, titled(str(number)), by="Olga", now=NOW)
    assert count(session, SurveyEdit) == services.UNDONE


def test_a_copy_has_questions_and_pictures_but_no_runs(session: Session) -> None:
    name = create_survey(session, a_survey("a"), now=NOW)
    image = keep_image(session, name, PNG)
    assert keep_image(session, name, PNG) == image
    publish(session, name, now=NOW)
    create_run(session, name, title="Lauf", now=NOW)
    copy = services.copy_survey(session, name, now=NOW, suffix=" (Kopie)")
    page = survey_page(session, copy, NOW)
    assert page.questionnaire.title == {"de": "Umfrage (Kopie)"}
    assert page.questionnaire.sections == a_survey("a").sections
    assert (page.runs, page.draft.version) == ((), None)
    assert image_of(session, copy, image) == ("image/png", PNG)
    for wrong in (b"<svg>", PNG + b"0" * 1_000_000):
        with pytest.raises(Refused):
            keep_image(session, name, wrong)


def test_a_deleted_survey_comes_back_for_thirty_days_and_then_goes_for_good(
    session: Session,
) -> None:
    name = create_survey(session, a_survey("a"), now=NOW)
    publish(session, name, now=NOW)
    create_run(session, name, title="Lauf", now=NOW)
    services.remove_survey(session, name, now=NOW)
    assert survey_lines(session, NOW) == ()
    assert [one.key for one in removed_surveys(session, "de")] == [name]
    forget(session, NOW + KEPT)
    services.return_survey(session, name)
    assert [(one.name, one.state, one.runs) for one in survey_lines(session, NOW)] == [
        (name, "open", 1)
    ]
    services.remove_survey(session, name, now=NOW)
    with pytest.raises(Missing):
        services.remove_survey(session, name, now=NOW)
    forget(session, NOW + KEPT + dt.timedelta(seconds=1))
    assert [count(session, table) for table in (Survey, SurveyVersion, Run)] == [0, 0, 0]


def test_a_survey_belongs_to_the_concept_where_there_is_only_one(session: Session) -> None:
    names = [services.begin_survey(session, a_survey("a"), now=NOW)]
    only = a_concept(session)
    names.append(services.begin_survey(session, a_survey("b"), now=NOW))
    a_concept(session)
    names.append(services.begin_survey(session, a_survey("c"), now=NOW))
    found = [survey_page(session, name, NOW).concept_id for name in names]
    assert found == [None, only.id, None]


def test_on_its_day_all_answers_are_deleted_and_the_questions_stay(session: Session) -> None:
    account = add_account(session, email="o@x.example", name="O", role="office", now=NOW)
    names = [create_survey(session, a_survey("a"), now=NOW) for _ in range(2)]
    days = (dt.date(2026, 12, 1), dt.date(2026, 12, 2))
    for name, day in zip(names, days, strict=True):
        publish(session, name, now=NOW)
        code = create_run(session, name, title="Lauf", now=NOW)
        begin(session, code, holder="h", language="de", now=NOW)
        services.set_frame(session, name, concept_id=None, delete_on=day)
        owner = Owner("survey", survey_page(session, name, NOW).draft.survey_id)
        session.add(Crowd(survey_id=owner.id, batch=1, size=5, alike=["yes", "A"]))
        create_run(session, name, title="Still", now=NOW)  # in which nobody has answered
        jobs.start(session, owner, account_id=account.id, format="csv", now=NOW)
    forget(session, dt.datetime(2026, 11, 30, 22, tzinfo=dt.UTC))
    assert [count(session, table) for table in (Response, Export)] == [2, 2]
    forget(session, dt.datetime(2026, 11, 30, 23, tzinfo=dt.UTC))  # a new day in Berlin
    session.expire_all()
    assert [count(session, table) for table in (Response, Export, Crowd)] == [1, 1, 1]
    found = [survey_page(session, name, NOW) for name in names]
    assert [page.begun for page in found] == [0, 1]
    assert [{run.standing for run in page.runs} for page in found] == [{"closed"}, {"open"}]
