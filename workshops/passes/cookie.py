"""The passes that a browser holds: one cookie for each workshop, sent to the consoles only."""

import re
from collections.abc import Mapping

from litestar.datastructures import Cookie

from workshops.passes.rules import digest

PREFIX = "pass-"
MOST = 20  # of one request; a browser with more workshops would be a script
_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")


def digests_in(cookies: Mapping[str, str]) -> list[str]:
    """The digests of all passes that this browser holds."""
    held = [value for name, value in cookies.items() if name.startswith(PREFIX)]
    return [digest(value) for value in held if _SECRET.fullmatch(value)][:MOST]


def pass_cookie(code: str, secret: str, *, seconds: int, secure: bool) -> Cookie:
    """The cookie of a pass for the workshop with this code; an empty secret takes it away."""
    return Cookie(
        f"{PREFIX}{code}",
        value=secret,
        max_age=max(seconds, 0) if secret else 0,
        path="/moderation",
        httponly=True,
        samesite="lax",
        secure=secure,
    )
