"""What a browser and a card hold, and what the database knows of it. Pure.

A response's code is all there is: the cookie of the browser on which it was begun holds it, it is
shown on each page, and typed elsewhere it makes that browser another one of the same person. The
database knows only what is derived from it, for this run alone.
"""

from app.codes import ALPHABET, derived_code, fingerprint, in_groups, new_code

LENGTH = 12
"""Of codes that open something: thousands of million million."""

MOST_AT_ONCE = 500
MOST = 5_000  # tickets of one run


def new_token() -> str:
    return new_code(LENGTH)


def is_token(text: str) -> bool:
    return len(text) == LENGTH and set(text) <= set(ALPHABET)


def holder_of(secret: str, token: str, code: str) -> str:
    """Who answers, in the run with this code."""
    return fingerprint(secret, f"holder/{code}/{token}")


def resume_of(secret: str, token: str) -> str:
    """By which a response is found from another device, in whichever run it is."""
    return fingerprint(secret, f"resume/{token}")


def shown_token(token: str) -> str:
    """A response's code as it stands on the page: KFM-4T7-9CD-FGH."""
    return in_groups(token, 3)


def ticket_of(secret: str, run_id: int, number: int, salt: str) -> str:
    """What stands on the ticket with this number."""
    return derived_code(secret, f"ticket/{run_id}/{number}/{salt}", LENGTH)


def ticket_digest(secret: str, ticket: str) -> str:
    """What the database knows of a ticket, to find it by."""
    return fingerprint(secret, f"digest of a ticket/{ticket}")


def shown_ticket(ticket: str) -> str:
    """A ticket as it stands on its card: KFM4-T79C-DFGH."""
    return in_groups(ticket, 4)
