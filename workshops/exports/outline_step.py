"""What stands in a cell of a grid: an entry's measures of one option, and what is said of them.

What the entry says itself comes first, word for word. Then comes what measures say and it does
not, with their numbers; nothing is said twice. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from app.documents.document import Cell, Items, Text
from workshops.concepts.snapshot import Measure
from workshops.exports.telling import Telling
from workshops.schemes.columns import Money, Values, money
from workshops.schemes.scheme import Column
from workshops.schemes.values import shown_value

_NUMBERS = re.compile(r"(?<![\d.])\d{1,2}\.(?!\d)(?:\s*\+\s*\d{1,2}\.(?!\d))*")  # "1.+ 2."


@dataclass(frozen=True, slots=True)
class Step:
    """`values`: what the entry says; `key`: of the option; `measures`: in the order they stand in;
    `numbers`: those they have in the whole concept, by id, none where they have none."""

    values: Values
    key: str
    measures: tuple[Measure, ...]
    numbers: Mapping[int, int]
    telling: Telling

    def cell(self) -> Cell:
        """The measures themselves."""
        items = list(map(self.telling.item, self.measures))
        numbers = [self.numbers.get(one.id) for one in self.measures]
        if items and numbers == list(range(1, len(items) + 1)):
            return Items(tuple(items), numbered=True)
        for n, (number, item) in enumerate(zip(numbers, items, strict=True)):
            if number:
                text = replace(item.text, text=f"{number}. {item.text.text}")
                items[n] = replace(item, text=text)
        if len(items) == 1 and not items[0].note:
            return items[0].text
        return Items(tuple(items)) if items else None

    def entry(self, column: Column) -> str:
        """What a column of the entry says of this option; one of bodies is completed by those of
        the measures that it does not name."""
        value = self.values.get(column.key)
        if column.per:
            value = value.get(self.key) if isinstance(value, dict) else None
        text = shown_value(column, value, self.telling.voice)
        return self._with_bodies(text) if column.kind == "bodies" else text

    def _with_bodies(self, text: str) -> str:
        key = next((one.key for one in self.telling.scheme.of_kind("bodies")), "")
        said = [self.telling.column(one, key) for one in self.measures]
        missing = [
            n
            for n, one in enumerate(self.measures)
            if said[n]
            and not (text and _names(text, said[n].split("; "), self.numbers.get(one.id)))
        ]
        if len(missing) == len(said) and len(set(said)) == 1:
            return "\n".join(filter(None, (text, said[0])))
        return "\n".join(filter(None, (text, *(f"{self._label(n)}{said[n]}" for n in missing))))

    def more(self, column: Column, told: str) -> str:
        """What a column of the entry says that is not among what is told in this cell already."""
        text = self.entry(column)
        return "" if _folded(text) in _folded(self._all_told(told)) else text

    def costs(self, column: Column, told: str) -> str:
        """What measures say in a column of money, where it is not told already: never a sum."""
        said = []
        for n, one in enumerate(self.measures):
            found = money(one.columns.get(column.key))
            if found and not _is_told(found, self._all_told(told)):
                said.append(f"{self._label(n)}{self.telling.column(one, column.key)}")
        return "\n".join(said)

    def _all_told(self, told: str) -> str:
        return "\n".join((told, *(text for one in self.measures for text in one.texts.values())))

    def _label(self, n: int) -> str:
        """The number of a measure, to stand before what is said of it; nothing for the only one."""
        measure = self.measures[n]
        own = self.telling.measure_numbers.get(measure.id)
        number = self.numbers.get(measure.id, n + 1 if len(self.measures) > 1 else 0)
        return f"{own} " if own else f"{number}. " if number else ""


def text_cell(text: str, language: str = "") -> Cell:
    return Text(text, language) if text else None


def _names(text: str, bodies: Iterable[str], number: int | None) -> bool:
    """Whether a text names all of these bodies; where it has numbers, at this one, or behind the
    last number, where often more stands that holds for all."""
    found = list(_NUMBERS.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)]
    mine = [
        text[one.start() : end]
        for one, end in zip(found, ends, strict=False)
        if str(number) in re.findall(r"\d+", one[0]) or end == len(text)
    ]
    here = _folded(" ".join((text[: found[0].start()], *mine)) if found and number else text)
    return all(_folded(body) in here for body in bodies)


def _is_told(cost: Money, told: str) -> bool:
    """Whether the words that an amount was read from stand there, and it is still that amount."""
    if not cost.note or _folded(cost.note) not in _folded(told):
        return False
    return cost.cents is None or cost.cents in set(_cents(cost.note))


def _cents(text: str) -> Iterator[int]:
    """The whole amounts in a text: 500000 in "ca. 5.000 Euro"."""
    for found in re.findall(r"\d[\d.,'’ ]*", text):
        digits = re.sub(r"\D", "", found)
        yield int(digits) * 100


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
