"""The other layouts: a plan in steps, headings with horizons, a council paper, a list of goals."""

from dataclasses import replace
from typing import Any

from app.documents.document import Document, Heading, Items, Paragraph, Table, Text
from tests.workshops.concepts.snapshots import a_concept, a_measure, a_node
from workshops.concepts.snapshot import Measure, Node, Snapshot
from workshops.exports.outline import build
from workshops.exports.telling import Choice
from workshops.exports.voices import voice
from workshops.schemes.columns import Money
from workshops.schemes.library import load_built_in

EVERYTHING = Choice()


def told(
    concept: Snapshot, scheme: str, choice: Choice = EVERYTHING, language: str = "de"
) -> Document:
    return build(concept, load_built_in(scheme), voice(language), choice)


def with_columns(measure: Measure, **columns: Any) -> Measure:
    return replace(measure, columns=columns)


def lines(document: Document) -> list[str]:
    """Headings with their numbers, paragraphs, and bullets with a sign before them."""
    found = []
    for block in document.blocks:
        match block:
            case Heading(text=text, number=number, level=level):
                found.append(f"{'#' * level} {number} {text.text}".replace("  ", " "))
            case Paragraph(text=text):
                found.append(text.text)
            case Items(items=items):
                found += [f"{'  ' * one.depth}- {one.text.text}" for one in items]
    return found


def cells(table: Table) -> list[list[object]]:
    def plain(cell: object) -> object:
        if isinstance(cell, Items):
            return [one.text.text for one in cell.items]
        return cell.text if isinstance(cell, Text) else cell

    return [list(map(plain, row)) for row in table.rows(filled=False)]


def a_goal(*measures: Measure, **columns: Any) -> Node:
    return replace(a_node(1, 0, *measures, title="Netzwerk"), columns=columns)


def the_grid(goal: Node, choice: Choice = EVERYTHING) -> Table:
    (table,) = told(a_concept(goal), "aschaffenburg", choice).tables()
    return table


FIRST = [with_columns(a_measure(n), step="first") for n in (1, 2)]


def test_a_plan_in_steps_has_two_lines_a_goal_and_a_column_a_step() -> None:
    later = with_columns(a_measure(3), step="second")
    responsibility = {"first": ["1.+ 2. Stadtrat"], "second": ["offen"]}
    table = the_grid(a_goal(*FIRST, later, responsibility=responsibility))
    assert [column.heading for column in table.columns] == [
        "Ziel",
        "",
        "Erster Umsetzungsschritt",
        "Zweiter Umsetzungsschritt",
        "Dritter Umsetzungsschritt",
        "später",
    ]
    two = ["Maßnahme 1", "Maßnahme 2"]
    assert cells(table) == [
        ["A  Netzwerk", "Bausteine", two, "Maßnahme 3", None, None],
        [None, "Verantwortlichkeit", "1.+ 2. Stadtrat", "offen", None, None],
    ]


def test_several_blocks_are_numbered_unless_they_have_no_numbers() -> None:
    numbered = the_grid(a_goal(*FIRST)).groups[0].lines[0][1]
    assert isinstance(numbered, Items)
    assert numbered.numbered
    plain = [with_columns(one, step="first", unnumbered=True) for one in FIRST]
    bullets = the_grid(a_goal(*plain)).groups[0].lines[0][1]
    assert isinstance(bullets, Items)
    assert not bullets.numbered


def test_what_has_no_step_yet_stands_in_a_column_of_its_own() -> None:
    table = the_grid(a_goal(*FIRST, a_measure(9)))
    assert table.columns[-1].heading == "–"
    assert cells(table)[0][-1] == "Maßnahme 9"


def test_who_is_responsible_comes_from_the_measures_where_the_goal_says_nothing() -> None:
    both = [with_columns(one, step="first", responsible=["Schulamt", "VHS"]) for one in FIRST]
    assert cells(the_grid(a_goal(*both)))[1][2] == "Schulamt; VHS"
    one = [FIRST[0], with_columns(FIRST[1], step="first", responsible=["VHS"])]
    assert cells(the_grid(a_goal(*one)))[1][2] == "2. VHS"


FOUR = [
    with_columns(a_measure(n, dots=n), step="first", responsible=[body])
    for n, body in enumerate(("Büro", "Büro", "Stadtrat", "Amt für Dienste"), start=1)
]
WHO = "1.+ 2. Büro 3. Stadtrat 4. Amt für Dienste"


def with_body(measure: Measure, *bodies: str) -> Measure:
    return replace(measure, columns={**measure.columns, "responsible": list(bodies)})


def test_what_the_goal_says_stands_alone_as_long_as_it_names_all_bodies_of_its_measures() -> None:
    for changed, more in (
        (FOUR, ""),
        (
            [*FOUR[:3], with_body(FOUR[3], "Hauptamt", "Amt für Dienste")],
            "4. Hauptamt; Amt für Dienste",
        ),
        ([*FOUR[:3], with_body(FOUR[3], "Stadtrat")], "4. Stadtrat"),
        ([with_body(one, "Hauptamt") for one in FOUR], "Hauptamt"),
        ([with_body(FOUR[0], "Stadtrat"), *FOUR[1:]], "1. Stadtrat"),
    ):
        goal = a_goal(
            *(replace(one, dots=None) for one in changed), responsibility={"first": [WHO]}
        )
        said = "\n".join(filter(None, (WHO, more)))
        assert cells(the_grid(goal, Choice(with_dots=False)))[1][2] == said


def test_numbers_in_a_step_are_those_of_the_whole_plan_whatever_is_left_out_or_comes_first() -> (
    None
):
    later = with_columns(a_measure(5), step="second")
    who = {"first": [WHO], "second": ["offen"]}
    goal = a_goal(*FOUR, later, responsibility=who)
    silent = Choice(with_dots=False, first=2)
    measures, bodies = cells(the_grid(goal, silent))
    assert measures[2:] == [["4. Maßnahme 4", "3. Maßnahme 3"], None, None, None]
    assert bodies[2:] == [WHO, None, None, None]
    (adopted,) = (replace(one, decision="adopted") for one in FOUR[3:])
    one = a_goal(*FOUR[:3], adopted, responsibility=who)
    assert cells(the_grid(one, Choice(with_dots=False, only="adopted")))[0][2] == "4. Maßnahme 4"


def test_budgets_and_costs_have_lines_where_nothing_above_says_them() -> None:
    def cost(euros: int, note: str) -> dict[str, Any]:
        return Money(euros * 100, note=note).value()

    said = "1.+ 2. Büro, Startbudget ca. 5.000 Euro"
    first = [
        with_columns(a_measure(1), step="first", cost=cost(5_000, "ca. 5.000 Euro")),
        with_columns(a_measure(2), step="first", cost=cost(6_000, "ca. 5.000 Euro")),
    ]
    alone = with_columns(a_measure(3), step="second", cost=cost(7, ""))
    budget = {"first": "Startbudget  ca. 5.000 Euro", "second": "7.777 Euro"}
    goal = a_goal(*first, alone, responsibility={"first": [said]}, budget=budget)
    _, who, money, costs = cells(the_grid(goal))
    assert who[2:] == [said, None, None, None]
    assert money[1:] == ["Budget", None, "7.777 Euro", None, None]
    assert costs[1:] == ["Kosten", "2. 6.000\xa0€ (ca. 5.000 Euro)", "7\xa0€", None, None]
    lines = cells(the_grid(goal, Choice(bodies=False)))
    assert [row[1] for row in lines] == ["Bausteine", "Budget", "Kosten"]
    assert lines[1][2] == "Startbudget  ca. 5.000 Euro"


def test_without_bodies_nobody_is_named() -> None:
    table = the_grid(a_goal(*FIRST, responsibility={"first": ["Stadtrat"]}), Choice(bodies=False))
    assert [row[1] for row in cells(table)] == ["Bausteine"]


def a_topic(*measures: Measure) -> Snapshot:
    topic = a_node(3, 2, *measures, title="Vernetzung")
    return a_concept(a_node(1, 0, a_node(2, 1, topic, title="Struktur"), title="Stadt"))


def test_headings_have_their_numbers_and_horizons_below_them() -> None:
    soon, late = (with_columns(a_measure(n), horizon=h) for n, h in ((1, "short"), (2, "long")))
    assert lines(told(a_topic(late, a_measure(3), soon), "wetzlar")) == [
        "# 8 Stadt",
        "## 8.1 Struktur",
        "### 8.1.1 Vernetzung",
        "- Maßnahme 3",
        "#### Kurzfristig",
        "- Maßnahme 1",
        "#### Langfristig",
        "- Maßnahme 2",
    ]


def test_a_horizon_without_measures_has_no_heading() -> None:
    soon = with_columns(a_measure(1), horizon="short")
    assert "#### Langfristig" not in lines(told(a_topic(soon), "wetzlar"))


def test_the_numbers_stay_those_of_the_whole_concept_where_a_part_is_told() -> None:
    concept = a_concept(
        a_node(1, 0, a_node(2, 1, a_measure(1))), a_node(3, 0, a_node(4, 1, a_measure(2, dots=1)))
    )
    assert "## 9.1 Titel 4" in lines(told(concept, "wetzlar", Choice(first=1)))


def test_a_council_paper_has_its_parts_and_all_proposals_or_the_key_projects_only() -> None:
    key = with_columns(a_measure(1), key_project=True, responsible=["VHS"])
    focus = a_node(5, 1, with_columns(a_measure(2), key_project=True), title="Sport")
    concept = replace(
        a_concept(
            a_node(1, 0, key, a_measure(3), title="Bildung"),
            a_node(2, 0, focus, title="Kultur"),
            a_node(3, 0, a_measure(4), title="Verwaltung"),
        ),
        parts={
            "path": [
                {"body": "Ausschuss", "date": "2017-12-06", "public": True},
                {"body": "Gemeinderat", "date": "2017-12-14", "public": False},
            ],
            "proposal": {"de": "Wird zugestimmt."},
            "costs": {"de": "5.000 € sind eingestellt."},
        },
    )
    document = told(concept, "waiblingen")
    assert lines(document) == [
        "# Beratungsfolge",
        "# Beschlussvorschlag",
        "Wird zugestimmt.",
        "# Vorgeschlagene Schlüsselprojekte",
        "## 1 Bildung",
        "- Maßnahme 1",
        "- Maßnahme 3",
        "## 2 Kultur",
        "### Sport",
        "- Maßnahme 2",
        "## 3 Verwaltung",
        "- Maßnahme 4",
        "# Kosten und Finanzierung",
        "5.000 € sind eingestellt.",
    ]
    short = lines(told(concept, "waiblingen", Choice(outline="key_projects")))
    assert set(lines(document)) - set(short) == {"- Maßnahme 3", "## 3 Verwaltung", "- Maßnahme 4"}
    (path,) = document.tables()
    assert [row[:2] for row in cells(path)] == [
        ["Ausschuss", "6. Dezember 2017"],
        ["Gemeinderat", "14. Dezember 2017"],
    ]
    item, _ = next(block for block in document.blocks if isinstance(block, Items)).items
    assert item.note == "Schlüsselprojekt; Zuständige: VHS"


def test_goals_stand_below_their_fields_as_a_list() -> None:
    concept = replace(
        a_concept(
            a_node(1, 0, a_node(2, 1, a_measure(1), title="Quote steigern"), title="Arbeit"),
            a_node(3, 0, title="Wohnen"),
        ),
        parts={"actors": {"de": "Polizei\nSportvereine"}},
    )
    assert lines(told(concept, "leitfaden")) == [
        "# Wichtige Akteure",
        "- Polizei",
        "- Sportvereine",
        "# Arbeit",
        "- Quote steigern",
        "  - Maßnahme 1",
        "# Wohnen",
    ]


def test_dots_are_said_behind_a_measure_and_can_be_left_out() -> None:
    concept = a_topic(a_measure(1, dots=12, voters=8))
    items = [block for block in told(concept, "wetzlar").blocks if isinstance(block, Items)]
    assert "12" in items[0].items[0].note
    silent = told(concept, "wetzlar", Choice(with_dots=False))
    items = [block for block in silent.blocks if isinstance(block, Items)]
    assert items[0].items[0].note == ""


def test_a_text_in_another_language_is_marked_with_its_name() -> None:
    concept = a_topic(a_measure(1, tr="Ağ kurma"), a_measure(2))
    document = told(concept, "wetzlar", language="tr")
    texts = [
        one.text for block in document.blocks if isinstance(block, Items) for one in block.items
    ]
    assert [document.mark(text) for text in texts] == ["", "[Almanca]"]
