"""Hashing and comparing passwords."""

from app.accounts import passwords


def test_an_umlaut_is_the_same_from_every_keyboard() -> None:
    stored = passwords.hash_now("grüne Brücke am Fluss")
    assert passwords.matches_now(stored, "gru\u0308ne Bru\u0308cke am Fluss")
    assert not passwords.matches_now(stored, "gruene Bruecke am Fluss")


def test_where_no_password_is_stored_every_one_is_wrong() -> None:
    assert not passwords.matches_now(None, "")
    assert not passwords.matches_now(None, "anything at all")


def test_the_decoy_costs_what_a_password_costs() -> None:
    def price(stored: str) -> str:
        return stored.rpartition("$")[0].rpartition("$")[0]

    real, decoy = passwords.hash_now("drei kleine Worte"), passwords.decoy()
    assert price(decoy) == price(real)
    assert len(decoy) == len(real)
