"""Searching and filtering a concept: what is found, and the entries above it. Pure."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from workshops.concepts.snapshot import Measure, Node
from workshops.concepts.structure import Structure
from workshops.schemes.columns import Values
from workshops.schemes.scheme import Column, value_of

NOTHING = "-"  # asks for what has no value, no decision, no status
FILTERED = ("choice", "yes_no", "computed")  # kinds of columns with few values
MISSED = ("bodies", "money")  # kinds of columns that one looks for gaps in

_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ـ": ""})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; everything named must hold.

    `words`: all of them stand in one text. `inside`: the entry it is below. `columns`: key of a
    measure column -> an option's key, "yes", "no" or "-". `levels`: (key of a level, key of its
    column) -> the same, of the entry itself or one above it. `source`: as in Structure.origins.
    `decision`, `status`: one of them, or "-". `without`: kinds of columns in which nothing stands.
    """

    words: str = ""
    inside: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    source: str = ""
    decision: str = ""
    status: str = ""
    without: frozenset[str] = frozenset()

    @property
    def anything(self) -> bool:
        return bool(self.words.strip() or self.inside or self.levels or self.of_measures)

    @property
    def of_measures(self) -> bool:
        """Whether it asks for what only measures have."""
        return bool(self.columns or self.source or self.decision or self.status or self.without)


@dataclass(frozen=True, slots=True)
class Found:
    """`entries` and `measures` are what was asked for; `shown` are entries at or above these."""

    entries: frozenset[int]
    measures: tuple[int, ...]
    shown: frozenset[int]


def folded(text: str) -> str:
    """The text without the differences that people do not type: case, accents, vowel signs."""
    # Twice: what a sign is made of may be a capital, and what is small may be made of more signs.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = (c for c in plain if not unicodedata.combining(c))
    return "".join(letters).translate(_LETTERS)


def find(concept: Structure, wanted: Wanted) -> Found:
    """What of the concept is wanted, in the order of the concept."""
    words = folded(wanted.words).split()
    entries: set[int] = set()
    measures: list[int] = []
    shown: set[int] = set()

    def look(node: Node, placed: bool, asked: Mapping[tuple[str, str], str]) -> bool:
        placed = placed or node.id == wanted.inside
        asked = _still(asked, node, concept)
        inside = placed and not asked
        hit = inside and not wanted.of_measures and _said(words, node.titles)
        if hit:
            entries.add(node.id)
        own = [m.id for m in node.measures if inside and _fits(m, words, wanted, concept)]
        measures.extend(own)
        below = [look(child, placed, asked) for child in node.children]
        if hit or own or any(below):
            shown.add(node.id)
        return node.id in shown

    for top in concept.nodes:
        look(top, wanted.inside is None, wanted.levels)
    return Found(frozenset(entries), tuple(measures), frozenset(shown))


def _still(
    asked: Mapping[tuple[str, str], str], node: Node, concept: Structure
) -> Mapping[tuple[str, str], str]:
    """What is still asked of the levels below, when this entry has said what it is."""
    if not asked:
        return asked
    level = concept.scheme.levels[node.level]
    said = {
        (level.key, column.key): _answer(column, node.columns) or NOTHING
        for column in level.columns
    }
    return {key: value for key, value in asked.items() if said.get(key) != value}


def _said(words: list[str], texts: Mapping[str, str]) -> bool:
    if not words:
        return True
    return any(all(word in text for word in words) for text in map(folded, texts.values()))


def _fits(measure: Measure, words: list[str], wanted: Wanted, concept: Structure) -> bool:
    scheme = concept.scheme
    status = measure.report.status if measure.report else None
    return (
        (not wanted.source or concept.origins.get(measure.id) == wanted.source)
        and _is(measure.decision, wanted.decision)
        and _is(status, wanted.status)
        and all(
            _is(_answer(column, measure.columns), wanted.columns.get(column.key, ""))
            for column in scheme.columns
        )
        and not any(
            measure.columns.get(column.key)
            for kind in wanted.without
            for column in scheme.of_kind(kind)
        )
        and _said(words, measure.texts)
    )


def _is(value: str | None, wanted: str) -> bool:
    return not wanted or (value or NOTHING) == wanted


def _answer(column: Column, values: Values) -> str | None:
    value = value_of(column, values)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
