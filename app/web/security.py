"""Headers on every answer, and the limits that keep one sender from hurting the others."""

from limits import RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from litestar.types import BeforeMessageSendHookHandler, Message, Scope

from app.refused import Refused, say

POLICY = (
    "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
    "form-action 'self'; img-src 'self' data:"
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]
OVER_TLS = [  # browsers ignore these elsewhere, and complain of it
    (b"strict-transport-security", b"max-age=31536000"),
    (b"cross-origin-opener-policy", b"same-origin"),
]


def header_hook(secure: bool) -> BeforeMessageSendHookHandler:
    """A before-send hook that puts the security headers on every answer, errors included."""
    headers = [*HEADERS, *OVER_TLS] if secure else HEADERS

    async def add_headers(message: Message, scope: Scope) -> None:
        if message["type"] == "http.response.start":
            request_id = scope.get("state", {}).get("request_id", "")
            message["headers"] = [
                *message["headers"],
                *headers,
                (b"x-request-id", request_id.encode()),
            ]

    return add_headers


TOO_FAST = say("That was too fast. Please wait a moment and try again.")


class Limits:
    """How often one may. Kept in this process' memory: keys are never written down.

    A hall is one address, so the ceiling for an address is generous; a participant's own limit is
    far above what fingers can do and far below what a script would like.
    """

    PARTICIPANT = RateLimitItemPerSecond(40, 10)
    WRITING = RateLimitItemPerSecond(30, 10)  # drafts kept and look-ups while somebody types
    ADDRESS = RateLimitItemPerSecond(6000, 10)
    GUESS = RateLimitItemPerMinute(600, 10)  # wrong personal codes of one address: a whole hall
    SIGN_IN = RateLimitItemPerMinute(10, 15)
    LINK = RateLimitItemPerMinute(200, 15)  # looks at links of passes, of one address
    SIGN_IN_ADDRESS = RateLimitItemPerMinute(100, 15)

    def __init__(self) -> None:
        self._window = FixedWindowRateLimiter(MemoryStorage())

    def participant(self, participant_id: int) -> None:
        self._hit(self.PARTICIPANT, f"p{participant_id}")

    def respondent(self, holder: str) -> None:
        self._hit(self.PARTICIPANT, f"r{holder}")

    def writing(self, participant_id: int) -> None:
        self._hit(self.WRITING, f"w{participant_id}")

    def address(self, address: str) -> None:
        self._hit(self.ADDRESS, f"a{address}")

    def link(self, address: str) -> None:
        self._hit(self.LINK, f"l{address}")

    def may_guess(self, address: str) -> None:
        """Refuse an address from which too many wrong personal codes came."""
        if not self._window.test(self.GUESS, f"g{address}"):
            raise Refused(TOO_FAST, 429)

    def wrong_guess(self, address: str) -> None:
        self._window.hit(self.GUESS, f"g{address}")

    def sign_in(self, email: str, address: str) -> None:
        self._hit(self.SIGN_IN_ADDRESS, f"s{address}")
        self._hit(self.SIGN_IN, f"e{email}")

    def _hit(self, limit: RateLimitItemPerSecond | RateLimitItemPerMinute, key: str) -> None:
        if not self._window.hit(limit, key):
            raise Refused(TOO_FAST, 429)
