"""What a proposal must be like, and which two are the same."""

import pytest

from workshops.measures.rules import EMPTY, LONGEST, TOO_SHORT, alike, wrong_text


@pytest.mark.parametrize("text", ["abc", "  abc  ", "a" * LONGEST, "👍👍👍", "لغة"])
def test_a_text_of_three_to_five_hundred_characters_is_fine(text):
    assert wrong_text(text) is None


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing_but_blanks_is_no_idea(text):
    assert wrong_text(text) == EMPTY


@pytest.mark.parametrize("text", ["a", " ab "])
def test_two_characters_are_too_short(text):
    assert wrong_text(text) == TOO_SHORT


def test_a_text_that_is_too_long_says_by_how_much():
    wrong = wrong_text("a" * (LONGEST + 12))
    assert wrong is not None
    assert wrong.num == 12


def test_texts_that_differ_in_blanks_and_capitals_only_are_the_same():
    assert alike("  Ein  Garten\nfür alle ") == alike("ein garten für alle")
    assert alike("Ein Garten") != alike("Zwei Gärten")
