"""A scheme that is written can be read again, and is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshops.concepts.snapshots import concepts
from tests.workshops.schemes.any_scheme import scheme_tables
from tests.workshops.schemes.samples import Data
from workshops.concepts.snapshot import Snapshot
from workshops.exports.outline import build
from workshops.exports.telling import Choice
from workshops.exports.voices import voice
from workshops.schemes.file import from_data, parse
from workshops.schemes.library import built_in, load_built_in
from workshops.schemes.write import dumped, written


@pytest.mark.parametrize("name", built_in())
def test_what_we_bring_along_is_the_same_when_written_again(name: str) -> None:
    scheme = load_built_in(name)
    assert parse(name, written(scheme)) == scheme


@given(scheme_tables())
def test_any_scheme_is_the_same_when_written_and_read_again(data: Data) -> None:
    scheme = from_data("any", data)
    assert parse("any", written(scheme)) == scheme
    assert parse("any", dumped(data)) == scheme


@given(scheme_tables(), concepts(), st.booleans())
def test_any_concept_can_be_told_in_any_scheme(data: Data, concept: Snapshot, bodies: bool) -> None:
    levels = data["levels"]
    while len(levels) < 3:
        levels.append({**levels[0], "key": f"more{len(levels)}"})
    scheme = from_data("any", data)
    for outline in scheme.outlines:
        choice = Choice(outline=outline.key, bodies=bodies)
        assert build(concept, scheme, voice("de"), choice).title.text == concept.title
