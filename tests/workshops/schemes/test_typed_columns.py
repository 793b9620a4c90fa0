"""What people type into columns of every kind: kept as it is meant, shown again as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.forms import Form
from workshops.schemes import library
from workshops.schemes.columns import PERIODS, Money, Value
from workshops.schemes.scheme import Column, Naming, Option
from workshops.schemes.typed_columns import (
    ColumnField,
    column_fields,
    read_columns,
    typed_columns,
)

NAMING = Naming({"en": "It"}, {"en": "They"})
OPTIONS = (Option("short", NAMING), Option("long", NAMING))
UNKNOWN = Money(None).value()


def a_field(kind: str) -> ColumnField:
    return ColumnField(Column("it", NAMING, kind, OPTIONS if kind == "choice" else ()))


def read(kind: str, now: Value = None, **typed: str) -> tuple[Value, Form]:
    """What is read of `it`, and of "it" with a suffix: per="year" is typed into column-it-per."""
    data = {f"column-it-{k}" if k != "it" else "column-it": v for k, v in typed.items()}
    form = Form(data)
    return read_columns(form, [a_field(kind)], {"it": now}).get("it"), form


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", {"it": " 2027 \n 2028 "}, "2027 \n 2028"),
        ("text", {"it": "  "}, None),
        ("bodies", {"it": "Schulamt\nCaritas; AWO\n"}, ["Schulamt", "Caritas", "AWO"]),
        ("choice", {"it": "short"}, "short"),
        ("choice", {"it": ""}, None),
        ("yes_no", {"it": "yes"}, True),
        ("yes_no", {"it": "no"}, False),
        ("yes_no", {"it": ""}, None),
        ("date", {"it": "2027-06-30"}, "2027-06-30"),
        ("number", {"it": "12,50"}, "12.5"),
        ("money", {"it": "5.000 €", "per": "year"}, Money(500_000, "year").value()),
        ("money", {"it": "80", "about": "1", "note": "je"}, Money(8000, "", True, "je").value()),
        ("money", {"it": "80", "currency": "CHF"}, Money(8000, currency="CHF").value()),
        ("money", {"it": "80", "currency": "<b>"}, Money(8000).value()),
        ("money", {"it": "?"}, UNKNOWN),
        ("money", {"unknown": "1"}, UNKNOWN),
        ("money", {"note": "offen"}, Money(None, note="offen").value()),
        ("money", {}, None),
        ("computed", {"it": "A"}, None),
    ],
)
def test_a_value_is_kept_as_it_is_meant(kind: str, typed: dict[str, str], value: Value) -> None:
    found, form = read(kind, **typed)
    assert form.ok
    assert found == value


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("money", {"it": "viel"}, "This is no amount of money"),
        ("money", {"it": "5", "unknown": "1"}, "Either an amount"),
        ("money", {"per": "year"}, "Write the amount"),
        ("money", {"about": "1"}, "Write the amount"),
        ("date", {"it": "30.2.2027"}, "This is no day"),
        ("number", {"it": "zwölf"}, "This is no number"),
        ("choice", {"it": "later"}, "Please choose one"),
        ("yes_no", {"it": "perhaps"}, "Please choose one"),
        ("text", {"it": "x" * 1001}, "This is too long"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    kind: str, typed: dict[str, str], sentence: str
) -> None:
    _, form = read(kind, **typed)
    assert form.errors["column-it"].text.startswith(sentence)
    assert set(typed.values()) <= set(form.values.values())


def test_an_option_that_the_scheme_has_lost_may_stay() -> None:
    found, form = read("choice", "later", it="later")
    assert (found, form.ok) == ("later", True)


AMOUNTS = st.builds(
    Money,
    cents=st.none() | st.integers(0, 10**12),
    per=st.sampled_from(PERIODS),
    about=st.booleans(),
    note=st.text("abc ", max_size=20).map(str.strip),
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(["2027", "bald;\nspäter"]),
    "bodies": st.lists(st.sampled_from(["Schulamt", "Caritas", "AWO"]), min_size=1, unique=True),
    "choice": st.sampled_from(["short", "long"]),
    "yes_no": st.booleans(),
    "date": st.dates().map(str),
    "number": st.integers(-(10**6), 10**6).map(str),
    "money": AMOUNTS.map(Money.value),
}


@given(st.sampled_from(sorted(VALUES)), st.data())
def test_saving_a_form_as_it_was_shown_changes_nothing(kind: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    field = a_field(kind)
    form = Form(typed_columns([field], {"it": value}))
    assert read_columns(form, [field], {"it": value}) == {"it": value}
    assert form.ok


def test_an_entry_has_one_value_for_each_option_of_the_choice_that_its_column_names() -> None:
    plan = library.load_built_in("aschaffenburg")
    fields = column_fields(plan.levels[0].columns, plan)
    assert [field.name for field in fields[:2]] == [
        "column-responsibility-first",
        "column-responsibility-second",
    ]
    form = Form({"column-responsibility-first": "Schulamt", "column-budget-later": "offen"})
    values = read_columns(form, fields, {})
    assert values == {"responsibility": {"first": ["Schulamt"]}, "budget": {"later": "offen"}}
    assert typed_columns(fields, values) == form.values
