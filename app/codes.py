"""Codes: short, said over the phone, typed by anyone. Pure.

Those of workshops and surveys are drawn; longer ones, of cards, are derived from a secret.
"""

import hmac
import secrets
import unicodedata

ALPHABET = "CDFGHJKMNPQRTVWXY34679"
"""No vowels, so that no word arises; nothing that looks like something else (B8 I1L O0 S5 Z2)."""

LENGTH = 6


def new_code(length: int = LENGTH) -> str:
    """A random code; of the usual length, one of 113 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def derived_code(secret: str, what: str, length: int) -> str:
    """The code of this, and always the same: who does not know the secret can make none."""
    value = int.from_bytes(_hmac(secret, what))
    letters = []
    for _ in range(length):
        value, place = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def fingerprint(secret: str, what: str) -> str:
    """64 characters that say whether something is known again, and not what it is."""
    return _hmac(secret, what).hex()


def in_groups(code: str, size: int) -> str:
    """A longer code in parts that can be read aloud: KFM4T-7X9CD."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def _hmac(secret: str, text: str) -> bytes:
    return hmac.digest(secret.encode(), text.encode(), "sha256")


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
