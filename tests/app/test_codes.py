"""Join codes: what is drawn, and what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codes import ALPHABET, LENGTH, new_code, normalise

CODES = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_the_alphabet_has_no_vowel_and_no_letter_that_looks_like_another() -> None:
    assert not set(ALPHABET) & set("AEIOUB8I1LO0S5Z2")
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_a_new_code_has_six_letters_of_the_alphabet() -> None:
    codes = {new_code() for _ in range(200)}
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)
    assert len(codes) > 190


@given(
    CODES, st.lists(st.sampled_from([" ", "-", "–", " ", ".", "\u200f"]), min_size=7, max_size=7)
)
def test_a_code_is_found_however_it_is_typed(code: str, between: list[str]) -> None:
    typed = "".join(gap + letter for gap, letter in zip(between, code.lower(), strict=False))
    assert normalise(typed + between[-1]) == code


@given(st.text())
def test_any_text_becomes_capitals_and_digits_and_stays_so(text: str) -> None:
    once = normalise(text)
    assert once == normalise(once)
    assert once == "".join(c for c in once if c.isascii() and (c.isdigit() or c.isupper()))


@pytest.mark.parametrize(
    "typed", ["kief42", "KIEF-42", "ki ef 42", "ＫＩＥＦ４２", "KIEF٤٢", "kıef42"]
)
def test_the_usual_ways_of_typing(typed: str) -> None:
    assert normalise(typed) == "KIEF42"


def test_a_very_long_text_is_cut_before_it_costs_time() -> None:
    assert len(normalise("ﷺ" * 1_000_000)) == 0
