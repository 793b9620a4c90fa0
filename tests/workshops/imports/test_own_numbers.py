"""Tables with numbers typed before titles and measures, as the documents have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.table import SheetCell, SheetRow
from tests.workshops.concepts.snapshots import a_node
from tests.workshops.imports.test_table_import import AFFENBURG, planned, said, steps
from workshops.concepts.numbering import letters
from workshops.concepts.snapshot import Node
from workshops.imports.plan import ImportPlan
from workshops.imports.points import points
from workshops.imports.table_import import plan

COLUMNS = ("Ziel", "Baustein", "Schritt")
LEFT_OUT = "The numbers before these titles are left out, and made anew."
TWICE = "This title begins with a number of its own. Is it to be counted twice?"


def typed(*rows: tuple[str, ...], existing: tuple[Node, ...] = ()) -> ImportPlan:
    sheet = [
        SheetRow(number, tuple(map(SheetCell, row)))
        for number, row in enumerate((COLUMNS, *rows), start=1)
    ]
    return plan(sheet, AFFENBURG, "de", existing)


def titles(found: ImportPlan) -> list[str]:
    return [node.titles["de"] for node in found.nodes]


def texts(found: ImportPlan) -> list[str]:
    return [measure.texts["de"] for measure in found.measures]


def test_letters_before_titles_are_left_out_where_they_are_those_that_the_entries_get() -> None:
    found = typed(
        ("A Aufbau", "eins"), ("B\tNetz", "zwei"), ("B Netz", "drei"), ("C – Hausaufgaben", "vier")
    )
    assert titles(found) == ["Aufbau", "Netz", "Hausaufgaben"]
    assert said(found.warnings) == [(1, "Ziel", LEFT_OUT)]
    there = (a_node(7, 0, title="Aufbau"), a_node(8, 0, title="Netz"))
    found = typed(("B Netz", "x"), ("C Sport", "y"), existing=there)
    assert (titles(found), [one.node for one in found.measures]) == (["Sport"], [8, -1])


@pytest.mark.parametrize(
    ("found", "hints"),
    [
        (("A city for all",), [2]),
        (("A city for all", "Work for all"), [2]),
        (("A Aufbau", "B Netz", "D Sport"), [2, 3]),
        (("Im Stadtteil", "In der Schule"), []),
        (("Z Aufbau", "Y Netz"), []),
    ],
)
def test_titles_stay_where_the_letters_are_not_those_of_all(
    found: tuple[str, ...], hints: list[int]
) -> None:
    done = typed(*((title, "eins") for title in found))
    assert titles(done) == list(found)
    assert said(done.warnings) == [(row, "Ziel", TWICE) for row in hints]


def test_a_translation_loses_its_number_only_where_it_has_the_same() -> None:
    headings = ("Ziel", "Ziel (en)", "Baustein")
    found = steps(("A Aufbau", "A School", "x"), ("B Netz", "In town", "y"), headings=headings)
    assert [node.titles["en"] for node in found.nodes] == ["School", "In town"]


def test_a_numbered_list_in_a_cell_is_several_measures() -> None:
    rows = [
        ("Aufbau", "1. Aufgaben\n 2.) Einbindung\nin die Stadt\n3. Entscheidung", "first"),
        ("", "1. Steuerung", "second"),
        ("", "4. Ausschreibung", "first"),
        ("", "6. Treffen", "first"),
        ("", "1. Haus 2. Hof", "later"),
    ]
    found = typed(*rows)
    kept = ["6. Treffen", "1. Haus 2. Hof"]
    listed = ["Aufgaben", "Einbindung in die Stadt", "Entscheidung"]
    assert texts(found) == [*listed, "Steuerung", "Ausschreibung", *kept]
    assert [one.columns["step"] for one in found.measures[:4]] == [*["first"] * 3, "second"]
    assert said(found.warnings) == [
        (2, "Baustein", "Each point of a numbered list becomes a measure of its own. Rows: 2"),
        (
            2,
            "Baustein",
            "The numbers before these measures are left out, and made anew. Rows: 2, 3, 4",
        ),
        (
            6,
            "Baustein",
            "Several numbered points on one line are one measure. Put each on a line of its own "
            "in the file. Rows: 6",
        ),
    ]


def test_numbers_stay_where_the_scheme_does_not_count_measures() -> None:
    found = planned(("Schule", "", "", "1. Lotsen\n2. Cafés"))
    assert texts(found) == ["1. Lotsen", "2. Cafés"]
    assert said(found.warnings)[-1][2].startswith("The numbers before these measures are kept")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. a\n• b\n2. c", ["a • b", "c"]),
        ("• 1. a\n• 2. b", ["a", "b"]),
        ("• 1. Mai\n• Cafés", ["1. Mai", "Cafés"]),
        ("1. a\n3. b", ["a 3. b"]),
        ("2. a\n3. b", ["a 3. b"]),
        ("Vorweg\n1. a\n2. b", ["Vorweg 1. a 2. b"]),
        ("1.000 Euro\n2.000 Euro", ["1.000 Euro 2.000 Euro"]),
    ],
)
def test_what_a_numbered_list_is(text: str, found: list[str]) -> None:
    assert [point.words for point in points(text)] == found


_WORDS = st.text("äbcdefgö", min_size=3, max_size=5)
_BLOCKS = st.lists(_WORDS, min_size=1, max_size=3, unique=True)


@given(st.lists(st.tuples(_WORDS, _BLOCKS), min_size=2, max_size=4, unique_by=lambda one: one[0]))
def test_a_plan_typed_with_its_numbers_comes_in_as_it_is(
    goals: list[tuple[str, list[str]]],
) -> None:
    rows = [
        (f"{letters(n)} {title}", "\n".join(f"{i}. {text}" for i, text in enumerate(blocks, 1)))
        for n, (title, blocks) in enumerate(goals, start=1)
    ]
    found = typed(*rows)
    assert found.faults == ()
    assert titles(found) == [title for title, _ in goals]
    assert texts(found) == [text for _, blocks in goals for text in blocks]
