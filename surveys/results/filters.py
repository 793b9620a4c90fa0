"""What somebody chose on a page of results, from its address."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.results.columns import LANGUAGE, RUN
from surveys.results.table import Option, Table
from surveys.results.wording import Wording

_FIELDS = {RUN: "run", LANGUAGE: "language"}


def field(column: str) -> str:
    """The name of a column's field in a form: those of questions have a letter of their own."""
    return _FIELDS.get(column, f"q-{column}")


@dataclass(frozen=True, slots=True)
class Filter:
    """A column that results can be filtered by. `options`: value and words."""

    column: str
    name: str
    label: str
    chosen: str
    options: tuple[tuple[str, str], ...]


def wanted(table: Table, sent: Mapping[str, str]) -> dict[str, str]:
    """The values that were chosen; one that nobody has chooses nobody, also where it is made up."""
    return {column: sent[field(column)] for column in table.by if sent.get(field(column))}


def filters(table: Table, sent: Mapping[str, str], wording: Wording) -> tuple[Filter, ...]:
    """What can be chosen from: columns in which people differ."""
    found = []
    for column in table.by:
        options = table.options(column)
        if len(options) > 1 or sent.get(field(column)):
            found.append(
                Filter(
                    column,
                    field(column),
                    wording.column(table, column),
                    sent.get(field(column), ""),
                    tuple((one.value, _words(table, column, one, wording)) for one in options),
                )
            )
    return tuple(found)


def _words(table: Table, column: str, option: Option, wording: Wording) -> str:
    return f"{wording.value(table, column, option.value)} ({option.people})"
