"""What the terminal shows when everything runs: one QR for the room, one link for each person."""

import io
import sys
from dataclasses import dataclass
from typing import TextIO

import qrcode

from app.language.catalogues import gettext

BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m"
PLAIN = "\x1b[0m"
BORDER = 4  # modules of white around a QR code, without which readers do not find it


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
    if qr := terminal_qr(links.qr, out):
        print(qr, file=out)
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
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=BORDER)
    code.add_data(text)
    code.make()
    if not _can_show(out):
        return ""
    if out.isatty():  # dark on light whatever the colours of the terminal are
        rows = _half_blocks(code.get_matrix())
        return "\n".join(f"{BLACK_ON_WHITE}{row}{PLAIN}" for row in rows)
    buffer = io.StringIO()
    code.print_ascii(buffer, invert=True)
    return buffer.getvalue()


def _can_show(out: TextIO) -> bool:
    try:
        "█▀▄".encode(out.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def _half_blocks(matrix: list[list[bool]]) -> list[str]:
    """Two rows of modules a line; a dark module is drawn in the foreground colour."""
    shapes = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    lines = []
    for top in range(0, len(matrix), 2):
        below = matrix[top + 1] if top + 1 < len(matrix) else [False] * len(matrix)
        lines.append("".join(shapes[pair] for pair in zip(matrix[top], below, strict=True)))
    return lines
