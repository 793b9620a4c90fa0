"""How people get in: the address in a QR code, and the one a person can type."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import Markup

from app.documents import qr


@dataclass(frozen=True, slots=True)
class Door:
    """The way into one workshop or survey. `qr` is an SVG element; `shown` is short enough to be
    typed."""

    code: str
    url: str
    shown: str
    qr: Markup


@lru_cache(maxsize=500)
def door(public_url: str, kind: str, code: str, label: str = "") -> Door:
    """The door at `/kind/code`; `label` names the QR code for screen readers."""
    url = address_of(public_url, f"/{kind}/{code}")
    return Door(code, url, shown_address(public_url), Markup(qr.svg(url, label)))


def address_of(public_url: str, path: str) -> str:
    """An address in a QR code. In capitals, which makes it smaller, where it has no path."""
    parts = urlsplit(public_url)
    start = public_url.upper() if parts.path in ("", "/") else public_url
    return f"{start.rstrip('/')}{path}"


def shown_address(public_url: str) -> str:
    """The address that a person types; browsers know the rest."""
    parts = urlsplit(public_url)
    return f"{parts.netloc}{parts.path}".rstrip("/")
