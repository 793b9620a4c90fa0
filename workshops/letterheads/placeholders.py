"""What may stand in a letterhead: each placeholder, what it gives, and an example. Pure.

The help page and docs/letterheads.md are made of this table, and grammar.py refuses all else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.refused import Message, say

Kind: TypeAlias = Literal[
    "text",
    "number",
    "yes_no",
    "content",
    "parts",
    "part",
    "line",
    "columns",
    "entries",
    "entry",
    "measures",
    "measure",
    "loop",
]

PRINTED: tuple[Kind, ...] = ("text", "number", "part", "line")
"""What can be written down as it is."""

ITEMS: Mapping[Kind, Kind] = {"entries": "entry", "measures": "measure", "part": "line"}
"""What a loop goes through -> what it meets there."""

MOST_LOOPS = 3  # one inside the other


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`example` is what it may give, as it would stand in a file."""

    name: str
    kind: Kind
    meaning: Message
    example: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """What may stand behind a |. `takes` kinds, gives a `kind`; `options`: how many words at most
    stand in its brackets."""

    name: str
    takes: tuple[Kind, ...]
    kind: Kind
    meaning: Message
    example: str
    options: int = 0


def _table(*placeholders: Placeholder) -> Mapping[str, Placeholder]:
    return {one.name: one for one in placeholders}


NAMES = _table(
    Placeholder("title", "text", say("The title of the concept"), "Kiefernstadt für alle"),
    Placeholder("date", "text", say("The day on which the file is written"), "14. März 2027"),
    Placeholder(
        "workshop",
        "text",
        say("The workshop whose priorities are in the file"),
        "Zukunftswerkstatt",
    ),
    Placeholder("workshop_date", "text", say("The day of that workshop"), "21. November 2026"),
    Placeholder("place", "text", say("Where it was"), "Altes Rathaus"),
    Placeholder(
        "people",
        "number",
        say("How many people could vote in it; with all workshops together, how many took part"),
        "64",
    ),
    Placeholder("voters", "number", say("How many of them have voted"), "58"),
    Placeholder(
        "content",
        "content",
        say("The whole concept in its layout, with the title unless the file has it already"),
    ),
    Placeholder("parts", "parts", say("The texts of the whole concept, each by its name")),
    Placeholder("entries", "entries", say("All entries of the structure, in their order")),
    Placeholder("fields", "entries", say("The outermost entries only")),
    Placeholder("measures", "measures", say("All measures, in order of priority")),
)

_ENTRY = _table(
    Placeholder("number", "text", say("Its number, as the scheme counts"), "8.1.2"),
    Placeholder("title", "text", say("Its title"), "Übergänge in der Schule"),
    Placeholder("level", "text", say("What it is in the scheme"), "Oberziel"),
    Placeholder("depth", "number", say("How far in it lies; the outermost are 1"), "2"),
    Placeholder("measures", "measures", say("Its measures, in order of priority")),
    Placeholder("entries", "entries", say("The entries directly below it")),
    Placeholder("columns", "columns", say("The columns of its level, each by its name")),
)

_MEASURE = _table(
    Placeholder("text", "text", say("What shall be done"), "Lotsen begleiten neue Familien"),
    Placeholder(
        "number", "text", say("Its number, as the scheme counts, else its place in the list"), "3"
    ),
    Placeholder("entry", "entry", say("The entry that it belongs to")),
    Placeholder("responsible", "text", say("Who is responsible"), "Schulamt; Jugendamt"),
    Placeholder("cost", "text", say("What it costs"), "ca. 5.000 € pro Jahr"),
    Placeholder("dots", "number", say("Its dots"), "41"),
    Placeholder("voters", "number", say("How many people gave them"), "27"),
    Placeholder(
        "rank",
        "number",
        say(
            "Its rank: within its field with the priorities of one workshop, among all measures "
            "with those of several together"
        ),
        "1",
    ),
    Placeholder("decision", "text", say("What the council has decided"), "beschlossen"),
    Placeholder("status", "text", say("How it stands"), "läuft"),
    Placeholder("source", "text", say("Where it comes from"), "Zukunftswerkstatt"),
    Placeholder("columns", "columns", say("The columns of its scheme, each by its name")),
)

_LOOP = _table(
    Placeholder("index", "number", say("Which turn of the loop this is, counted from 1"), "1"),
    Placeholder("length", "number", say("How many turns there are"), "12"),
    Placeholder("first", "yes_no", say("Whether this is the first turn")),
    Placeholder("last", "yes_no", say("Whether this is the last turn")),
)

_LINE = _table(
    Placeholder("body", "text", say("In the decision path: which body sits"), "Sozialausschuss"),
    Placeholder("date", "text", say("In the decision path: when"), "12. März 2027"),
    Placeholder("consultation", "text", say("In the decision path: public or not"), "öffentlich"),
)

ATTRIBUTES: Mapping[Kind, Mapping[str, Placeholder]] = {
    "entry": _ENTRY,
    "measure": _MEASURE,
    "loop": _LOOP,
    "line": _LINE,
}

FILTERS = {
    one.name: one
    for one in (
        Filter("upper", PRINTED, "text", say("In capital letters"), "{{ title|upper }}"),
        Filter("lower", PRINTED, "text", say("In small letters"), "{{ place|lower }}"),
        Filter(
            "default",
            PRINTED,
            "text",
            say("What stands there instead of nothing"),
            '{{ measure.cost|default("–") }}',
            1,
        ),
        Filter(
            "join",
            ("part",),
            "text",
            say("The lines of a text in one, with this between them"),
            '{{ parts.reasons|join("; ") }}',
            1,
        ),
        Filter(
            "length",
            ("entries", "measures", "part"),
            "number",
            say("How many there are"),
            "{{ measures|length }}",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Known:
    """Which parts and columns the schemes have; None: any, for a file that was checked before."""

    parts: frozenset[str] | None = None
    columns: frozenset[str] | None = None

    def has(self, kind: Kind, key: str) -> bool:
        keys = self.parts if kind == "parts" else self.columns
        return keys is None or key in keys

    def keys(self, kind: Kind) -> tuple[str, ...]:
        keys = self.parts if kind == "parts" else self.columns
        return tuple(sorted(keys or ()))


ANY = Known()
