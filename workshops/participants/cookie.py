"""Which participant a browser is: one random token, a different key in every workshop.

The token never leaves the cookie. The database holds only keys derived from it and the code, so
the participants of two workshops cannot be told to be the same person, not even by the office.
"""

import hmac
import re
import secrets
from collections import OrderedDict
from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from app.database.ledger import Ledger
from app.refused import Missing
from workshops.participants.guest import Guest
from workshops.participants.services import guest_of
from workshops.rules import normalise

COOKIE = "guest"
LASTS = 180 * 24 * 3600  # seconds
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")

Connection = ASGIConnection[Any, Any, Any, Any]


def token_of(connection: Connection) -> str | None:
    """This browser's token, None where it has none that we could have made."""
    token = connection.cookies.get(COOKIE, "")
    return token if _TOKEN.fullmatch(token) else None


def new_token() -> str:
    return secrets.token_urlsafe(32)


def key_of(secret: str, token: str, code: str) -> str:
    """What the database knows of this token in the workshop with this code."""
    return hmac.digest(secret.encode(), f"{token}/{code}".encode(), "sha256").hex()


def guest_cookie(token: str, secure: bool) -> Cookie:
    return Cookie(COOKIE, value=token, max_age=LASTS, httponly=True, samesite="lax", secure=secure)


class Guests:
    """Who is behind a cookie. Remembered, so that placing a dot needs no query for it.

    Nobody becomes someone else and nobody is removed while their workshop exists, so what is
    remembered stays true; services notice when the workshop itself is gone.
    """

    def __init__(self, ledger: Ledger, secret: str, most: int = 20_000) -> None:
        self._ledger = ledger
        self._secret = secret
        self._most = most
        self._known: OrderedDict[str, Guest] = OrderedDict()

    async def of(self, connection: Connection, code: str) -> Guest | None:
        """The participant of this workshop that this browser is."""
        token = token_of(connection)
        if token is None:
            return None
        key = self.key(token, code)
        guest = self._known.get(key) or await self._ledger.read(guest_of, code, key)
        if guest is not None:
            self._remember(key, guest)
        return guest

    def key(self, token: str, code: str) -> str:
        return key_of(self._secret, token, code)

    def _remember(self, key: str, guest: Guest) -> None:
        self._known[key] = guest
        self._known.move_to_end(key)
        if len(self._known) > self._most:
            self._known.popitem(last=False)


async def participant_check(connection: Connection) -> None:
    """Let participants of the workshop in the address pass, as `guest` in the request's state.

    Raises:
        Missing: this browser has not joined this workshop.
    """
    code = normalise(connection.path_params["code"])
    guest = await connection.app.state.guests.of(connection, code)
    if guest is None:
        raise Missing
    connection.scope["state"].update(guest=guest, workshop_id=guest.workshop_id)


async def provide_guest(request: Connection) -> Guest:
    """The dependency `guest` of every handler whose route asks for a participant."""
    guest: Guest = request.scope["state"]["guest"]
    return guest
