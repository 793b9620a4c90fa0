"""Personal codes: how they are made, known again and shown. Pure.

A code is derived from the server's secret, so a card can be printed again, although the database
holds only what is derived from the code: who reads the database cannot open a card.
"""

import hmac

from app.codes import ALPHABET

LENGTH = 10
"""26 million million codes: who guesses a thousand times an hour for a year finds none."""

HALF = LENGTH // 2
MOST_AT_ONCE = 500
MOST = 5_000  # cards of one workshop


def code_of(secret: str, workshop_id: int, number: int, salt: str) -> str:
    """The code on the card with this number."""
    value = int.from_bytes(_hmac(secret, f"card/{workshop_id}/{number}/{salt}"))
    letters = []
    for _ in range(LENGTH):
        value, place = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def digest_of(secret: str, code: str) -> str:
    """What the database knows of a code, to find its card by."""
    return _hmac(secret, f"digest of a card/{code}").hex()


def shown(code: str) -> str:
    """The code in two halves, as it stands on the card."""
    return f"{code[:HALF]}-{code[HALF:]}"


def is_personal(code: str) -> bool:
    """Whether a normalised code is as long as a personal one; those of workshops are shorter."""
    return len(code) == LENGTH


def _hmac(secret: str, text: str) -> bytes:
    return hmac.digest(secret.encode(), text.encode(), "sha256")
