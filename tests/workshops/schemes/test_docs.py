"""docs/schemes.md: what it shows can be read, and what can be written stands in it."""

import inspect
import re
from pathlib import Path

import pytest

from workshops.schemes import columns, scheme
from workshops.schemes import file as scheme_file
from workshops.schemes import layouts as layout_file
from workshops.schemes import reader as scheme_reader
from workshops.schemes.file import parse
from workshops.schemes.scheme import value_of

DOCS = (Path(__file__).parents[3] / "docs" / "schemes.md").read_text(encoding="utf-8")
SMALLEST, GROUPS, *MORE = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)


def test_the_whole_examples_are_schemes() -> None:
    found = parse("plan", SMALLEST)
    assert (len(found.levels), len(found.outlines)) == (1, 1)
    group = parse("groups", GROUPS).column("group")
    assert group
    given = [(need, value_of(group, {"priority": "high", "extra": need})) for need in (None, True)]
    assert given == [(None, "A"), (True, "B")]
    assert value_of(group, {}) == "C"


@pytest.mark.parametrize("example", MORE)
def test_every_further_example_can_be_added_to_it(example: str) -> None:
    assert parse("plan", f"{SMALLEST}\n{example}") != parse("plan", SMALLEST)


def test_every_word_that_may_stand_in_a_file_is_explained() -> None:
    readers = (inspect.getsource(module) for module in (scheme_file, layout_file))
    read = r"""\bat\.\w+\(\s*"(\w+)|\b_\w+\(at, "(\w+)"""
    words = {word for text in readers for found in re.findall(read, text) for word in found if word}
    assert {"key", "numbering", "per", "flat", "widths"} < words
    words |= {*columns.KINDS, *scheme.HEAD_SOURCES, *scheme.LINE_SOURCES, *scheme_file.PART_KINDS}
    words |= {*scheme_file.RESERVED, *scheme.STYLES, *scheme.SHOWN}
    code = " ".join(re.findall(r"`+([^`]+)`+", DOCS))
    assert words - set(re.findall(r"\w+", code)) == set()
    assert all(f'"{paper}"' in code for paper in scheme.PAPERS)


def test_the_bounds_are_the_ones_that_are_said() -> None:
    assert (scheme_file.LONGEST, scheme_reader.MOST_TEXT) == (200_000, 300)
    assert (scheme_file.MOST["levels"], scheme_file.MOST["columns"]) == (6, 40)
    assert (scheme_file.MOST["options"], scheme_file.MOST["parts"]) == (30, 20)
    assert layout_file.MOST["outlines"] == 12
