"""The tree of a document: lists and tables as lines, and texts that are marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.document import (
    Column,
    Document,
    Group,
    Heading,
    Item,
    Items,
    Table,
    Text,
    grid,
    plain,
)
from app.documents.pieces import heading_levels, line_of, plain_line
from app.documents.sizes import column_widths, fitted, lines


def items(*depths: int, numbered: bool = False) -> Items:
    return Items(tuple(Item(Text("x"), "", depth) for depth in depths), numbered)


def test_items_of_a_numbered_list_are_counted_on_each_level() -> None:
    marked = items(0, 1, 1, 0, 1, numbered=True).marked()
    assert [(sign, depth) for sign, depth, _ in marked] == [
        ("1.", 0),
        ("1.", 1),
        ("2.", 1),
        ("2.", 0),
        ("1.", 1),
    ]


def test_no_item_is_more_than_one_level_below_that_before_it() -> None:
    assert [depth for _, depth, _ in items(2, 5, 0, 3).marked()] == [0, 1, 0, 1]


def test_inner_bullets_differ_and_notes_stand_in_brackets() -> None:
    found = Items((Item(Text("Räume"), "3 Punkte"), Item(Text("Zeit"), "", 1)))
    assert list(found.lines()) == ["• Räume (3 Punkte)", "   – Zeit"]
    assert plain(found) == "• Räume (3 Punkte)\n   – Zeit"


def test_a_grid_repeats_what_a_table_states_once() -> None:
    table = Table(
        (Column("Feld", 1), Column("Maßnahme", 1), Column("Punkte", 1, "number")),
        (
            Group((Text("Schule"),), ((Text("A"), 3), (items(0), None))),
            Group((Text("Schule", continued=True),), ()),
        ),
    )
    found = grid(table, "Plan")
    assert (found.name, found.headings) == ("Plan", ("Feld", "Maßnahme", "Punkte"))
    assert found.rows == (("Schule", "A", 3), ("Schule", "• x", None), ("Schule", None, None))


NAMED = Document(Text("x"), (), "ar", (), names={"de": "الألمانية"})


def test_a_foreign_text_is_marked_and_an_own_or_empty_one_is_not() -> None:
    assert NAMED.mark(Text("Räume", "de")) == "[الألمانية]"
    assert [NAMED.mark(t) for t in (Text("", "de"), Text("x", "ar"), Text("x"))] == [""] * 3


def test_a_language_without_a_name_is_not_marked() -> None:
    assert NAMED.mark(Text("x", "tr")) == ""


def test_a_line_is_its_text_its_mark_and_its_note() -> None:
    german = Document(Text("x"), (), "de", (), names={"en": "Englisch"})
    line = line_of(Text("Rooms", "en"), german, "2 Punkte")
    assert [(piece.text, piece.language, piece.role) for piece in line] == [
        ("Rooms", "en", "text"),
        ("[Englisch]", "de", "mark"),
        ("2 Punkte", "de", "note"),
    ]
    assert plain_line(line) == "Rooms [Englisch] (2 Punkte)"


def test_pieces_of_the_other_direction_hold_their_brackets_and_numbers() -> None:
    line = line_of(Text("Räume", "de"), NAMED, "5 نقاط")
    assert [piece.text for piece in line][1:] == [
        "\u200f[الألمانية]\u200f\u200e",
        "\u200f5 نقاط\u200f\u200e",
    ]
    assert [piece.text for piece in line_of(Text("مدرسة"), NAMED, "5 نقاط")] == ["مدرسة", "5 نقاط"]


@given(st.lists(st.integers(1, 9)))
def test_levels_of_headings_begin_with_1_and_have_no_gaps(levels: list[int]) -> None:
    found = list(heading_levels(Heading(Text("x"), level) for level in levels))
    assert len(found) == len(levels)
    assert all(1 <= level <= 6 for level in found)
    assert all(b <= a + 1 for a, b in zip([0, *found], found, strict=False))


def a_table(*columns: tuple[str, int]) -> Table:
    return Table(tuple(Column(name, width) for name, width in columns), ())


def test_columns_are_as_wide_as_they_wish() -> None:
    assert column_widths(a_table(("a", 1), ("b", 3)), 100) == [25, 75]


def test_a_column_with_a_long_word_takes_room_from_others() -> None:
    first, second = column_widths(a_table(("Verantwortlichkeit", 1), ("b", 9)), 200)
    assert 36 < first < 40
    assert round(first + second, 6) == 200


def test_letters_are_as_small_as_the_longest_words_need_them_and_not_smaller() -> None:
    words = [("Schlüsselprojekt", 1), ("Umsetzbarkeit", 9), ("مشروع رئيسي", 1)]
    wide, tight = fitted(a_table(*words), 90), fitted(a_table(*words), 75)
    assert (wide.size, round(tight.size * 19)) == (1, 16)
    needed = [(wide.widths[x] - 4) * tight.size + 4 for x in (0, 2)]
    assert [tight.widths[0], tight.widths[2]] == pytest.approx(needed)
    assert fitted(a_table(*words), 30).size == 15 / 19


@given(
    st.lists(st.tuples(st.text("ab ", max_size=40), st.integers(1, 99)), min_size=1, max_size=9),
    st.integers(50, 300),
)
def test_columns_always_fill_the_width(columns: list[tuple[str, int]], whole: int) -> None:
    widths = column_widths(a_table(*columns), whole)
    assert abs(sum(widths) - whole) < 0.001
    assert min(widths) > 0


def test_a_row_is_as_high_as_its_longest_cell() -> None:
    assert lines((Text("kurz"), Text("x" * 100), None, 3), [40, 40, 40, 40]) == 5
    assert lines((Text("a\nb\nc"), items(0, 0)), [40, 40]) == 3
    assert lines((), []) == 1
