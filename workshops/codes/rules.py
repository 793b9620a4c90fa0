"""Personal codes: how they are made, known again and shown. Pure.

A code is derived from the server's secret, so a card can be printed again, although the database
holds only what is derived from the code: who reads the database cannot open a card.
"""

from app.codes import derived_code, fingerprint, in_groups

LENGTH = 10
"""26 million million codes: who guesses a thousand times an hour for a year finds none."""

HALF = LENGTH // 2
MOST_AT_ONCE = 500
MOST = 5_000  # cards of one workshop


def code_of(secret: str, workshop_id: int, number: int, salt: str) -> str:
    """The code on the card with this number."""
    return derived_code(secret, f"card/{workshop_id}/{number}/{salt}", LENGTH)


def digest_of(secret: str, code: str) -> str:
    """What the database knows of a code, to find its card by."""
    return fingerprint(secret, f"digest of a card/{code}")


def shown(code: str) -> str:
    """The code in two halves, as it stands on the card."""
    return in_groups(code, HALF)


def is_personal(code: str) -> bool:
    """Whether a normalised code is as long as a personal one; those of workshops are shorter."""
    return len(code) == LENGTH
