"""Any whole concept of any scheme, with everything a concept can hold, for round trips."""

import datetime as dt
from dataclasses import replace
from itertools import count
from typing import Any

from hypothesis import strategies as st

from app.documents.table import printable
from tests.workshops.schemes.samples import a_scheme, choice, name, piece
from workshops.concepts.rules import levels_below
from workshops.concepts.snapshot import Measure, Node, Own, Report, Snapshot, Taken
from workshops.schemes.columns import PERIODS, Money
from workshops.schemes.file import parse
from workshops.schemes.library import built_in, load_built_in
from workshops.schemes.scheme import Column, Scheme
from workshops.schemes.write import dumped

TAGS = ("de", "en", "tr", "ar")

ALL_KINDS = dumped(
    a_scheme(
        [
            piece(
                "a",
                "Ebene A",
                numbering="I",
                columns=[
                    piece("on", "Tag", kind="date"),
                    piece("worth", "Wert", kind="money", per="when"),
                ],
            ),
            piece(
                "b",
                "Ebene B",
                optional=True,
                columns=[piece("sure", "Sicher", kind="yes_no", per="when")],
            ),
            piece("c", "Ebene C", numbering="a"),
        ],
        [
            choice("when", "Wann", {"x": "y", "y": "x"}),
            piece("note", "Notiz", kind="text"),
            piece("size", "Größe", kind="number"),
            piece("until", "Bis", kind="date"),
            piece("urgent", "Eilig", kind="yes_no"),
            piece("cost", "Preis", kind="money"),
            choice(
                "group",
                "Gruppe",
                {"first": "A"},
                rules=[{"gives": "first", "when": {"urgent": ["yes"]}}],
            ),
        ],
        titles={"de": "Alles", "en": "Everything"},
        measure=name("Schritt") | {"numbering": "1", "joined": True},
        parts=[
            piece("words", "Worte", kind="text"),
            piece("sittings", "Weg", kind="path"),
            piece("points", "Punkte", kind="list"),
        ],
    )
)
EVERYTHING = parse("everything", ALL_KINDS)
SCHEMES = {one.name: one for one in (*map(load_built_in, built_in()), EVERYTHING)}

_SIGNS = st.characters(
    exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\u2028\u2029\x85\ufeff"
)
_LINES = st.sampled_from(
    ["", "\n", "\n• ", "\n1. ", "=", "'", "'=", ";", "–", "12", "x005", "{[", '"']
)
words = (
    st.lists(st.tuples(_LINES, st.text(_SIGNS, max_size=6)), min_size=1, max_size=3)
    .map(lambda found: printable("".join(a + b for a, b in found)).strip())
    .filter(bool)
)
lines = words.map(lambda text: " ".join(text.split("\n"))).map(str.strip).filter(bool)
bodies = lines.map(lambda text: text.replace(";", ",").replace("؛", ",")).filter(bool)
days = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


def texts(own: str, text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    others = st.dictionaries(st.sampled_from([tag for tag in TAGS if tag != own]), text, max_size=2)
    return st.builds(lambda main, rest: {own: main, **rest}, text, others)


def value(column: Column) -> st.SearchStrategy[Any]:
    match column.kind:
        case "bodies":
            return st.lists(bodies, min_size=1, max_size=3)
        case "choice":
            return st.sampled_from([option.key for option in column.options])
        case "money":
            return st.builds(
                lambda *parts: Money(*parts).value(),
                st.none() | st.integers(0, 10**9),
                st.sampled_from(PERIODS),
                st.booleans(),
                st.just("") | words,
                st.sampled_from(["EUR", "CHF"]),
            )
        case "date":
            return days.map(dt.date.isoformat)
        case "yes_no":
            return st.booleans()
        case "number":
            return st.sampled_from(["0", "12.5", "-3", "1000000"])
    return words


def columns(definitions: tuple[Column, ...], scheme: Scheme) -> st.SearchStrategy[dict[str, Any]]:
    def one(column: Column) -> st.SearchStrategy[Any]:
        choice = scheme.column(column.per)
        if choice is None:
            return value(column)
        keys = st.sampled_from([option.key for option in choice.options])
        return st.dictionaries(keys, value(column), min_size=1, max_size=2)

    kept = {c.key: one(c) for c in definitions if c.kind != "computed"}
    return st.fixed_dictionaries({}, optional=kept)


def reports(own: str) -> st.SearchStrategy[Report]:
    return st.builds(
        Report,
        st.sampled_from(["planned", "running", "done", "dropped"]),
        days,
        st.just({}) | texts(own, words),
        st.just("") | lines,
        st.none() | days,
    )


@st.composite
def whole_concepts(draw: st.DrawFn, *, together: bool = False) -> tuple[Snapshot, str]:
    """A concept and the name of its scheme: levels skipped, titles that are there twice.
    `together`: measures with parts, which may stand at any entry."""
    scheme = SCHEMES[draw(st.sampled_from(list(SCHEMES)))]
    language = draw(st.sampled_from(TAGS))
    optional = [level.optional for level in scheme.levels]
    ids, budget = count(1), iter(range(12))

    def measure(deep: int = 0) -> Measure:
        own = draw(st.sampled_from([language, language, *TAGS]))
        decision = draw(st.sampled_from([None, None, "proposed", "adopted", "rejected"]))
        found = Measure(
            next(ids),
            own,
            draw(texts(own, words)),
            draw(columns(scheme.columns, scheme)),
            source=draw(st.just("") | lines),
            decision=decision,
            decided_on=draw(st.none() | days) if decision else None,
            report=draw(st.none() | reports(own)),
        )
        many = draw(st.integers(0, 2)) if together and deep < 2 else 0
        return with_parts(found, tuple(measure(deep + 1) for _ in range(many)))

    def with_parts(found: Measure, parts: tuple[Measure, ...]) -> Measure:
        whole = replace(found, parts=parts)
        if not parts:
            return whole
        values = draw(columns(scheme.columns, scheme))
        before = draw(columns(scheme.columns, scheme))
        whose = st.sampled_from([part.id for _, part in whole.within()])
        taken = {key: Taken(draw(whose), one, before.get(key)) for key, one in values.items()}
        said = draw(texts(found.language, words))
        return replace(whole, own=Own(found.language, said, draw(st.booleans()), taken))

    def nodes(above: int | None) -> tuple[Node, ...]:
        possible = levels_below(optional, above)
        many = draw(st.integers(0, 2)) if possible else 0
        return tuple(node(possible) for _ in range(many) if next(budget, None) is not None)

    def node(possible: tuple[int, ...]) -> Node:
        level = draw(st.sampled_from(possible))
        return Node(
            next(ids),
            level,
            draw(texts(language, lines | st.just("Schule"))),
            nodes(level),
            tuple(measure() for _ in range(draw(st.integers(0, 2)))),
            draw(columns(scheme.levels[level].columns, scheme)),
        )

    parts: dict[str, Any] = {}
    for part in scheme.parts:
        if draw(st.booleans()):
            row = st.fixed_dictionaries(
                {
                    "body": lines,
                    "date": st.none() | days.map(dt.date.isoformat),
                    "public": st.booleans(),
                }
            )
            path = st.lists(row, min_size=1, max_size=3)
            parts[part.key] = draw(path if part.kind == "path" else texts(language, words))
    tree = nodes(None)
    anywhere = st.sampled_from([None, *(one.id for top in tree for one in top.walk())])

    def placed(found: Measure) -> Measure:
        inner = (replace(placed(part), node=draw(anywhere)) for part in found.parts)
        return replace(found, parts=tuple(inner))

    def settled(one: Node) -> Node:
        children, own = tuple(map(settled, one.children)), tuple(map(placed, one.measures))
        return replace(one, children=children, measures=own)

    tree = tuple(map(settled, tree)) if together else tree
    return Snapshot(draw(lines), language, tree, parts), scheme.name
