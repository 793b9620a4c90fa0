"""Structures that none of our five has: they are files, too."""

import datetime as dt
from dataclasses import replace

from app.documents.document import Document, Group, Heading, Items, Paragraph, Table, Text
from workshops.concepts.numbering import measure_numbers, numbers
from workshops.concepts.snapshot import Measure, Node, Report, Snapshot
from workshops.exports.outline import build
from workshops.exports.telling import Choice
from workshops.exports.voices import voice
from workshops.schemes.file import parse
from workshops.schemes.scheme import Scheme

GROUPS = """
titles = { de = "Drei Gruppen" }
[[levels]]
key = "field"
names = { de = "Feld" }
numbering = "1"
[measure]
names = { de = "Maßnahme" }
[[columns]]
key = "priority"
kind = "choice"
names = { de = "Priorität" }
options = [ { key = "high", names = { de = "hoch" } }, { key = "low", names = { de = "gering" } } ]
[[columns]]
key = "extra"
kind = "yes_no"
names = { de = "Zusätzliche Mittel" }
[[columns]]
key = "group"
kind = "computed"
names = { de = "Gruppe" }
options = [
    { key = "A", names = { de = "Gruppe A: sofort" } },
    { key = "B", names = { de = "Gruppe B: sobald Mittel da sind" } },
    { key = "C", names = { de = "Gruppe C: später" } },
]
rules = [
    { gives = "A", when = { priority = ["high"], extra = ["no", ""] } },
    { gives = "B", when = { priority = ["high"], extra = ["yes"] } },
    { gives = "C" },
]
[[outlines]]
key = "groups"
names = { de = "Nach Gruppen" }
paper = "A4 portrait"
[[outlines.blocks]]
kind = "list"
by = "group"
outside = true
shows = ["extra"]
[[outlines]]
key = "tables"
names = { de = "Nach Gruppen" }
paper = "A4 portrait"
[[outlines.blocks]]
kind = "table"
by = "group"
columns = [
    { source = "number", level = "field", width = 1, names = { de = "Nr." } },
    { source = "level", level = "field", width = 3 },
    { source = "measure", width = 6 },
]
"""

PLAN = """
titles = { de = "Maßnahmenplan" }
[[levels]]
key = "field"
names = { de = "Feld" }
[[levels.columns]]
key = "council"
kind = "date"
names = { de = "Im Rat am" }
[[levels]]
key = "goal"
names = { de = "Ziel" }
optional = true
[[levels]]
key = "step"
names = { de = "Schritt" }
optional = true
[measure]
names = { de = "Maßnahme" }
[[columns]]
key = "until"
kind = "date"
names = { de = "Bis" }
[[columns]]
key = "state"
kind = "choice"
names = { de = "Stand" }
options = [
    { key = "idea", names = { de = "Idee" } },
    { key = "ready", names = { de = "fertig" } },
]
[[outlines]]
key = "plan"
names = { de = "Plan" }
paper = "A4 landscape"
[[outlines.blocks]]
kind = "table"
columns = [
    { source = "level", level = "field", width = 2 },
    { source = "entry", level = "field", column = "council", width = 2, show = "filled" },
    { source = "level", level = "goal", width = 2 },
    { source = "level", level = "step", width = 2 },
    { source = "measure", width = 4 },
    { source = "column", column = "until", width = 1 },
    { source = "column", column = "state", width = 1 },
    { source = "decision", names = { de = "Beschluss" }, width = 1 },
    { source = "decided_on", names = { de = "am" }, width = 1, show = "filled" },
    { source = "status", names = { de = "Umsetzung" }, width = 1 },
    { source = "next_report", names = { de = "Nächster Bericht" }, width = 1 },
]
"""

LETTERS = """
titles = { de = "Gemischt" }
[[levels]]
key = "part"
names = { de = "Teil" }
numbering = "I"
[[levels]]
key = "field"
names = { de = "Feld" }
numbering = "A"
prefix = "HF "
start = 3
[[levels]]
key = "goal"
names = { de = "Ziel" }
numbering = "1"
running = true
joined = true
[[levels]]
key = "step"
names = { de = "Schritt" }
numbering = "a"
[measure]
names = { de = "Maßnahme" }
numbering = "1"
joined = true
prefix = "M "
[[outlines]]
key = "list"
names = { de = "Liste" }
paper = "A4 portrait"
[[outlines.blocks]]
kind = "list"
headings = 2
"""

PLAIN = """
titles = { de = "Nur eine Liste" }
[[levels]]
key = "topic"
names = { de = "Thema" }
[[levels.columns]]
key = "why"
kind = "text"
names = { de = "Warum" }
[measure]
names = { de = "Idee" }
[[outlines]]
key = "list"
names = { de = "Liste" }
paper = "A4 portrait"
[[outlines.blocks]]
kind = "list"
entries = ["why"]
[[outlines]]
key = "ranking"
names = { de = "Rangliste" }
paper = "A4 portrait"
[[outlines.blocks]]
kind = "table"
flat = true
columns = [
    { source = "level", level = "topic", width = 2 },
    { source = "rank", names = { de = "Rang" }, width = 1, show = "dots" },
    { source = "measure", width = 6 },
    { source = "dots", names = { de = "Punkte" }, width = 1, show = "dots" },
]
"""


def measure(id: int, dots: int | None = None, **columns: object) -> Measure:
    return Measure(id, "de", {"de": f"M{id}"}, columns, dots, dots, dots and 10 - dots)


def node(id: int, level: int, *below: Node | Measure, **columns: object) -> Node:
    children = tuple(one for one in below if isinstance(one, Node))
    measures = tuple(one for one in below if isinstance(one, Measure))
    return Node(id, level, {"de": f"T{id}"}, children, measures, columns)


def told(text: str, *nodes: Node, outline: str = "") -> Document:
    snapshot = Snapshot("Konzept", "de", nodes)
    return build(snapshot, parse("own", text), voice("en"), Choice(outline=outline))


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
    return parse("own", LETTERS), (first, second)


def test_numbers_of_every_style_mixed_joined_running_and_from_any_start() -> None:
    scheme, nodes = a_mixed_concept()
    assert numbers(nodes, scheme) == {
        **{1: "I", 2: "HF C", 3: "C.1", 4: "C.2", 5: "a"},
        **{6: "II", 7: "HF C", 8: "C.3", 9: "a", 10: "b", 11: "HF D"},
    }


def test_measures_have_numbers_of_their_own() -> None:
    scheme, nodes = a_mixed_concept()
    assert measure_numbers(nodes, scheme) == {30: "M C.1.1", 31: "M a.1", 32: "M D.1"}
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
    assert numbers(nodes, parse("own", PLAIN)) == {}
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
    grid = GROUPS.replace(
        "[measure]", '[[levels]]\nkey = "goal"\nnames = { de = "Ziel" }\n[measure]'
    )
    grid = grid[: grid.index("[[outlines]]")] + (
        '[[outlines]]\nkey = "grid"\nnames = { de = "X" }\npaper = "A4 landscape"\n'
        '[[outlines.blocks]]\nkind = "grid"\nlevel = "goal"\nacross = "group"\n'
        'lines = [ { source = "measures", names = { de = "Was" } } ]\n'
    )
    goals = node(2, 1, measure(20, priority="high")), node(3, 1, measure(21, priority="low"))
    (table,) = told(grid, node(1, 0, *goals)).blocks
    assert isinstance(table, Table)
    assert [column.heading for column in table.columns][:3] == ["Feld", "Ziel", ""]
    assert [row[:2] for row in cells(table.groups)] == [["1  T1", "T2"], [None, "T3"]]
