"""The demo city: what a stranger finds after `make run`. It is built once for each database."""

import dataclasses
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from app import demo
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.settings import Settings, load
from surveys.codec import from_data
from surveys.flow import effective
from surveys.models import Response, SurveyVersion
from surveys.office.reads import survey_lines
from surveys.questions.kinds import fault
from surveys.results.reads import opened
from tests.ledgers import KINDS, Databases
from workshops.agenda.room import steps_of
from workshops.concepts.services import concepts, structure
from workshops.concepts.tree import concept_row, snapshot
from workshops.gathering.reads import PROPOSED, proposal_page, ranking_page
from workshops.models import Workshop
from workshops.reads import workshops


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    data = {"KLEBEPUNKT_DATA": str(tmp_path_factory.mktemp("demo"))}
    return dataclasses.replace(load(data), public_url="http://demo")


@pytest.fixture(scope="module", params=KINDS)
def city(
    databases: Databases, settings: Settings, request: pytest.FixtureRequest
) -> Iterator[Ledger]:
    url = databases.fresh(request.param)
    ledger = Ledger(url)
    demo.build(ledger)
    yield ledger
    ledger.close()
    databases.drop(url)


@pytest.fixture
def concept(city: Ledger) -> str:
    return next(one.name for one in city.read_now(concepts) if one.scheme == "bielefeld")


def test_the_concept_holds_16_rows_with_their_58_measures(city: Ledger, concept: str) -> None:
    numbers = city.read_now(structure, concept).numbers
    assert sorted(map(int, numbers.values())) == list(range(1, 17))
    assert len(list(city.read_now(snapshot, concept).measures())) == 58


def test_two_workshops_and_a_steering_group_have_a_result_and_one_waits(city: Ledger) -> None:
    found = sorted((line.kind, line.people) for line in city.read_now(workshops))
    assert found == [("arrive", 0), ("discuss", 9), ("results", 19), ("results", 28)]


def test_the_two_steps_propose_the_first_goals_with_their_first_measures(
    city: Ledger, concept: str
) -> None:
    page = city.read_now(proposal_page, concept)
    assert [group.rated.raters for group in page.steering] == [9]
    assert len(page.proposal.chosen) == page.proposal.goals == 5
    assert all(row.proposed for row in page.proposal.chosen)
    decided = [page.measures[id].decision for row in page.proposal.chosen for id in row.decided]
    assert set(decided) == {"adopted", "rejected"}
    assert {page.measures[id].decision for id in page.proposal.measure_ids} == {PROPOSED, None}
    assert page.to_mark  # in the place of what is decided others may be proposed
    assert page.to_clear == ()


def test_some_measures_stood_in_both_workshops_and_some_in_one(city: Ledger, concept: str) -> None:
    rows = city.read_now(ranking_page, concept).rows
    assert {row.figures.events for row in rows} == {1, 2}


def test_the_council_has_decided_and_the_public_reads_it(city: Ledger, concept: str) -> None:
    measures = list(city.read_now(snapshot, concept).measures())
    assert sum(one.decision == "adopted" for one in measures) == len(demo.REPORTS) + 1
    assert sum(one.report is not None for one in measures) == len(demo.REPORTS)
    assert city.read_now(concept_row, concept).published_at is not None


def test_the_city_was_asked_before_a_workshop_after_it_and_will_be_in_the_next(
    city: Ledger,
) -> None:
    there, after, before = city.read_now(survey_lines, utc_now())
    assert (before.state, before.finished) == ("closed", 90)
    assert (after.state, after.finished) == ("open", 3)
    assert there.state == "published"
    shown = city.read_now(opened, before.name).table
    assert shown is not None
    assert shown.people == 90
    assert city.read_now(opened, after.name).table is None
    heepen = max(city.read_now(lambda session: session.scalars(select(Workshop.id)).all()))
    steps = city.read_now(steps_of, heepen)
    assert [one.settings.get("survey") for one in steps if one.kind == "survey"] == [there.name]


def test_its_people_have_answered_only_what_they_could_be_asked(city: Ledger) -> None:
    rows = select(SurveyVersion.questionnaire, Response.language, Response.answers).join(
        Response, Response.version_id == SurveyVersion.id
    )
    for data, language, answers in city.read_now(lambda session: session.execute(rows).all()):
        asked = from_data(data)
        assert effective(asked, answers, None) == answers
        for name, value in answers.items():
            question = asked.question(name)
            assert question is not None
            assert fault(question, value, answers, language) is None


def test_every_start_gives_new_links_to_the_same_city(city: Ledger, settings: Settings) -> None:
    first, second = demo.links(city, settings), demo.links(city, settings)
    assert first is not None
    assert second is not None
    assert (first.code, first.projector) == (second.code, second.projector)
    assert first.moderator != second.moderator


def test_a_city_that_is_not_the_demo_gets_no_links(ledger: Ledger, settings: Settings) -> None:
    assert demo.links(ledger, settings) is None
