"""Schemes as data."""

from collections.abc import Iterator
from importlib.resources import files

import pytest

from app.language.tags import LANGUAGES
from tests.workshops.concepts.snapshots import BIELEFELD
from workshops.schemes.file import parse
from workshops.schemes.library import built_in, load_built_in
from workshops.schemes.reader import BadScheme
from workshops.schemes.scheme import (
    GridBlock,
    Naming,
    Scheme,
    TableBlock,
    TextBlock,
    in_language,
)

GOOD = (files("workshops.schemes") / "ours" / "bielefeld.toml").read_text(encoding="utf-8")
SMALL = """
titles = { de = "Klein" }
[[levels]]
key = "goal"
names = { de = "Ziel" }
[measure]
names = { de = "Maßnahme" }
[[outlines]]
key = "table"
names = { de = "Tabelle" }
paper = "A4 portrait"
[[outlines.blocks]]
kind = "table"
[[outlines.blocks.columns]]
source = "level"
level = "goal"
width = 1
[[outlines.blocks.columns]]
source = "measure"
width = 1
"""


def test_every_scheme_is_sound() -> None:
    assert built_in() == ("aschaffenburg", "bielefeld", "leitfaden", "waiblingen", "wetzlar")
    for name in built_in():
        assert load_built_in(name).name == name


def test_bielefeld_has_its_levels_and_columns() -> None:
    assert [level.naming.name("de") for level in BIELEFELD.levels] == [
        "Handlungsfeld",
        "Oberziel",
        "Teilziel",
    ]
    assert [level.numbering.style for level in BIELEFELD.levels] == ["none", "1", "none"]
    assert BIELEFELD.levels[1].numbering.running
    assert [level.optional for level in BIELEFELD.levels] == [False, False, True]
    assert [(column.key, column.kind) for column in BIELEFELD.columns] == [
        ("responsible", "bodies"),
        ("feasible", "text"),
        ("cost", "money"),
        ("key_project", "yes_no"),
    ]
    assert BIELEFELD.outlines[0].paper == "A4 landscape"


@pytest.mark.parametrize("name", built_in())
def test_our_schemes_are_named_in_every_language_of_the_product(name: str) -> None:
    for naming in namings(load_built_in(name)):
        assert set(naming.names) == set(LANGUAGES), naming
        assert set(naming.plurals) == set(LANGUAGES), naming


def namings(scheme: Scheme) -> Iterator[Naming]:
    """Everything that a scheme names."""
    yield Naming(scheme.titles, scheme.titles)
    yield scheme.measure
    yield from (level.naming for level in scheme.levels)
    yield from (part.naming for part in scheme.parts)
    of_levels = (column for level in scheme.levels for column in level.columns)
    for column in (*scheme.columns, *of_levels):
        yield column.naming
        yield from (option.naming for option in column.options)
    for outline in scheme.outlines:
        yield outline.naming
        for block in outline.blocks:
            match block:
                case TableBlock(columns=shown):
                    yield from (column.naming for column in shown)
                case GridBlock(lines=lines):
                    yield from (line.naming for line in lines)
                case TextBlock(naming=naming):
                    yield naming


def test_a_missing_language_falls_back() -> None:
    texts = {"de": "Feld", "en": "Field"}
    assert in_language(texts, "de") == in_language(texts, "de-simple") == "Feld"
    assert in_language(texts, "uk") == "Field"
    assert in_language({"de": "Feld"}, "uk") == "Feld"


def test_an_office_may_name_things_in_one_language_only() -> None:
    scheme = parse("klein", SMALL)
    assert scheme.levels[0].naming.plural("tr") == "Ziel"
    partly = Naming({"ar": "هدف", "de": "Ziel"}, {"de": "Ziele"})
    assert [partly.plural(tag) for tag in ("de", "ar", "tr")] == ["Ziele", "هدف", "Ziele"]
    (block,) = scheme.outlines[0].blocks
    assert isinstance(block, TableBlock)
    assert [column.naming.name("ar") for column in block.columns] == ["Ziel", "Maßnahme"]


def test_an_unknown_scheme_is_a_key_error() -> None:
    for name in ("nowhere", "../bielefeld"):
        with pytest.raises(KeyError):
            load_built_in(name)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('key = "goal"', "", "klein.toml, levels 1, key is missing."),
        ('key = "goal"', 'kye = "goal"', "klein.toml, levels 1, key is missing."),
        ('key = "goal"', 'key = "goal"\nnumbring = "running"', "numbring is not known."),
        ('key = "goal"', 'key = "goal"\nnumbering = "roman"', "numbering must be one of these"),
        ('key = "goal"', 'key = "goal"\noptional = 1', "optional must be true or false"),
        ('{ de = "Ziel" }', '"Ziel"', "names must be a table such as"),
        ('{ de = "Ziel" }', '{ de = "" }', "levels 1, names, de must be a text"),
        ('level = "goal"', 'level = "gaol"', 'level must be one of these: "goal".'),
        (
            'source = "measure"',
            'source = "dots"',
            "outlines 1, blocks 1, columns 2, names is missing",
        ),
        ("width = 1", "width = 0", "width must be a whole number from 1 to 1000"),
        ("A4 portrait", "Letter", "paper must be one of these"),
        ("[[outlines]]", "[[outlooks]]", "klein.toml, outlines must be one or more tables"),
        ("titles =", "titles", "klein.toml cannot be read as TOML: "),
        ("[measure]", "[extra]\n[measure]", "klein.toml, extra is not known"),
        (
            '[[outlines.blocks.columns]]\nsource = "level"\nlevel = "goal"\nwidth = 1\n',
            "",
            "At least one level",
        ),
    ],
)
def test_a_mistake_is_one_sentence_that_says_where(old: str, new: str, sentence: str) -> None:
    assert old in SMALL
    with pytest.raises(BadScheme) as caught:
        parse("klein", SMALL.replace(old, new, 1))
    assert sentence in str(caught.value)


def test_heads_come_before_measures() -> None:
    first, second = SMALL.split("[[outlines.blocks.columns]]")[1:]
    turned = SMALL.split("[[outlines.blocks.columns]]")[0]
    turned += f"[[outlines.blocks.columns]]{second}[[outlines.blocks.columns]]{first}"
    with pytest.raises(BadScheme, match="come before"):
        parse("klein", turned)


def test_a_key_stands_for_one_thing() -> None:
    twice = SMALL.replace("[measure]", '[[levels]]\nkey = "goal"\nnames = { de = "X" }\n[measure]')
    with pytest.raises(BadScheme, match='"goal" is used twice'):
        parse("klein", twice)


def test_a_copy_under_another_name_works() -> None:
    assert parse("unna", GOOD).levels == BIELEFELD.levels
