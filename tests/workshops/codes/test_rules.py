"""Personal codes as values."""

from hypothesis import given
from hypothesis import strategies as st

from app.codes import ALPHABET, normalise
from workshops.codes.rules import LENGTH, code_of, digest_of, is_personal, shown

SECRET = "only for tests, and long enough for one"


@given(st.integers(1, 10**6), st.integers(1, 5000), st.text("0123456789abcdef", max_size=16))
def test_a_code_is_made_of_letters_that_look_like_nothing_else(
    workshop_id: int, number: int, salt: str
) -> None:
    code = code_of(SECRET, workshop_id, number, salt)
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert code == code_of(SECRET, workshop_id, number, salt)


def test_another_number_salt_workshop_or_secret_gives_another_code() -> None:
    codes = {
        code_of(SECRET, 1, 1, "a"),
        code_of(SECRET, 1, 2, "a"),
        code_of(SECRET, 1, 1, "b"),
        code_of(SECRET, 2, 1, "a"),
        code_of(SECRET + "!", 1, 1, "a"),
    }
    assert len(codes) == 5


def test_what_the_database_knows_does_not_hold_the_code() -> None:
    code = code_of(SECRET, 1, 1, "a")
    assert code not in digest_of(SECRET, code)
    assert digest_of(SECRET, code) != digest_of(SECRET + "!", code)


def test_a_card_shows_two_halves_and_any_way_of_typing_them_is_the_code() -> None:
    code = code_of(SECRET, 1, 1, "a")
    assert len(shown(code).split("-")) == 2
    for typed in (shown(code), shown(code).lower(), f" {shown(code).replace('-', ' – ')} "):
        assert normalise(typed) == code
    assert is_personal(normalise(shown(code)))
    assert not is_personal("KIEF42")
