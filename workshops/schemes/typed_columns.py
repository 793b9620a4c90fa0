"""What people type into columns of every kind, and how a value stands in a form again."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.refused import Refused, say
from app.web.forms import Form
from workshops.imports.cells import bodies
from workshops.imports.importer import MOST_COLUMN
from workshops.schemes.columns import PERIODS, Money, Value, Values, cents, day, money, number
from workshops.schemes.columns import plain_amount as plain
from workshops.schemes.scheme import Column, Option, Scheme

MOST_NOTE = 200


@dataclass(frozen=True, slots=True)
class ColumnField:
    """A field of a form: a column, or one option's share of a column that is kept `per` one."""

    column: Column
    option: Option | None = None

    @property
    def name(self) -> str:
        return f"column-{self.column.key}" + (f"-{self.option.key}" if self.option else "")

    def value(self, values: Values) -> Value:
        """What stands in it."""
        found = values.get(self.column.key)
        if self.option is None:
            return found
        return found.get(self.option.key) if isinstance(found, Mapping) else None


def column_fields(columns: Iterable[Column], scheme: Scheme) -> list[ColumnField]:
    """The fields of these columns, in their order."""
    found = []
    for column in columns:
        choice = scheme.column(column.per) if column.per else None
        options = choice.options if choice else (None,)
        found += [ColumnField(column, option) for option in options]
    return found


def read_columns(form: Form, fields: Iterable[ColumnField], now: Values) -> dict[str, Value]:
    """The values that were typed, None where nothing stands; errors are noted in the form.

    `now`: what stands there at present. Computed columns are left out.
    """
    found: dict[str, Value] = {}
    for field in fields:
        if field.column.kind == "computed":
            continue
        value = read_column(form, field, field.value(now))
        if field.option is None:
            found[field.column.key] = value
        else:
            shares = found.setdefault(field.column.key, {})
            if value not in (None, "", []):
                shares[field.option.key] = value
    return found


def read_column(form: Form, field: ColumnField, now: Value = None) -> Value:
    """One value as it was typed; None where nothing stands, or where it is wrong."""
    return _READ[field.column.kind](form, field, now)


def typed_columns(fields: Iterable[ColumnField], values: Values) -> dict[str, str]:
    """The values as the form shows them."""
    shown: dict[str, str] = {}
    for field in fields:
        shown.update(_typed(field, field.value(values)))
    return shown


def _text(form: Form, field: ColumnField, now: Value) -> Value:
    return form.text(field.name, most=MOST_COLUMN, required=None) or None


def _bodies(form: Form, field: ColumnField, now: Value) -> Value:
    return bodies(form.text(field.name, most=MOST_COLUMN, required=None)) or None


def _choice(form: Form, field: ColumnField, now: Value) -> Value:
    """One of the options; what stands there from another scheme may stay."""
    offered = ["", *(option.key for option in field.column.options), *([now] if now else [])]
    return form.choice(field.name, offered) or None


def _yes_no(form: Form, field: ColumnField, now: Value) -> Value:
    return {"yes": True, "no": False}.get(form.choice(field.name, ("", "yes", "no")))


def _money(form: Form, field: ColumnField, now: Value) -> Value:
    """Nothing at all, an amount, or that it costs something and nobody knows what."""
    name = field.name
    amount = _parsed(form, name, cents)
    note = form.text(f"{name}-note", most=MOST_NOTE, required=None)
    per = form.choice(f"{name}-per", PERIODS)
    about, unknown = form.ticked(f"{name}-about"), form.ticked(f"{name}-unknown")
    asked = form.values.get(name, "").strip() == "?"
    if amount is not None and unknown:
        form.refuse(name, say("Either an amount, or that it is not known yet."))
    if amount is None and not (unknown or asked or note):
        if per or about:
            form.refuse(name, say("Write the amount, or say that it is not known yet."))
        return None
    typed = form.values.get(f"{name}-currency", "")
    currency = typed if re.fullmatch(r"[A-Z]{3}", typed) else "EUR"
    return Money(amount, per, about, note, currency).value()


def _date(form: Form, field: ColumnField, now: Value) -> Value:
    return _parsed(form, field.name, day)


def _number(form: Form, field: ColumnField, now: Value) -> Value:
    return _parsed(form, field.name, number)


def _parsed(form: Form, name: str, parse: Callable[[str], Value]) -> Value:
    typed = form.text(name, most=40, required=None)
    try:
        return parse(typed) if typed else None
    except Refused as error:
        form.refuse(name, error.message)
        return None


_READ: Mapping[str, Callable[[Form, ColumnField, Value], Value]] = {
    "text": _text,
    "bodies": _bodies,
    "choice": _choice,
    "yes_no": _yes_no,
    "money": _money,
    "date": _date,
    "number": _number,
}


def _typed(field: ColumnField, value: Value) -> Iterator[tuple[str, str]]:
    name, kind = field.name, field.column.kind
    if value is None:
        return
    if kind == "money":
        found = money(value)
        if found is None:
            return
        yield name, "" if found.cents is None else plain(found.cents)
        yield f"{name}-per", found.per
        yield f"{name}-note", found.note
        yield f"{name}-currency", found.currency
        if found.about:
            yield f"{name}-about", "1"
        if found.cents is None:
            yield f"{name}-unknown", "1"
    elif kind == "bodies":
        yield name, "\n".join(value) if isinstance(value, list) else str(value)
    elif kind == "yes_no":
        yield name, "yes" if value else "no"
    else:
        yield name, str(value)
