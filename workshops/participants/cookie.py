"""Which participant a browser is: one random token, a different key in every workshop.

The token never leaves the cookie. The database holds only keys derived from it and the code, so
the participants of two workshops cannot be told to be the same person, not even by the office.
Who has opened a personal code there has another token, in a cookie for this workshop alone.
"""

import hmac
import re
import secrets
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any, TypeVar

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from app.codes import normalise
from app.database.ledger import Ledger
from app.live import EVERYTHING
from app.refused import Missing, Refused, say
from workshops.groups.reads import home_of, seat_of
from workshops.participants.guest import IDENTITIES, SEATS, Guest
from workshops.participants.services import BLOCKED, guest_of, is_blocked

NOT_HERE = say("You are not in this group any more, so this was not sent.")
COOKIE = "guest"
LASTS = 180 * 24 * 3600  # seconds
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")

Connection = ASGIConnection[Any, Any, Any, Any]
T = TypeVar("T")


def token_of(connection: Connection, code: str) -> str | None:
    """This browser's token in the workshop with this code, None where it has none of ours.

    The token that a personal code brought comes before the one for all workshops.
    """
    tokens = (connection.cookies.get(name, "") for name in (card_cookie_name(code), COOKIE))
    return next((token for token in tokens if _TOKEN.fullmatch(token)), None)


def card_cookie_name(code: str) -> str:
    return f"{COOKIE}_{code}"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def key_of(secret: str, token: str, code: str) -> str:
    """What the database knows of this token in the workshop with this code."""
    return hmac.digest(secret.encode(), f"{token}/{code}".encode(), "sha256").hex()


def guest_cookie(token: str, secure: bool) -> Cookie:
    return Cookie(COOKIE, value=token, max_age=LASTS, httponly=True, samesite="lax", secure=secure)


def card_cookie(token: str, code: str, secure: bool) -> Cookie:
    """The cookie of somebody with a personal code: for the workshop with this code alone."""
    name = card_cookie_name(code)
    return Cookie(name, value=token, max_age=LASTS, httponly=True, samesite="lax", secure=secure)


class Guests:
    """Who is behind a cookie. Remembered, so that placing a dot needs no query for it.

    Nobody is removed while their workshop exists; services notice when the workshop itself is
    gone. Where a card is blocked or replaced, `heed` hears of it, and all is forgotten.

    In a group everybody is who they are in the workshop that it is a group of: the same cookie,
    the same card. Their seats there are forgotten whenever anybody may have changed the group.
    """

    def __init__(self, ledger: Ledger, secret: str, most: int = 20_000) -> None:
        self._ledger = ledger
        self._secret = secret
        self._most = most
        self._known: OrderedDict[str, Guest] = OrderedDict()
        self._seats: OrderedDict[str, Guest] = OrderedDict()
        self._homes: OrderedDict[str, str] = OrderedDict()

    async def of(self, connection: Connection, code: str) -> Guest | None:
        """The participant of this workshop that this browser is, of a group: who is in it now."""
        home = await self.home(code)
        if home is None:
            return None
        person = await self._person(connection, home)
        if person is None or home == code:
            return person
        # What was read before all is forgotten goes into the memory that is thrown away.
        seats = self._seats
        key = f"{code}/{person.id}"
        seat = seats.get(key) or await self._ledger.read(seat_of, person, code)
        return seat and self._remember(seats, key, seat)

    async def home(self, code: str) -> str | None:
        """The code under which people join: of the workshop itself, or of the one it is a group
        of. It never changes. None where there is no such workshop."""
        home = self._homes.get(code) or await self._ledger.read(home_of, code)
        return home and self._remember(self._homes, code, home)

    async def had_card(self, connection: Connection, code: str) -> bool:
        """Whether a personal code was opened on this browser. Who it was is asked before: where
        the card was replaced, nobody."""
        name = card_cookie_name(await self.home(code) or code)
        return _TOKEN.fullmatch(connection.cookies.get(name, "")) is not None

    async def in_plenary(self, connection: Connection, code: str) -> bool:
        """Whether this is the code of a group, and they are a participant of its workshop."""
        home = await self.home(code)
        return home not in (None, code) and await self.of(connection, home or code) is not None

    async def _person(self, connection: Connection, code: str) -> Guest | None:
        token = token_of(connection, code)
        if token is None:
            return None
        known = self._known
        key = self.key(token, code)
        guest = known.get(key) or await self._ledger.read(guest_of, code, key)
        return guest and self._remember(known, key, guest)

    async def blocked(self, connection: Connection, code: str) -> bool:
        """Whether this browser's personal code was blocked."""
        home = await self.home(code) or code
        token = token_of(connection, home)
        return token is not None and await self._ledger.read(
            is_blocked, home, self.key(token, home)
        )

    def heed(self, topics: Iterable[str]) -> None:
        """Something has changed; where identities did, forget them. From any thread."""
        for topic in topics:
            if topic == EVERYTHING or topic.startswith(IDENTITIES):
                self._known, self._seats = OrderedDict(), OrderedDict()
            elif topic.startswith(SEATS):
                self._seats = OrderedDict()

    def key(self, token: str, code: str) -> str:
        return key_of(self._secret, token, code)

    def _remember(self, known: OrderedDict[str, T], key: str, found: T) -> T:
        known[key] = found
        known.move_to_end(key)
        if len(known) > self._most:
            known.popitem(last=False)
        return found


async def participant_check(connection: Connection) -> None:
    """Let participants of the workshop in the address pass, as `guest` in the request's state.

    Raises:
        Missing: this browser has not joined this workshop. Refused: its card was blocked, or this
            is a group, and they are somewhere else now.
    """
    code = normalise(connection.path_params["code"])
    guests: Guests = connection.app.state.guests
    guest = await guests.of(connection, code)
    if guest is None and await guests.blocked(connection, code):
        raise Refused(BLOCKED, 403)
    if guest is None and await guests.in_plenary(connection, code):
        raise Refused(NOT_HERE, 404)
    if guest is None:
        raise Missing
    connection.scope["state"].update(guest=guest, workshop_id=guest.workshop_id)


async def provide_guest(request: Connection) -> Guest:
    """The dependency `guest` of every handler whose route asks for a participant."""
    guest: Guest = request.scope["state"]["guest"]
    return guest
