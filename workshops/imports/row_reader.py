"""Reading one row of a sheet: texts, values and places, each fault beside its column. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.documents.table import SheetRow
from app.refused import Message, Refused, say
from workshops.exports.sheet_words import MONEY_PARTS, PERIODS
from workshops.imports.cells import cell_at, one_line, wrong_with
from workshops.imports.headings import Headings, Meaning
from workshops.imports.plan import Fault
from workshops.imports.points import bullets
from workshops.imports.title_numbers import Parting, without_prefix
from workshops.imports.typed_cells import option_in, value_in, yes_or_no
from workshops.schemes.columns import Value
from workshops.schemes.scheme import Column, Level, Scheme

MOST_TITLE, MOST_MEASURE, MOST_COLUMN = 300, 2000, 1000  # characters
Place = tuple[int, ...]


class Notes:
    """Faults and warnings, as they are found."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []


class RowReader:
    """What the cells of a row say. `language` is the one the sheet is written in; `sheet` its
    name where there are several."""

    def __init__(
        self, scheme: Scheme, language: str, headings: Headings, notes: Notes, sheet: str = ""
    ) -> None:
        self.headings = headings
        self.numbered: dict[str, Parting] = {}  # how numbers are parted from titles, by level
        self._scheme = scheme
        self._language = language
        self._notes = notes
        self._sheet = sheet

    def text_of(self, row: SheetRow, *meaning: str) -> str:
        """What stands in the column of this meaning, as it is."""
        return cell_at(row, self.headings.find(*meaning)).text

    def texts(
        self, row: SheetRow, kind: str, key: str = "", *, exact: bool = False
    ) -> dict[str, str] | None:
        """A title or a measure with its translations; None where one is faulty. `exact`: a cell
        that we have written, in which every sign counts and the main text may be missing."""
        measure = kind in ("measure", "reason")
        most = MOST_MEASURE if measure else MOST_TITLE
        columns: dict[str, int | None] = {self._language: self.main(kind, key)}
        for tag, translated in self.headings.languages(kind, key).items():
            columns.setdefault(tag, translated)
        found: dict[str, str] = {}
        before = len(self._notes.faults)
        for tag, x in columns.items():
            text = self._checked(row, x, most, one=not measure, exact=exact)
            may_miss = exact and measure
            if text and tag != self._language and self._language not in found and not may_miss:
                self.fault(row, x, say("This is a translation of an empty cell."))
            if text:
                found[tag] = text
        if key in self.numbered and found:
            found = _without_number(found, self.numbered[key])
        return found if len(self._notes.faults) == before else None

    def apart(self) -> "RowReader":
        """The same with notes of its own, for looking ahead."""
        other = RowReader(self._scheme, self._language, self.headings, Notes(), self._sheet)
        other.numbered = dict(self.numbered)
        return other

    def _checked(self, row: SheetRow, x: int | None, most: int, *, one: bool, exact: bool) -> str:
        """The text of a cell; its faults are noted. `one`: a title, on one line."""
        cell = cell_at(row, x)
        text = one_line(cell.text) if one and not exact else cell.text
        parts = [text] if one or exact else bullets(text)
        for message in (
            m for part in parts if part for m in wrong_with(cell, part, most, words=not exact)
        ):
            self.fault(row, x, message)
            break
        return text

    def values(self, row: SheetRow, columns: Iterable[Column], *, exact: bool) -> dict[str, Value]:
        """The values of these measure columns, those in which something stands."""
        found = {}
        for column in columns:
            value = self._value(row, Meaning("column", column.key), column, exact)
            if value not in (None, [], ""):
                found[column.key] = value
        return found

    def entry_values(
        self, row: SheetRow, level: Level, options: Mapping[str, Value], *, exact: bool
    ) -> dict[str, Value]:
        """The values of the columns of a level. `options`: what the row's measure has, for columns
        that are kept per one of its choices."""
        found: dict[str, Value] = {}
        for column in level.columns:
            key = f"{level.key}.{column.key}"
            choice = self._scheme.column(column.per)
            value = self._value(row, Meaning("entry", key), column, exact)
            if choice is None:
                if value not in (None, [], ""):
                    found[column.key] = value
                continue
            each: dict[str, Value] = {}
            for option in choice.options:
                one = self._value(row, Meaning("entry", key, option=option.key), column, exact)
                if one not in (None, [], ""):
                    each[option.key] = one
            if value not in (None, [], ""):
                if column.per in options:
                    each[options[column.per]] = value
                else:
                    self._no_option(row, self.headings.find("entry", key), choice)
            if each:
                found[column.key] = each
        return found

    def _no_option(self, row: SheetRow, x: int | None, choice: Column) -> None:
        name = choice.naming.name(self._language)
        self.fault(row, x, say("“%(column)s” is empty, so this belongs nowhere.", column=name))

    def _value(self, row: SheetRow, meaning: Meaning, column: Column, exact: bool) -> Value:
        x = self._at(meaning)
        if column.kind == "money":
            return self._money(row, meaning, x)
        return self._one(row, x, column, exact=exact)

    def _one(self, row: SheetRow, x: int | None, column: Column, *, exact: bool = False) -> Value:
        """The value of one cell; None where it is empty or faulty."""
        cell = cell_at(row, x)
        faulty = False
        for message in wrong_with(cell, cell.text, MOST_COLUMN, words=False):
            self.fault(row, x, message)
            faulty = True
        if faulty or not cell.text:
            return None
        try:
            return value_in(cell.text, column, self._language, exact=exact)
        except Refused as refused:
            self.fault(row, x, refused.message)
            return None

    def _money(self, row: SheetRow, meaning: Meaning, x: int | None) -> Value:
        """An amount, from one cell or from several beside each other."""
        parts: dict[str, tuple[int, str]] = {}
        for part in MONEY_PARTS:
            inner = self.headings.find(
                meaning.kind, meaning.key, option=meaning.option, part=part.key
            )
            text = cell_at(row, inner).text
            if inner is not None and text:
                parts[part.key] = (inner, text)
        if not cell_at(row, x).text:
            for inner, _ in parts.values():
                message = say("There is no amount beside this. Write ? where it is not known.")
                self.fault(row, inner, message)
            return None
        value = self._one(row, x, _MONEY)
        if value is None:
            return None
        found: dict[str, Any] = dict(value)
        for key, (inner, text) in parts.items():
            try:
                found[key] = _part(key, text, self._language)
            except Refused as refused:
                self.fault(row, inner, refused.message)
        return found

    def fixed(self, row: SheetRow, column: Column, *, exact: bool = False) -> Value:
        """The value of one of the columns that every scheme has."""
        return self._one(row, self.headings.find("fixed", column.key), column, exact=exact)

    def place(self, row: SheetRow) -> Place | None:
        """The place of an entry, such as (2, 1); None where none is stated or it is none."""
        x = self.headings.find("place")
        text = cell_at(row, x).text
        if not text:
            return None
        if not re.fullmatch(r"[1-9]\d{0,5}(\.[1-9]\d{0,5}){0,9}", text):
            self.fault(row, x, say("This is no place such as 2.1."))
            return None
        return tuple(map(int, text.split(".")))

    def main(self, kind: str, key: str = "") -> int | None:
        """The column of the text itself: without a tag, or with that of the file's language."""
        plain = self.headings.find(kind, key)
        return self.headings.find(kind, key, self._language) if plain is None else plain

    def _at(self, meaning: Meaning) -> int | None:
        return self.headings.find(meaning.kind, meaning.key, option=meaning.option)

    def fault(self, row: SheetRow, x: int | None, message: Message) -> None:
        self._notes.faults.append(Fault(row.number, self._label(x), message, self._sheet))

    def warn(self, row: SheetRow, x: int | None, message: Message) -> None:
        self._notes.warnings.append(Fault(row.number, self._label(x), message, self._sheet))

    def _label(self, x: int | None) -> str:
        return "" if x is None else self.headings.label(x)


def _without_number(titles: Mapping[str, str], part: Parting) -> dict[str, str]:
    """A title and its translations without the number before the first; a translation may have
    none, and then begins with a word."""
    parted = {tag: part(title) for tag, title in titles.items()}
    number = without_prefix(next(iter(parted.values()))[0])
    return {
        tag: title if without_prefix(own) == number else titles[tag]
        for tag, (own, title) in parted.items()
    }


_MONEY = Column("", PERIODS.naming, "money")


def _part(key: str, text: str, language: str) -> Value:
    """
    Raises:
        Refused: this part of an amount is wrong.
    """
    if key == "per":
        return option_in(text, PERIODS, language)
    if key == "about":
        return yes_or_no(text)
    if key == "currency" and not re.fullmatch(r"[A-Z]{3}", text):
        raise Refused(say("This is no currency such as EUR."), 422)
    return text
