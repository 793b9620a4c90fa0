"""What a pass is: a secret in a link, for one workshop, one role and some hours. Pure."""

import base64
import datetime as dt
import hashlib
import hmac
import secrets

from app.refused import Message, say, say_n

MODERATOR = "moderator"
INTERPRETER = "interpreter"
ROLES = {MODERATOR: say("Co-moderator"), INTERPRETER: say("Interpreter")}
LASTS = {
    "evening": dt.timedelta(hours=12),
    "hour": dt.timedelta(hours=1),
    "days": dt.timedelta(days=3),
}
LAST_NAMES = {
    "evening": say("This evening (12 hours)"),
    "hour": say("One hour"),
    "days": say("Three days"),
}
LONGEST_NAME = 80  # characters
MOST = 40  # passes of one workshop that still let somebody in


def new_secret() -> str:
    """192 random bits as they stand in the link and the cookie. Only `digest` of it is stored."""
    return secrets.token_urlsafe(24)


def secret_of(key: str, *form: object) -> str:
    """As `new_secret`, but the same where the same `form` is sent again. Who does not know the
    installation's `key` cannot tell it from random bits."""
    made = hmac.digest(key.encode(), f"pass/{form!r}".encode(errors="replace"), "sha256")
    return base64.urlsafe_b64encode(made[:24]).decode()


def digest(secret: str) -> str:
    """What is stored of a secret. A plain hash suffices: nobody can guess 192 bits."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def standing(
    *,
    used_at: dt.datetime | None,
    expires_at: dt.datetime,
    revoked_at: dt.datetime | None,
    now: dt.datetime,
) -> str:
    """How a pass stands: "revoked", "expired", "used" (and still good) or "new"."""
    if revoked_at is not None:
        return "revoked"
    if expires_at <= now:
        return "expired"
    return "new" if used_at is None else "used"


def lets_in(standing: str) -> bool:
    return standing in ("new", "used")


def too_many(live: int) -> Message | None:
    """Why no further link may be made, given the number of those that let somebody in."""
    if live < MOST:
        return None
    return say_n(
        "There is already %(num)d link. Revoke one first.",
        "There are already %(num)d links. Revoke one first.",
        live,
    )
