"""What a proposal must be like, which two are the same, and what its author may still do."""

import pytest

from workshops.measures.rules import (
    DETAILS,
    EMPTY,
    HIDDEN,
    LONGEST,
    MERGED,
    TOO_SHORT,
    VOTED_ON,
    WITHDRAWN,
    after_return,
    after_rewording,
    alike,
    why_not_reworded,
    why_not_withdrawn,
    wrong_detail,
    wrong_text,
)


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


@pytest.mark.parametrize(("name", "most"), DETAILS.items())
def test_a_detail_may_be_empty_and_has_its_length(name, most):
    assert wrong_detail(name, "") is None
    assert wrong_detail(name, f" {'x' * most} ") is None
    wrong = wrong_detail(name, "x" * (most + 1))
    assert wrong is not None
    assert wrong.num == 1


@pytest.mark.parametrize("state", ["proposed", "approved"])
def test_an_author_changes_and_withdraws_what_is_theirs_alone(state):
    assert why_not_reworded(state, merged=False, on_ballot=False) is None
    assert why_not_withdrawn(state, merged=False) is None


@pytest.mark.parametrize(
    ("state", "merged", "on_ballot", "reworded", "withdrawn"),
    [
        ("approved", False, True, VOTED_ON, None),
        ("approved", True, True, MERGED, MERGED),
        ("hidden", False, False, HIDDEN, HIDDEN),
        ("hidden", False, True, HIDDEN, HIDDEN),
        ("withdrawn", False, False, WITHDRAWN, None),
        ("withdrawn", True, False, WITHDRAWN, MERGED),
    ],
)
def test_what_is_not_theirs_alone_any_more_says_why(state, merged, on_ballot, reworded, withdrawn):
    assert why_not_reworded(state, merged=merged, on_ballot=on_ballot) == reworded
    assert why_not_withdrawn(state, merged=merged) == withdrawn


def test_where_the_moderator_reads_first_new_words_and_what_comes_back_wait():
    assert after_rewording("approved", approve_first=True) == "proposed"
    assert after_rewording("approved", approve_first=False) == "approved"
    assert after_rewording("proposed", approve_first=False) == "proposed"
    assert after_return(approve_first=True) == "proposed"
    assert after_return(approve_first=False) == "approved"
