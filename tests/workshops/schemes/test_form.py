"""A scheme as a form: nothing is lost on the way, whatever is pressed."""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.language import catalogues
from tests.workshops.schemes.any_scheme import scheme_tables
from tests.workshops.schemes.samples import Data, a_scheme, choice, piece
from workshops.schemes.faults import faults
from workshops.schemes.file import from_data
from workshops.schemes.form import errors, shown, tables, typed
from workshops.schemes.forms import Draft, begun, checked, preview, sent
from workshops.schemes.tree import pieces
from workshops.schemes.words import Words
from workshops.schemes.write import tables as tables_of


def fields_of(tree: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """What a browser sends of a form with this in it."""
    if isinstance(tree, str):
        yield name, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from fields_of(value, f"{name}.{key}" if name else key)
    elif all(isinstance(one, str) for one in tree):
        yield from ((name, one) for one in tree)
    else:
        for n, one in enumerate(tree):
            yield from fields_of(one, f"{name}.{n}")


def press(draft: Draft, do: str, **new: str) -> Draft:
    more = [(f"new.{key}", text) for key, text in new.items()]
    tags = ("languages", " ".join(draft.languages))
    return sent(draft.name, [*fields_of(draft.tree), *more, tags, ("do", do)])


@given(scheme_tables(), st.randoms())
def test_any_scheme_is_the_same_when_its_form_is_sent(data: Data, order: random.Random) -> None:
    found = from_data("any", data)
    fields = list(fields_of(shown(tables_of(found))))
    names = list(dict.fromkeys(name for name, _ in fields))
    order.shuffle(names)  # servers keep the values of a field in order, but not the fields
    mixed = [one for name in names for one in fields if one[0] == name]
    assert from_data("any", tables(typed(mixed))) == found
    assert errors(typed(mixed)) == {}


@given(scheme_tables())
def test_any_sound_scheme_is_sound_in_its_form_and_can_be_shown(data: Data) -> None:
    sound = from_data("any", data)
    draft, found = checked(press(begun(sound, "x"), "show"))
    assert draft.errors == {}
    assert found == sound
    for outline in sound.outlines:
        assert preview(sound, outline.key).blocks is not None


PARTS = [piece("a", kind="text"), piece("b", kind="text")]
SMALL = a_scheme([piece("field")])
PLACES = ("levels", "columns", "parts", "outlines", "outlines.0.blocks", "levels.0.columns")


@given(scheme_tables(), st.data())
def test_whatever_is_pressed_a_form_comes_back(data: Data, chosen: Any) -> None:
    draft = begun(from_data("any", data), "x")
    for _ in range(4):
        place = chosen.draw(st.sampled_from(PLACES))
        verb = chosen.draw(st.sampled_from(("up", "down", "remove", "add")))
        number = "" if verb == "add" else f".{chosen.draw(st.integers(0, 2))}"
        kind = chosen.draw(st.sampled_from(("text", "choice", "computed", "table", "grid", "list")))
        draft = press(
            draft, f"{verb} {place}{number}", **{f"{place}.kind": kind, f"{place}.name": "Neu"}
        )
        checked(draft)
        assert len(Words(draft).sources()) >= len(pieces(draft.tree, "columns"))


def named(draft: Draft, name: str) -> list[str]:
    return [one["key"] for one in pieces(draft.tree, name)]


def test_a_new_piece_has_a_key_from_its_name_that_nothing_else_has() -> None:
    with catalogues.speaking("de"):
        draft = begun(from_data("any", SMALL), "x")
        for name in ("Größe", "Größe", "8. Ziel", "مستوى", "Status", "field"):
            draft = press(draft, "add levels", **{"levels.name": name})
            assert not draft.errors
    assert named(draft, "levels") == [
        *("field", "groesse", "groesse_2", "ziel", "level", "status_2", "field_2")
    ]
    assert checked(draft)[1] is not None or len(named(draft, "levels")) > 6


def test_another_language_is_added_and_stays_where_it_is_empty() -> None:
    draft = press(begun(from_data("any", SMALL), "x"), "language", language="en")
    assert draft.languages == ["de", "en"]
    again = press(draft, "show")
    assert again.languages == ["de", "en"]
    assert again.unnamed(again.tree["levels"][0]["names"]) == ["en"]
    assert checked(again)[1] == from_data("any", SMALL)


def test_what_is_unfolded_stays_so_when_its_number_changes() -> None:
    draft = begun(from_data("any", {**SMALL, "parts": PARTS}), "x")
    opened = ("open", "parts.0 parts.1.plurals levels.0")
    moved = sent("any", [*fields_of(draft.tree), opened, ("do", "down parts.0")])
    assert moved.opened == {"parts.1", "parts.0.plurals", "levels.0"}
    gone = sent("any", [*fields_of(draft.tree), opened, ("do", "remove parts.0")])
    assert gone.opened == {"parts.0.plurals", "levels.0"}


def test_a_rule_that_would_ask_for_nothing_goes_with_what_it_asked_for() -> None:
    options = {"a": "A", "b": "B"}
    rules = [
        {"gives": "a", "when": {"p": ["a"]}},
        {"gives": "b", "when": {"p": ["a", "b"], "x": ["yes"]}},
        {"gives": "b"},
    ]
    columns = [
        choice("p", "P", options),
        piece("x", kind="yes_no"),
        choice("g", "G", options, rules=rules),
    ]
    draft = begun(from_data("any", a_scheme([piece("field")], columns)), "x")
    without_option = press(draft, "remove columns.0.options.0").tree["columns"][2]["rules"]
    assert [rule.get("when") for rule in without_option] == [{"p": ["b"], "x": ["yes"]}, None]
    without_column = press(draft, "remove columns.0").tree["columns"][1]["rules"]
    assert [rule.get("when") for rule in without_column] == [{"x": ["yes"]}, None]


def said_of(*more: tuple[str, str]) -> list[str]:
    """What the page says of a small scheme with these fields in it, in English."""
    draft = begun(from_data("any", a_scheme([piece("field")], [piece("x", kind="yes_no")])), "x")
    wrong, _ = checked(sent("any", [*fields_of(draft.tree), *more]))
    return [catalogues.words(said) for _, said in faults(wrong)]


def test_what_is_wrong_says_where_in_the_words_of_the_form() -> None:
    with catalogues.speaking("en"):
        assert said_of(("levels.0.start", "0")) == [
            "Field › They begin at: Please enter a whole number from 1 to 999."
        ]
        assert said_of(("columns.0.key", "dots")) == [
            'X: "dots" has a meaning of its own. Take another word.'
        ]
        (said,) = said_of(("outlines.0.blocks.0.only", "y"))
        assert said.startswith("List › Headings and lists")


def test_the_layout_is_shown_that_a_button_belongs_to() -> None:
    draft = press(begun(from_data("any", SMALL), "x"), "add outlines", **{"outlines.name": "Zwei"})
    assert draft.outline == "zwei"
    assert press(draft, "add outlines.0.blocks").outline == "list"
    assert press(replace(draft, outline=""), "up outlines.1").outline == "list"


def test_a_new_rule_asks_for_something_and_stands_before_what_always_holds() -> None:
    columns = [piece("x", kind="yes_no")]
    draft = begun(from_data("any", a_scheme([piece("field")], columns)), "x")
    draft = press(draft, "add columns", **{"columns.name": "G", "columns.kind": "computed"})
    draft = press(draft, "add columns.1.rules")
    rules = draft.tree["columns"][1]["rules"]
    with catalogues.speaking("en"):
        said = [catalogues.words(Words(draft).asks(one, one is rules[-1])) for one in rules]
        assert said == ["X: yes", "X: yes", "in all other cases"]
        rules[1]["when"]["x"] += ["", "no"]
        assert catalogues.words(Words(draft).asks(rules[1], False)) == (
            "X: yes or no or nothing stands there"
        )
    assert checked(draft)[1] is not None
