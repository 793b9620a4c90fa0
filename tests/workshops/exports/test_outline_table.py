"""A concept in the layout of Anlage 3."""

from hypothesis import given

from app.documents.document import Table, Text, plain
from tests.workshops.concepts.snapshots import (
    BIELEFELD,
    a_concept,
    a_measure,
    a_node,
    concepts,
)
from workshops.concepts.snapshot import Measure, Node, Snapshot
from workshops.exports.outline import build
from workshops.exports.telling import Choice, best, by_priority
from workshops.exports.voices import voice


def outline(*nodes: Node, language: str = "de", with_dots: bool = True) -> Table:
    return table_of(a_concept(*nodes), language=language, with_dots=with_dots)


def table_of(concept: Snapshot, *, language: str = "de", with_dots: bool = True) -> Table:
    document = build(concept, BIELEFELD, voice(language), Choice(with_dots=with_dots))
    (table,) = document.tables()
    return table


def shown(table: Table, *, filled: bool = False) -> list[tuple[object, ...]]:
    return [tuple(map(plain, row)) for row in table.rows(filled=filled)]


TWO_FIELDS = (
    a_node(
        1,
        0,
        a_node(2, 1, a_measure(10, dots=1, voters=1), a_measure(11, dots=5, voters=3), title="A"),
        a_node(3, 1, a_measure(12), title="B"),
        title="Schule",
    ),
    a_node(4, 0, a_node(5, 1, title="C"), title="Arbeit"),
)


def test_the_field_is_stated_once_and_its_other_rows_are_blank() -> None:
    assert shown(outline(*TWO_FIELDS)) == [
        (1, "Schule", "A", "Maßnahme 11", 5, 3),
        (None, None, None, "Maßnahme 10", 1, 1),
        (2, None, "B", "Maßnahme 12", None, None),
        (3, "Arbeit", "C", None, None, None),
    ]


def test_filled_rows_say_everything() -> None:
    assert [row[:3] for row in shown(outline(*TWO_FIELDS), filled=True)] == [
        (1, "Schule", "A"),
        (1, "Schule", "A"),
        (2, "Schule", "B"),
        (3, "Arbeit", "C"),
    ]


def test_the_columns_of_dots_can_be_left_out_and_the_order_stays() -> None:
    table = outline(*TWO_FIELDS, with_dots=False)
    assert [column.heading for column in table.columns] == [
        "Lfd. Nr.",
        "Handlungsfeld",
        "Oberziel",
        "Maßnahmevorschlag",
    ]
    assert [row[3] for row in shown(table)][:2] == ["Maßnahme 11", "Maßnahme 10"]


def test_priority_is_dots_then_voters_then_the_order_there_was() -> None:
    measures = [
        a_measure(1),
        a_measure(2, dots=0, voters=0),
        a_measure(3, dots=4, voters=2),
        a_measure(4),
        a_measure(5, dots=4, voters=3),
        a_measure(6, dots=4, voters=2),
    ]
    assert [measure.id for measure in by_priority(measures)] == [5, 3, 6, 2, 1, 4]


def test_measures_directly_at_a_field_have_a_row_without_an_upper_goal() -> None:
    field = a_node(1, 0, a_measure(10), a_node(2, 1, a_measure(11), title="A"), title="Schule")
    assert [row[:4] for row in shown(outline(field))] == [
        (None, "Schule", None, "Maßnahme 10"),
        (1, None, "A", "Maßnahme 11"),
    ]


def test_measures_of_sub_goals_are_gathered_at_their_upper_goal() -> None:
    sub = a_node(3, 2, a_measure(11, dots=9, voters=1))
    goal = a_node(2, 1, a_measure(10, dots=1, voters=1), sub, title="A")
    assert [row[2:5] for row in shown(outline(a_node(1, 0, goal)))] == [
        ("A", "Maßnahme 11", 9),
        (None, "Maßnahme 10", 1),
    ]


def test_a_sub_goal_directly_at_a_field_is_not_lost() -> None:
    field = a_node(1, 0, a_node(3, 2, a_measure(11)), title="Schule")
    assert [row[:4] for row in shown(outline(field))] == [(None, "Schule", None, "Maßnahme 11")]


def test_a_field_with_nothing_below_it_has_a_row() -> None:
    assert [row[:4] for row in shown(outline(a_node(1, 0, title="Schule")))] == [
        (None, "Schule", None, None)
    ]


def test_an_empty_concept_has_headings_and_no_rows() -> None:
    table = outline()
    assert (len(table.columns), table.groups) == (6, ())


def test_two_fields_of_the_same_name_are_both_stated() -> None:
    nodes = (a_node(1, 0, title="Schule"), a_node(2, 0, title="Schule"))
    assert [row[1] for row in shown(outline(*nodes))] == ["Schule", "Schule"]


def test_texts_come_in_the_language_asked_for_or_as_written() -> None:
    goal = a_node(2, 1, a_measure(10, "Räume", tr="Odalar"), a_measure(11, "Geld"), title="Ziel")
    table = outline(a_node(1, 0, goal, title="Schule", tr="Okul"), language="tr")
    group = table.groups[0]
    assert group.heads == (1, Text("Okul", "tr"), Text("Ziel", "de"))
    assert [line[0] for line in group.lines] == [Text("Odalar", "tr"), Text("Geld", "de")]
    assert table.columns[1].heading == "Eylem alanı"


def test_a_text_in_neither_language_is_shown_as_it_is() -> None:
    assert best({"uk": "Школа"}, "de", "en") == Text("Школа", "uk")
    assert best({}, "de", "en") == Text("")


def test_measure_columns_are_shown_where_something_stands_in_them() -> None:
    columns: dict[str, str | list[str]] = {
        "responsible": ["Stadt", "REGE mbH"],
        "feasible": "",
    }
    measure = Measure(10, "de", {"de": "Räume"}, columns)
    table = outline(a_node(1, 0, a_node(2, 1, measure)), with_dots=False)
    assert [column.heading for column in table.columns][4:] == ["Zuständige"]
    assert shown(table)[0][4] == "Stadt; REGE mbH"


@given(concepts())
def test_every_measure_has_one_line_and_every_upper_goal_one_number(concept: Snapshot) -> None:
    table = table_of(concept)
    texts = sorted(str(row[3]) for row in shown(table) if row[3])
    assert texts == sorted(m.texts["de"] for node in concept.walk() for m in node.measures)
    goals = sum(node.level == 1 for node in concept.walk())
    assert [row[0] for row in shown(table) if row[0]] == list(range(1, goals + 1))


@given(concepts())
def test_every_field_is_stated_exactly_once(concept: Snapshot) -> None:
    rows = shown(table_of(concept))
    fields = [node.titles["de"] for node in concept.nodes]
    assert [row[1] for row in rows if row[1]] == fields
