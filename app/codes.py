"""The join code of a workshop or survey: short, said over the phone, typed by anyone. Pure."""

import secrets
import unicodedata

ALPHABET = "CDFGHJKMNPQRTVWXY34679"
"""No vowels, so that no word arises; nothing that looks like something else (B8 I1L O0 S5 Z2)."""

LENGTH = 6


def new_code() -> str:
    """A random code: one of 113 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise(typed: str) -> str:
    """A code as it is stored, however it was typed: capitals and digits, nothing between them.

    Digits of other scripts count as digits: an Arabic keyboard writes ٣ for 3.
    """
    # Nobody's code is that long: the cut only keeps a hostile text from costing time.
    text = unicodedata.normalize("NFKC", typed[:100]).upper()
    return "".join(map(_plain, text))


def _plain(character: str) -> str:
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return character if character.isascii() and character.isalnum() else ""
