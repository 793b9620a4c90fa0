"""Rules of staff accounts: how long links and sessions live, what a password is, who may go."""

import datetime as dt
import hashlib
import re
import secrets

from app.refused import Message, Refused, say, say_n

SESSION_LASTS = dt.timedelta(days=30)
INVITATION_LASTS = dt.timedelta(days=7)
LEAST_PASSWORD = 12  # characters
MOST_PASSWORD = 200  # characters
MOST_EMAIL = 254  # characters, RFC 5321
MOST_NAME = 100  # characters

ROLE_NAMES = {"office": say("Integration office"), "moderator": say("Moderator")}

_EMAIL = re.compile(r"[^\s@<>\"(),:;\\]+@[^\s@<>\"(),:;\\]+\.[^\s@<>\"(),:;\\.]+")


def new_token() -> str:
    """256 random bits as they stand in a link or a cookie. Only `digest` of it is ever stored."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a token. A plain hash suffices: nobody can guess 256 bits."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def tidy_email(text: str) -> str:
    """The one spelling of an address, so that it is found however it was typed."""
    return text.strip().lower()


def email_trouble(email: str) -> Message | None:
    """What is wrong with an address; None when mail could reach it."""
    if len(email) <= MOST_EMAIL and _EMAIL.fullmatch(email):
        return None
    return say("Please enter an e-mail address such as name@example.org.")


def password_trouble(password: str, email: str) -> Message | None:
    """What is wrong with a new password; None when it is good enough.

    Length is what counts; rules about kinds of characters only make people write it down.
    """
    if len(password) < LEAST_PASSWORD:
        return say_n(
            "Please use at least %(num)d character. Several words in a row are easy to remember.",
            "Please use at least %(num)d characters. Several words in a row are easy to remember.",
            LEAST_PASSWORD,
        )
    if len(password) > MOST_PASSWORD:
        return say_n(
            "Please use at most %(num)d character.",
            "Please use at most %(num)d characters.",
            MOST_PASSWORD,
        )
    if tidy_email(password) == email or len(set(password)) < 4:
        return say("This password is too easy to guess. Please choose another one.")
    return None


def check_removal(*, account_id: int, role: str, by: int, offices: int) -> None:
    """Refuse what would lock the municipality out of its own installation.

    `offices` is the number of accounts of the integration office, this one included.
    """
    if account_id == by:
        raise Refused(say("You cannot remove yourself. Please ask a colleague in the office."))
    if role == "office" and offices <= 1:
        raise Refused(
            say("This is the last account of the integration office. Invite another one first.")
        )


def check_reset(*, account_id: int, by: int | None) -> None:
    """Nobody resets themselves: they would be signed out before they have seen the new link."""
    if account_id == by:
        raise Refused(say("You are signed in. Change your password on your own page instead."))
