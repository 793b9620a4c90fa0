"""Structures that none of our five has: they are files, too."""

import datetime as dt
from dataclasses import replace

from app.documents.document import Document, Group, Heading, Items, Paragraph, Table, Text
from tests.workshops.schemes.samples import Data, a_scheme, cell, choice, layout, name, piece
from workshops.concepts.numbering import measure_numbers, numbers
from workshops.concepts.snapshot import Measure, Node, Report, Snapshot
from workshops.exports.outline import build
from workshops.exports.telling import Choice
from workshops.exports.voices import voice
from workshops.schemes.file import from_data
from workshops.schemes.scheme import Scheme

PRIORITY = choice("priority", "Priorität", {"high": "hoch", "low": "gering"})
EXTRA = piece("extra", "Zusätzliche Mittel", kind="yes_no")
GROUP = choice(
    "group",
    "Gruppe",
    {"A": "Gruppe A: sofort", "B": "Gruppe B: sobald Mittel da sind", "C": "Gruppe C: später"},
    rules=[
        {"gives": "A", "when": {"priority": ["high"], "extra": ["no", ""]}},
        {"gives": "B", "when": {"priority": ["high"], "extra": ["yes"]}},
        {"gives": "C"},
    ],
)
IN_GROUPS = {"kind": "list", "by": "group", "outside": True, "shows": ["extra"]}
TABLES = {
    "kind": "table",
    "by": "group",
    "columns": [
        cell("number", level="field", text="Nr."),
        cell("level", level="field"),
        cell("measure"),
    ],
}
FIELD = piece("field", "Feld", numbering="1")
GROUPS = a_scheme(
    [FIELD],
    [PRIORITY, EXTRA, GROUP],
    [layout("groups", IN_GROUPS), layout("tables", TABLES)],
)
PLAN = a_scheme(
    [
        piece("field", "Feld", columns=[piece("council", "Im Rat am", kind="date")]),
        piece("goal", "Ziel", optional=True),
        piece("step", "Schritt", optional=True),
    ],
    [
        piece("until", "Bis", kind="date"),
        choice("state", "Stand", {"idea": "Idee", "ready": "fertig"}),
    ],
    [
        layout(
            "plan",
            {
                "kind": "table",
                "columns": [
                    cell("level", level="field"),
                    cell("entry", level="field", column="council", show="filled"),
                    cell("level", level="goal"),
                    cell("level", level="step"),
                    cell("measure"),
                    cell("column", column="until"),
                    cell("column", column="state"),
                    cell("decision", "Beschluss"),
                    cell("decided_on", "am", show="filled"),
                    cell("status", "Umsetzung"),
                    cell("next_report", "Nächster Bericht"),
                ],
            },
        )
    ],
)
LETTERS = a_scheme(
    [
        piece("part", "Teil", numbering="I"),
        piece("field", "Feld", numbering="A", prefix="HF ", start=3),
        piece("goal", "Ziel", numbering="1", running=True, joined=True),
        piece("step", "Schritt", numbering="a"),
    ],
    outlines=[layout("list", {"kind": "list", "headings": 2})],
    measure={**name("Maßnahme"), "numbering": "1", "joined": True, "prefix": "M "},
)
PLAIN = a_scheme(
    [piece("topic", "Thema", columns=[piece("why", "Warum", kind="text")])],
    outlines=[
        layout("list", {"kind": "list", "entries": ["why"]}),
        layout(
            "ranking",
            {
                "kind": "table",
                "flat": True,
                "columns": [
                    cell("level", level="topic"),
                    cell("rank", "Rang", show="dots"),
                    cell("measure"),
                    cell("dots", "Punkte", show="dots"),
                ],
            },
        ),
    ],
)


def measure(id: int, dots: int | None = None, **columns: object) -> Measure:
    return Measure(id, "de", {"de": f"M{id}"}, columns, dots, dots, dots and 10 - dots)


def node(id: int, level: int, *below: Node | Measure, **columns: object) -> Node:
    children = tuple(one for one in below if isinstance(one, Node))
    measures = tuple(one for one in below if isinstance(one, Measure))
    return Node(id, level, {"de": f"T{id}"}, children, measures, columns)


def told(data: Data, *nodes: Node, outline: str = "") -> Document:
    snapshot = Snapshot("Konzept", "de", nodes)
    return build(snapshot, from_data("own", data), voice("en"), Choice(outline=outline))


def lines(document: Document) -> list[str]:
    """Headings and lists as one would read them out."""
    found: list[str] = []
    for block in document.blocks:
        match block:
            case Heading():
                words = ("#" * block.level, block.number, block.text.text)
                found.append(" ".join(filter(None, words)))
            case Items():
                found += block.lines()
            case Paragraph():
                found.append(block.text.text)
    return found


def cells(groups: tuple[Group, ...]) -> list[list[object]]:
    rows = Table((), groups).rows(filled=False)
    return [[one.text if isinstance(one, Text) else one for one in row] for row in rows]


FIELDS = (
    node(1, 0, measure(10, priority="low"), measure(11, priority="high", extra=True)),
    node(2, 0, measure(12, priority="high", extra=False), measure(13, priority="high")),
    node(3, 0, measure(14)),
)


def test_measures_in_groups_that_are_computed_from_priority_and_extra_resources() -> None:
    assert lines(told(GROUPS, *FIELDS)) == [
        "# Gruppe A: sofort",
        "## 2 T2",
        "• M12",
        "• M13",
        "# Gruppe B: sobald Mittel da sind",
        "## 1 T1",
        "• M11 (Zusätzliche Mittel)",
        "# Gruppe C: später",
        "## 1 T1",
        "• M10",
        "## 3 T3",
        "• M14",
    ]


def test_such_groups_have_a_table_each_with_the_numbers_of_the_whole_concept() -> None:
    blocks = told(GROUPS, *FIELDS, outline="tables").blocks
    assert [block.text.text for block in blocks if isinstance(block, Heading)] == [
        "Gruppe A: sofort",
        "Gruppe B: sobald Mittel da sind",
        "Gruppe C: später",
    ]
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [cells(table.groups) for table in tables] == [
        [[2, "T2", "M12"], [None, None, "M13"]],
        [[1, "T1", "M11"]],
        [[1, "T1", "M10"], [3, "T3", "M14"]],
    ]


def test_a_plan_of_one_to_three_levels_with_dates_and_a_status() -> None:
    adopted = replace(
        measure(20, until="2027-06-30", state="idea"),
        decision="adopted",
        decided_on=dt.date(2026, 3, 1),
        report=Report("running", dt.date(2026, 5, 1), {}, next_on=dt.date(2027, 5, 1)),
    )
    field = node(1, 0, measure(21), council="2026-02-01")
    nodes = (field, node(2, 0, node(3, 1, adopted, node(4, 2, measure(22, state="ready")))))
    (table,) = told(PLAN, *nodes).blocks
    assert isinstance(table, Table)
    first, second, third = ([str(one or "") for one in row] for row in cells(table.groups))
    assert first == ["T1", "1 February 2026", "", "", "M21", *[""] * 6]
    assert second[:7] == ["T2", "", "T3", "", "M20", "30 June 2027", "Idee"]
    assert second[7:] == ["adopted", "1 March 2026", "running", "1 May 2027"]
    assert third == ["", "", "", "T4", "M22", "", "fertig", "", "", "", ""]


def test_columns_in_which_nothing_stands_are_left_out_where_they_may_be() -> None:
    (table,) = told(PLAN, node(1, 0, measure(20))).blocks
    assert isinstance(table, Table)
    headings = [column.heading for column in table.columns]
    assert "Im Rat am" not in headings
    assert "am" not in headings
    assert headings[:3] == ["Feld", "Ziel", "Schritt"]


def a_mixed_concept() -> tuple[Scheme, tuple[Node, ...]]:
    first = node(1, 0, node(2, 1, node(3, 2, measure(30)), node(4, 2, node(5, 3, measure(31)))))
    second = node(6, 0, node(7, 1, node(8, 2, node(9, 3), node(10, 3))), node(11, 1, measure(32)))
    return from_data("own", LETTERS), (first, second)


def test_numbers_of_every_style_mixed_joined_running_and_from_any_start() -> None:
    found, nodes = a_mixed_concept()
    assert numbers(nodes, found) == {
        **{1: "I", 2: "HF C", 3: "C.1", 4: "C.2", 5: "a"},
        **{6: "II", 7: "HF C", 8: "C.3", 9: "a", 10: "b", 11: "HF D"},
    }


def test_measures_have_numbers_of_their_own() -> None:
    found, nodes = a_mixed_concept()
    assert measure_numbers(nodes, found) == {30: "M C.1.1", 31: "M a.1", 32: "M D.1"}
    assert lines(told(LETTERS, *nodes))[:7] == [
        "# I T1",
        "## HF C T2",
        "• C.1 T3",
        "   – M C.1.1 M30",
        "• C.2 T4",
        "   – a T5",
        "      • M a.1 M31",
    ]


def test_no_numbers_at_all_and_a_single_level() -> None:
    nodes = (node(1, 0, measure(40), why="Weil es fehlt"), node(2, 0, measure(41)))
    assert numbers(nodes, from_data("own", PLAIN)) == {}
    assert lines(told(PLAIN, *nodes)) == [
        "# T1",
        "Warum: Weil es fehlt",
        "• M40",
        "# T2",
        "• M41",
    ]


def test_a_ranking_of_all_measures_whatever_they_belong_to() -> None:
    nodes = (node(1, 0, measure(40, 2), measure(41)), node(2, 0, measure(42, 7), measure(43, 1)))
    (table,) = told(PLAIN, *nodes, outline="ranking").blocks
    assert isinstance(table, Table)
    assert cells(table.groups) == [
        ["T2", 3, "M42", 7],
        ["T1", 8, "M40", 2],
        ["T2", 9, "M43", 1],
        ["T1", None, "M41", None],
    ]


def test_a_grid_names_the_levels_above_its_entries() -> None:
    lines = [{"source": "measures", **name("Was")}]
    block = {"kind": "grid", "level": "goal", "across": "group", "lines": lines}
    levels = [FIELD, piece("goal", "Ziel")]
    grid = a_scheme(levels, [PRIORITY, EXTRA, GROUP], [layout("grid", block)])
    goals = node(2, 1, measure(20, priority="high")), node(3, 1, measure(21, priority="low"))
    (table,) = told(grid, node(1, 0, *goals)).blocks
    assert isinstance(table, Table)
    assert [column.heading for column in table.columns][:3] == ["Feld", "Ziel", ""]
    assert [row[:2] for row in cells(table.groups)] == [["1  T1", "T2"], [None, "T3"]]


def test_a_line_of_a_grid_says_nothing_of_an_entry_of_another_level() -> None:
    on = [piece("on", "Am", kind="date")]
    levels = [
        piece("field", "Feld", columns=[piece("on", "Seit", kind="text")]),
        piece("goal", "Ziel", optional=True, columns=on),
    ]
    lines = [{"source": "column", "column": "on", **name("Am")}]
    block = {"kind": "grid", "level": "goal", "across": "group", "lines": lines}
    data = a_scheme(levels, [PRIORITY, EXTRA, GROUP], [layout("grid", block)])
    (table,) = told(data, node(1, 0, measure(20), on="einem Tag")).blocks
    assert isinstance(table, Table)
    assert "einem Tag" not in str(cells(table.groups))
