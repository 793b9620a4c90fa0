"""The demo city: what a stranger finds after `make run`. It is built once for each database."""

import dataclasses
from collections.abc import Iterator

import pytest

from app import demo
from app.database.ledger import Ledger
from app.settings import Settings, load
from tests.ledgers import KINDS, Databases
from workshops.concepts.services import concepts, structure
from workshops.concepts.tree import concept_row, snapshot
from workshops.gathering.reads import PROPOSED, proposal_page, ranking_page
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


def test_every_start_gives_new_links_to_the_same_city(city: Ledger, settings: Settings) -> None:
    first, second = demo.links(city, settings), demo.links(city, settings)
    assert first is not None
    assert second is not None
    assert (first.code, first.projector) == (second.code, second.projector)
    assert first.moderator != second.moderator


def test_a_city_that_is_not_the_demo_gets_no_links(ledger: Ledger, settings: Settings) -> None:
    assert demo.links(ledger, settings) is None
