"""Short answers in groups: what is the same, what somebody has put together, what looks alike."""

import pytest

from surveys.results.words import alike, fold, grouped


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kitaplätze", "kita-plätze."),
        ("Straße", "STRASSE"),
        ("رياضُ الأطفال!", "رياض الاطفال"),
        ("Sprach kurs", "Sprachkurs"),
    ],
)
def test_spellings_of_a_word_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("schon", "schön"), ("5", "6"), ("?", "!")])
def test_other_words_are_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_group_is_called_as_most_people_wrote_it() -> None:
    found = grouped(["bus", "Bus", "Wohnung", "Bus"])
    assert [(one.text, one.times, one.size) for one in found] == [("Bus", 3, 4), ("Wohnung", 1, 1)]


def test_what_was_put_together_is_one_group_in_the_readers_words() -> None:
    texts = ["Wohnungen", "Wohnung", "السكن", "wohnung", "Bus"]
    together = [{"wohnung", "wohnungen"}, {"wohnungen", fold("السكن"), "gone"}]
    found = grouped(texts, together, preferred=["السكن"])
    assert [(one.text, one.times) for one in found] == [("السكن", 4), ("Bus", 1)]
    assert found[0].folded == {"wohnung", "wohnungen", fold("السكن")}


def test_what_looks_alike_is_suggested_and_short_words_are_not() -> None:
    words = grouped(["Kitaplätze", "Kitaplatz", "Wohnung", "Wohnungen", "Mut", "Gut", "Ärzte"])
    found = [{one.text, other.text} for one, other in alike(words)]
    assert found == [{"Kitaplätze", "Kitaplatz"}, {"Wohnung", "Wohnungen"}]
