"""Schemes as data."""

from importlib.resources import files

import pytest

from app.language.tags import LANGUAGES
from tests.workshops.concepts.snapshots import BIELEFELD
from workshops.concepts.scheme import BadScheme, in_language, load, names, parse

GOOD = (files("workshops.concepts") / "schemes" / "bielefeld.toml").read_text(encoding="utf-8")
SMALL = """
titles = { de = "Klein" }
[[levels]]
key = "goal"
names = { de = "Ziel" }
[measure]
names = { de = "Maßnahme" }
[outline]
kind = "table"
paper = "A4 portrait"
[[outline.columns]]
source = "level"
level = "goal"
width = 1
[[outline.columns]]
source = "measure"
width = 1
"""


def test_every_scheme_is_sound() -> None:
    assert "bielefeld" in names()
    for name in names():
        assert load(name).name == name


def test_bielefeld_has_its_levels_and_columns() -> None:
    assert [level.naming.name("de") for level in BIELEFELD.levels] == [
        "Handlungsfeld",
        "Oberziel",
        "Teilziel",
    ]
    assert [level.numbering for level in BIELEFELD.levels] == ["none", "running", "none"]
    assert [level.optional for level in BIELEFELD.levels] == [False, False, True]
    assert [(column.key, column.kind) for column in BIELEFELD.columns] == [
        ("responsible", "bodies"),
        ("feasible", "text"),
    ]
    assert BIELEFELD.outline.paper == "A4 landscape"


def test_bielefeld_is_named_in_every_language_of_the_product() -> None:
    namings = [level.naming for level in BIELEFELD.levels]
    namings += [BIELEFELD.measure, *(column.naming for column in BIELEFELD.columns)]
    namings += [column.naming for column in BIELEFELD.outline.columns]
    for naming in namings:
        assert set(naming.names) == set(LANGUAGES)
    assert set(BIELEFELD.titles) == set(LANGUAGES)


def test_a_missing_language_falls_back() -> None:
    texts = {"de": "Feld", "en": "Field"}
    assert in_language(texts, "de") == in_language(texts, "de-simple") == "Feld"
    assert in_language(texts, "uk") == "Field"
    assert in_language({"de": "Feld"}, "uk") == "Feld"


def test_an_office_may_name_things_in_one_language_only() -> None:
    scheme = parse("klein", SMALL)
    assert scheme.levels[0].naming.plural("tr") == "Ziel"
    assert [column.naming.name("ar") for column in scheme.outline.columns] == ["Ziel", "Maßnahme"]


def test_an_unknown_scheme_is_a_key_error() -> None:
    for name in ("nowhere", "../bielefeld"):
        with pytest.raises(KeyError):
            load(name)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('key = "goal"', "", "klein.toml, levels 1, key: is missing"),
        ('key = "goal"', 'kye = "goal"', "klein.toml, levels 1, key: is missing"),
        ('key = "goal"', 'key = "goal"\nnumbring = "running"', "numbring: is not known"),
        ('key = "goal"', 'key = "goal"\nnumbering = "roman"', '"roman" is unknown; use one of'),
        ('key = "goal"', 'key = "goal"\noptional = 1', "optional: must be true or false"),
        ('{ de = "Ziel" }', '"Ziel"', "names: must be a table such as"),
        ('{ de = "Ziel" }', '{ de = "" }', "names.de: must be a text"),
        ('level = "goal"', 'level = "gaol"', 'level: "gaol" is unknown'),
        ('source = "measure"', 'source = "dots"', "outline, columns 2, names: is missing"),
        ("width = 1", "width = 0", "width: must be a whole number from 1 to 1000"),
        ("A4 portrait", "Letter", '"Letter" is unknown'),
        ("[outline]", "[outlook]", "klein.toml, outline, kind: is missing"),
        ("titles =", "titles", "klein.toml: "),
        ("[measure]", "[extra]\n[measure]", "klein.toml, extra: is not known"),
        (
            '[[outline.columns]]\nsource = "level"\nlevel = "goal"\nwidth = 1\n',
            "",
            "at least one level",
        ),
    ],
)
def test_a_mistake_is_one_sentence_that_says_where(old: str, new: str, sentence: str) -> None:
    assert old in SMALL
    with pytest.raises(BadScheme) as caught:
        parse("klein", SMALL.replace(old, new, 1))
    assert sentence in str(caught.value)


def test_heads_come_before_measures() -> None:
    first, second = SMALL.split("[[outline.columns]]")[1:]
    turned = SMALL.split("[[outline.columns]]")[0]
    turned += f"[[outline.columns]]{second}[[outline.columns]]{first}"
    with pytest.raises(BadScheme, match="come before"):
        parse("klein", turned)


def test_a_key_stands_for_one_thing() -> None:
    twice = SMALL.replace("[measure]", '[[levels]]\nkey = "goal"\nnames = { de = "X" }\n[measure]')
    with pytest.raises(BadScheme, match='"goal" is used twice'):
        parse("klein", twice)


def test_a_copy_under_another_name_works() -> None:
    assert parse("unna", GOOD).levels == BIELEFELD.levels
