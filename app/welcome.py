"""What the terminal shows when everything runs: one QR for the room, one link for each person."""

import sys
from dataclasses import dataclass
from typing import TextIO

from app.documents import qr
from app.language.catalogues import gettext


@dataclass(frozen=True, slots=True)
class Links:
    """Where each person enters. The links of the moderator and the office work once."""

    code: str
    qr: str  # what the QR code says: the phone's link, in capitals
    phone: str
    moderator: str
    projector: str
    office: str


def show_links(links: Links, out: TextIO = sys.stdout) -> None:
    if code := terminal_qr(links.qr, out):
        print(code, file=out)
    rows = (
        (gettext("Code"), links.code),
        (gettext("Phone"), links.phone),
        (gettext("Moderator, works once"), links.moderator),
        (gettext("Projector"), links.projector),
        (gettext("Office, works once"), links.office),
    )
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"  {name:{width}}  {value}", file=out)
    print(file=out, flush=True)


def terminal_qr(text: str, out: TextIO) -> str:
    """The QR code in half blocks; empty where the terminal cannot show them."""
    return qr.terminal(text, colour=out.isatty()) if _can_show(out) else ""


def _can_show(out: TextIO) -> bool:
    try:
        "█▀▄".encode(out.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True
