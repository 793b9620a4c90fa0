"""The demo city: what a stranger finds after `make run`."""

import dataclasses
from pathlib import Path

import pytest

from app import demo
from app.database.ledger import Ledger
from app.settings import load
from workshops.concepts.services import concepts, structure
from workshops.reads import workshops


@pytest.fixture
def settings(tmp_path: Path):
    return dataclasses.replace(load({"KLEBEPUNKT_DATA": str(tmp_path)}), public_url="http://demo")


def test_the_concept_holds_16_rows_with_their_58_measures(ledger: Ledger, settings):
    demo.build(ledger, settings)
    (concept,) = ledger.read_now(concepts)
    shown = ledger.read_now(structure, concept.name)
    assert sorted(map(int, shown.numbers.values())) == list(range(1, 17))
    assert concept.measures == 58


def test_one_workshop_has_a_result_and_one_waits(ledger: Ledger, settings):
    demo.build(ledger, settings)
    found = {line.kind: line.people for line in ledger.read_now(workshops)}
    assert found == {"arrive": 0, "results": demo.PEOPLE}


def test_every_start_gives_new_links_to_the_same_city(ledger: Ledger, settings):
    demo.build(ledger, settings)
    first, second = demo.links(ledger, settings), demo.links(ledger, settings)
    assert first is not None
    assert second is not None
    assert (first.code, first.projector) == (second.code, second.projector)
    assert first.moderator != second.moderator


def test_a_city_that_is_not_the_demo_gets_no_links(ledger: Ledger, settings):
    assert demo.links(ledger, settings) is None
