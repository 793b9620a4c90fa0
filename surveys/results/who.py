"""Who somebody is: told of five people, or of nobody, whatever pages are compared. Pure.

What a crowd answered is told, and may be the answer of one of them. Who they are is not: where
those of a crowd differ, only what five have said in all such crowds is told, of these together.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.few import told_parts
from surveys.results.columns import RUN, Cell, as_text
from surveys.results.crowds import MIXED

if TYPE_CHECKING:
    from surveys.results.table import Table, Tally, Weights


def beside(table: "Table", name: str, shown: Sequence[bool], weights: "Weights | None") -> "Tally":
    """Under a filter, or beside another question: of crowds that have all said the same, and are
    shown with none but their like. The others are MIXED."""
    alike = _alike(table, name)
    tally = table.counted(name, _both(shown, alike), weights)
    others = table.counted(name, _both(shown, [not one for one in alike]), weights)
    return _summed([*tally, *_without(others, {})])


def of_all(table: "Table", name: str, shown: Sequence[bool], weights: "Weights | None") -> "Tally":
    """In a chart of all of them: exact, but for what fewer than five of the others have said, which
    is told together with the next larger part. `shown`: all crowds, or all of some runs."""
    alike = _alike(table, name)
    tally = table.counted(name, _both(shown, alike), weights)
    for stratum in _strata(table, name, alike):
        here = _both(shown, stratum)
        tally += _without(table.counted(name, here, weights), _told(table, name, here))
    return _summed(tally)


def made_up(table: "Table", name: str) -> list[Mapping[str, float]]:
    """Of each crowd, which part of it has said what: no more than what charts tell."""
    found: list[Mapping[str, float]] = [
        {one.values[name]: 1.0} if own else {}
        for one, own in zip(table.crowds, _own(table, name), strict=True)
    ]
    for stratum in _strata(table, name, _alike(table, name)):
        mixed = _both(stratum, [not one for one in found])
        people = sum(number for _, number, _ in table.counted(name, mixed))
        shares = {value: number / people for value, number in _told(table, name, stratum).items()}
        found = [shares if here else one for here, one in zip(mixed, found, strict=True)]
    return found


def _own(table: "Table", name: str) -> list[bool]:
    """Which crowds have all said the same."""
    return [one.values.get(name, MIXED) not in (MIXED, "") for one in table.crowds]


def _alike(table: "Table", name: str) -> list[bool]:
    """Which of them are shown at this question with none but their like."""
    together = table.together(name)
    said: dict[int, set[str]] = {}
    for number, own, one in zip(together, _own(table, name), table.crowds, strict=True):
        said.setdefault(number, set()).add(one.values[name] if own else MIXED)
    return [len(said[number]) == 1 and MIXED not in said[number] for number in together]


def _told(table: "Table", name: str, shown: Sequence[bool]) -> Mapping[str, int]:
    """What five people or more have said in the mixed ones among these crowds, and how many: not
    the smallest part of it, where another one is smaller than five."""
    parts: Counter[str] = Counter()
    mixed = _both(shown, [not one for one in _own(table, name)])
    for cell, people, _ in table.counted(name, mixed):
        for one in cell if isinstance(cell, list) else [as_text(cell)]:
            parts[one] += people
    del parts[""]
    return told_parts(parts)[0]


def _strata(table: "Table", name: str, alike: Sequence[bool]) -> list[list[bool]]:
    """The other crowds that are shown, in parts that are shown as a whole or not at all, whatever
    is looked at and when: those that came in at one time, and of the same runs."""
    batches: dict[int, int] = {}
    runs: dict[int, set[str]] = {}
    together = table.together(name)
    for number, one in zip(together, table.crowds, strict=True):
        batches[number] = max(batches.get(number, 0), one.span.batch)
        runs.setdefault(number, set()).add(one.values[RUN])
    found: dict[object, list[bool]] = {}
    for place, (number, same) in enumerate(zip(together, alike, strict=True)):
        if number >= 0 and not same:
            key = (batches[number], frozenset(runs[number]))
            found.setdefault(key, [False] * len(together))[place] = True
    return list(found.values())


def _both(one: Sequence[bool], other: Sequence[bool]) -> list[bool]:
    return [a and b for a, b in zip(one, other, strict=True)]


def _without(tally: "Tally", told: Mapping[str, int]) -> "Tally":
    """The same people, of whom it is told whether they have answered, and only this of what."""
    return [(_veiled(cell, told), people, amount) for cell, people, amount in tally]


def _veiled(cell: Cell, told: Mapping[str, int]) -> Cell:
    if isinstance(cell, list):
        return list(dict.fromkeys(one if one in told else MIXED for one in cell))
    return MIXED if as_text(cell) and cell not in told else cell


def _summed(tally: "Tally") -> "Tally":
    """Equal cells once; what all others have stands last."""
    found: dict[object, tuple[Cell, int, float]] = {}
    for cell, people, amount in tally:
        key = tuple(cell) if isinstance(cell, list) else cell
        _, before, weighed = found.get(key, (cell, 0, 0.0))
        found[key] = (cell, before + people, weighed + amount)
    return sorted(found.values(), key=lambda line: line[0] == MIXED)
