"""Whatever stands in a file: it is a scheme, or one sentence says where it is not."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import catalogues
from tests.workshops.schemes.any_scheme import scheme_tables
from tests.workshops.schemes.samples import Data
from tests.workshops.schemes.test_scheme import SMALL
from workshops.schemes.file import from_data, parse
from workshops.schemes.reader import BadScheme
from workshops.schemes.scheme import Scheme

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)
GROUP = """
[[columns]]
key = "priority"
kind = "choice"
names = { de = "Priorität" }
options = [ { key = "high", names = { de = "hoch" } } ]
[[columns]]
key = "group"
kind = "computed"
names = { de = "Gruppe" }
options = [ { key = "A", names = { de = "A" } } ]
rules = [ { gives = "A", when = { priority = ["high"] } } ]
"""


def read(text: str) -> Scheme:
    return parse("own", text)


def fault(text: str) -> BadScheme:
    with pytest.raises(BadScheme) as caught:
        read(text)
    return caught.value


def said_of(data: Data) -> str:
    """What is wrong with it; an empty text where nothing is."""
    try:
        from_data("own", data)
    except BadScheme as bad:
        return str(bad)
    return ""


@given(scheme_tables(), st.data())
def test_what_is_spoilt_is_refused_and_nothing_else_happens(data: Data, chosen: Any) -> None:
    spoilt = copy.deepcopy(data)
    place: Any = spoilt
    while True:
        key = chosen.draw(
            st.sampled_from(range(len(place)) if isinstance(place, list) else list(place))
        )
        if not (isinstance(place[key], (dict, list)) and place[key] and chosen.draw(st.booleans())):
            break
        place = place[key]
    place[key] = chosen.draw(ANYTHING)
    assert said_of(spoilt).startswith("own.toml, ") or from_data("own", spoilt)


@given(st.text() | st.text('[]{}=".\na1', max_size=60))
def test_any_text_is_refused_in_words(text: str) -> None:
    assert str(fault(text)).startswith("own.toml")


@pytest.mark.parametrize("text", ["a = " + "[" * 90_000, "a = " + "9" * 10_000, "x" * 200_001])
def test_what_would_take_too_long_is_refused(text: str) -> None:
    assert len(str(fault(text))) < 300


def test_a_fault_says_where_for_people_and_for_forms() -> None:
    bad = fault(SMALL.replace('names = { de = "Tabelle" }', 'names = { de = "" }'))
    assert str(bad) == "own.toml, outlines 1, names, de must be a text."
    assert bad.path == ("outlines", 0, "names", "de")
    assert bad.status == 422


def test_a_fault_can_be_said_in_the_language_of_the_page() -> None:
    with catalogues.speaking("en"):
        said = catalogues.words(fault(SMALL.replace("[measure]", "[masure]")).message)
    assert said == "own.toml, measure is missing."


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('key = "goal"', 'key = "Goal"', "levels 1, key must be small letters"),
        ('key = "goal"', 'key = "dots"', '"dots" has a meaning of its own'),
        ('key = "table"', 'key = "Ü"', "outlines 1, key must be small letters"),
        ('{ de = "Ziel" }', '{ Deutsch = "Ziel" }', "names, Deutsch is no tag of a language"),
        ('{ de = "Ziel" }', '{ de = "Ziel\\n" }', "levels 1, names, de must stand on one line"),
        ('{ de = "Ziel" }', '{ de = "%s" }' % ("x" * 301), "is too long: at most 300"),
        ("width = 1", "width = 1\nshow = 3", "show must be one of these"),
        ("titles =", "[[outlines]]\ntitles =", "titles is missing"),
    ],
)
def test_more_mistakes(old: str, new: str, sentence: str) -> None:
    assert sentence in str(fault(SMALL.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('gives = "A"', 'gives = "B"', 'rules 1, gives: "B" is not one of these: "A".'),
        ('["high"]', '["hihg"]', 'when, priority: "hihg" is not one of these: "high".'),
        ('["high"]', "[]", "when, priority: At least one is needed."),
        ("priority = [", "group = [", "when, group is no choice and no yes/no column"),
        ('key = "high"', 'key = "very high"', "options 1, key must be letters, digits"),
        ("rules = [", "rule = [", "columns 2, rules is missing"),
        ('kind = "computed"', 'kind = "computed"\nper = "priority"', "per is not known"),
    ],
)
def test_rules_are_held_against_what_there_is(old: str, new: str, sentence: str) -> None:
    text = SMALL + GROUP
    assert read(text).column("group")
    assert old in text
    assert sentence in str(fault(text.replace(old, new, 1)))


def test_levels_are_not_computed() -> None:
    inner = '[[levels.columns]]\nkey = "x"\nkind = "computed"\nnames = { de = "X" }\n[measure]'
    assert "levels 1, columns 1, kind must be one of" in str(
        fault(SMALL.replace("[measure]", inner))
    )


def test_an_outline_is_there_once() -> None:
    again = SMALL[SMALL.index("[[outlines]]") :]
    assert 'The key "table" is used twice.' in str(fault(SMALL + again))


def test_a_file_has_at_most_six_levels() -> None:
    levels = "".join(f'[[levels]]\nkey = "l{n}"\nnames = {{ de = "L" }}\n' for n in range(6))
    assert str(fault(SMALL.replace("[measure]", f"{levels}[measure]"))) == (
        "own.toml, levels: At most 6 are possible."
    )
