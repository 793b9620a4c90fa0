"""A column of a data sheet: its heading, and how a value stands in a cell of it. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from workshops.concepts.snapshot import Measure, Node
from workshops.exports import sheet_words
from workshops.imports.headings import Meaning
from workshops.imports.typed_cells import option_in
from workshops.schemes.columns import Value, Values, money, plain_amount
from workshops.schemes.scheme import Column, Naming, value_of

Cell = str | int | None
_COMMA = ("de", "tr")  # of the languages of exports
_NOTHING: tuple[Value, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of a sheet tells of; `path` leads to its entry."""

    path: tuple[Node, ...]
    place: str
    measure: Measure | None = None

    def node(self, level: int) -> Node | None:
        return next((node for node in self.path if node.level == level), None)


@dataclass(frozen=True, slots=True)
class Line:
    """A column of a sheet: its heading, and what stands in it. `always`: also where it is empty
    in every row."""

    naming: tuple[Naming, ...]
    meaning: Meaning
    cell: Callable[[Row], Cell]
    always: bool = False


class Cells:
    """Values as cells that typed_cells.py reads again, in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def lines(
        self,
        naming: tuple[Naming, ...],
        meaning: Meaning,
        column: Column,
        values: Callable[[Row], Values | None],
        option: str = "",
    ) -> Iterator[Line]:
        """The columns that tell one column of the scheme: several for an amount of money."""

        def value(row: Row) -> Value:
            found = values(row)
            kept = value_of(column, found) if found else None
            if option and isinstance(kept, dict):
                kept = kept.get(option)
            return kept

        def part_of(key: str, row: Row) -> Cell:
            return self._part(key, value(row))

        always = meaning.kind == "column" and column.kind != "money"
        yield Line(naming, meaning, lambda row: self.plain(column, value(row)), always)
        for part in sheet_words.MONEY_PARTS if column.kind == "money" else ():
            told = replace(meaning, part=part.key)
            yield Line((*naming, part.naming), told, partial(part_of, part.key))

    def plain(self, column: Column, value: Value) -> Cell:
        """A value as a cell that typed_cells.py reads again."""
        if value in _NOTHING:
            return None
        match column.kind:
            case "bodies":
                return "; ".join(value) if isinstance(value, list) else str(value)
            case "choice" | "computed":
                return self.option(column, str(value))
            case "yes_no":
                return self.yes_no(bool(value))
            case "money":
                found = money(value)
                return self._amount(found.cents) if found else None
            case "number":
                return self._decimal(str(value))
        return str(value)

    def option(self, column: Column, key: str) -> str:
        """The name of the option, or its key where the name would be taken for another one."""
        option = column.option(key)
        name = option.naming.name(self._language) if option else key
        return name if option and option_in(name, column, "") == key else key

    def yes_no(self, value: bool) -> str:
        return (sheet_words.YES if value else sheet_words.NO).name(self._language)

    def _part(self, key: str, value: Value) -> Cell:
        found = money(value)
        if found is None:
            return None
        match key:
            case "per":
                return self.option(sheet_words.PERIODS, found.per) if found.per else None
            case "about":
                return self.yes_no(True) if found.about else None
            case "note":
                return found.note or None
        return found.currency if found.currency != "EUR" else None

    def _amount(self, cents: int | None) -> Cell:
        """A whole amount as a number, so that a spreadsheet knows it; "?" where it is not known."""
        if cents is None:
            return "?"
        return cents // 100 if cents % 100 == 0 else self._decimal(plain_amount(cents))

    def _decimal(self, number: str) -> str:
        """With the sign that a spreadsheet of this language takes for the decimals."""
        return number.replace(".", ",") if self._language in _COMMA else number
