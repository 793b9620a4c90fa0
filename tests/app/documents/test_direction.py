"""Stretches of text of one direction each."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.documents.direction import direction, direction_of, joined, runs

MIXED = st.text(alphabet="ab (.1»ابم٣‏‎,- ")


def test_a_text_runs_as_its_first_letter_does() -> None:
    assert direction("12 (Schule)", "rtl") == "ltr"
    assert direction("(المدرسة) MiMi", "ltr") == "rtl"


def test_a_text_without_letters_runs_as_what_is_around_it() -> None:
    assert direction("2027", "rtl") == "rtl"


def test_an_unknown_language_runs_left_to_right() -> None:
    assert (direction_of("ar"), direction_of("xx")) == ("rtl", "ltr")


def test_latin_words_in_an_arabic_sentence_are_a_stretch_of_their_own() -> None:
    found = list(runs("مشروع MiMi 2 plus (جديد).", "rtl"))
    assert found == [("مشروع ", "rtl"), ("MiMi 2 plus", "ltr"), (" (جديد).", "rtl")]


def test_pieces_of_both_directions_keep_to_themselves() -> None:
    assert joined(["Stand: fertig", "", "bis: 2028"], "; ") == "Stand: fertig; bis: 2028"
    assert joined(["Stand: fertig", "التكلفة: 1"], "; ") == (
        "\u2068Stand: fertig\u2069; \u2068التكلفة: 1\u2069"
    )


@given(MIXED, st.sampled_from(["ltr", "rtl"]))
def test_the_stretches_are_the_whole_text_and_take_turns(text: str, base: str) -> None:
    found = list(runs(text, "rtl" if base == "rtl" else "ltr"))
    assert "".join(part for part, _ in found) == text
    assert all(part for part, _ in found)
    assert all(a[1] != b[1] for a, b in itertools.pairwise(found))
