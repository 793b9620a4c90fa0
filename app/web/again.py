"""What a form without a script brought stands on the page that refuses it: nothing typed is lost.

Nothing of it is done by that. Only the person's own button sends it again, with a fresh token; and
only what one of our pages sent is offered, for another site could put words and deeds of its own
there, and people would press the button.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from litestar import Request
from litestar.datastructures import FormMultiDict

from app.web.forms import clean

TOKEN = "_csrf_token"
GONE = 410
_HOPELESS = (403, 404, GONE)
"""Refused, and so it stays; but for a token that has grown old."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A field as it was sent. `words`: somebody wrote it, so it is shown."""

    name: str
    value: str
    words: bool


@dataclass(frozen=True, slots=True)
class Again:
    """A form that can be sent to `action` once more; "": it can only be read."""

    action: str
    pairs: tuple[Pair, ...]

    @property
    def words(self) -> bool:
        return any(one.words for one in self.pairs)


def again(request: Request[Any, Any, Any], status: int, *, stale: bool = False) -> Again | None:
    """What was sent by this request, which was refused with this status; None where there is
    nothing to keep, or nothing that may be shown: passwords and files, or words of another site."""
    sent = request.scope["state"].get("sent")
    if not isinstance(sent, FormMultiDict) or not _is_ours(request):
        return None
    pairs = [(name, value) for name, value in sent.multi_items() if name != TOKEN]
    if any("password" in name or not isinstance(value, str) for name, value in pairs):
        return None
    named = {name for name, value in pairs if len(value.split()) > 1}
    kept = tuple(Pair(clean(name), clean(value), name in named) for name, value in pairs)
    hopeless = status in _HOPELESS and not stale
    found = Again("" if hopeless else _address(request), kept)
    return found if found.words or stale or status == 429 or status >= 500 else None


def _is_ours(request: Request[Any, Any, Any]) -> bool:
    """Whether one of our own pages sent it; every browser says so, and no page can lie there."""
    said = request.headers.get("origin") or request.headers.get("referer", "")
    try:
        host = urlsplit(said).netloc
    except ValueError:
        return False
    public = urlsplit(request.app.state.settings.public_url).netloc
    return bool(host) and host in (request.headers.get("host", ""), public)


def _address(request: Request[Any, Any, Any]) -> str:
    query = request.scope["query_string"].decode("latin-1")
    return quote(request.scope["path"]) + (f"?{query}" if query else "")
