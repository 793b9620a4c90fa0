"""The reference concept that the demo city is built from."""

import pytest

from app.language.tags import LANGUAGES
from workshops.concepts.snapshot import Snapshot
from workshops.imports import samples
from workshops.imports.interchange_read import carried
from workshops.schemes.library import load_built_in


@pytest.fixture(scope="module")
def concept() -> Snapshot:
    return carried(samples.text("bielefeld")).snapshot(load_built_in("bielefeld"))


def test_it_holds_the_16_rows_with_their_58_measures(concept: Snapshot) -> None:
    goals = [goal for field in concept.nodes for goal in field.children]
    assert [len(goal.measures) for goal in goals] == [*[4] * 8, 1, *[4] * 5, 1, 4]
    assert len(concept.nodes) == 9


def test_everything_is_there_in_every_language(concept: Snapshot) -> None:
    for entry in concept.walk():
        assert set(entry.titles) == set(LANGUAGES)
    for measure in concept.measures():
        assert set(measure.texts) == set(LANGUAGES)
        assert measure.language == "de"
