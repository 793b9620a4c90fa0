"""The reference concept that the demo city is built from."""

import json
from importlib.resources import files
from typing import Any

import pytest

from app.language.tags import LANGUAGES


@pytest.fixture(scope="module")
def concept() -> Any:
    return json.loads((files("app") / "demo_data" / "bielefeld.json").read_text(encoding="utf-8"))


def test_it_holds_the_16_rows_with_their_58_measures(concept: Any) -> None:
    goals = [goal for field in concept["fields"] for goal in field["goals"]]
    assert [len(goal["measures"]) for goal in goals] == [*[4] * 8, 1, *[4] * 5, 1, 4]
    assert len(concept["fields"]) == 9


def test_everything_is_there_in_every_language(concept: Any) -> None:
    for field in concept["fields"]:
        for entry in (field, *field["goals"]):
            assert set(entry["titles"]) == set(LANGUAGES)
        for measure in (m for goal in field["goals"] for m in goal["measures"]):
            assert {concept["language"], *measure["translations"]} == set(LANGUAGES)


def test_nothing_is_too_long_or_empty(concept: Any) -> None:
    for field in concept["fields"]:
        for entry in (field, *field["goals"]):
            assert all(0 < len(title) <= 300 for title in entry["titles"].values())
        for measure in (m for goal in field["goals"] for m in goal["measures"]):
            assert all(0 < len(t) <= 2000 for t in measure["translations"].values())
