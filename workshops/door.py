"""How people get into a workshop."""

from app.web import door as doors
from app.web.door import Door, address_of


def door(public_url: str, code: str, label: str = "") -> Door:
    """The door of the workshop with this code; `label` names the QR code for screen readers."""
    return doors.door(public_url, "W", code, label)


def join_url(public_url: str, code: str) -> str:
    """What the QR code says."""
    return address_of(public_url, f"/W/{code}")
