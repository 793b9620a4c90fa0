"""The key that the database knows of a browser."""

from workshops.participants.cookie import key_of, new_token

SECRET = "only for tests, and long enough for one"


def test_the_same_browser_has_another_key_in_every_workshop():
    token = new_token()
    assert key_of(SECRET, token, "KIEF42") == key_of(SECRET, token, "KIEF42")
    assert key_of(SECRET, token, "KIEF42") != key_of(SECRET, token, "KIEF43")


def test_the_key_does_not_show_the_token_and_depends_on_the_secret():
    token = new_token()
    assert token not in key_of(SECRET, token, "KIEF42")
    assert key_of(SECRET, token, "KIEF42") != key_of(SECRET + "!", token, "KIEF42")
    assert len(key_of(SECRET, token, "KIEF42")) == 64
