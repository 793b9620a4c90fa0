"""The demo city: what a stranger finds after `make run`."""

import dataclasses
from pathlib import Path

import pytest

from app import demo
from app.database.ledger import Ledger
from app.settings import load
from workshops.concepts.services import concepts, structure
from workshops.concepts.tree import concept_row, snapshot
from workshops.reads import workshops


@pytest.fixture
def settings(tmp_path: Path):
    return dataclasses.replace(load({"KLEBEPUNKT_DATA": str(tmp_path)}), public_url="http://demo")


def test_the_concept_holds_16_rows_with_their_58_measures(ledger: Ledger, settings):
    demo.build(ledger, settings)
    concept = next(one for one in ledger.read_now(concepts) if one.scheme == "bielefeld")
    shown = ledger.read_now(structure, concept.name)
    assert sorted(map(int, shown.numbers.values())) == list(range(1, 17))
    assert concept.measures == 58


def test_two_workshops_have_a_result_and_one_waits(ledger: Ledger, settings):
    demo.build(ledger, settings)
    found = sorted((line.kind, line.people) for line in ledger.read_now(workshops))
    assert found == [("arrive", 0), ("results", 19), ("results", 28)]


def test_the_council_has_decided_and_the_public_reads_it(ledger: Ledger, settings):
    demo.build(ledger, settings)
    concept = next(one for one in ledger.read_now(concepts) if one.scheme == "bielefeld")
    measures = list(ledger.read_now(snapshot, concept.name).measures())
    assert sum(one.decision == "adopted" for one in measures) == len(demo.REPORTS) + 1
    assert sum(one.report is not None for one in measures) == len(demo.REPORTS)
    assert ledger.read_now(concept_row, concept.name).published_at is not None


def test_every_start_gives_new_links_to_the_same_city(ledger: Ledger, settings):
    demo.build(ledger, settings)
    first, second = demo.links(ledger, settings), demo.links(ledger, settings)
    assert first is not None
    assert second is not None
    assert (first.code, first.projector) == (second.code, second.projector)
    assert first.moderator != second.moderator


def test_a_city_that_is_not_the_demo_gets_no_links(ledger: Ledger, settings):
    assert demo.links(ledger, settings) is None
