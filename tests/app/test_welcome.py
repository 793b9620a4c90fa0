import io

import zxingcpp
from PIL import Image

from app.welcome import Links, show_links, terminal_qr

LINKS = Links(
    qr="HTTP://192.0.2.7:8000/W/KIEF42",
    code="KIEF42",
    phone="http://192.0.2.7:8000/w/KIEF42",
    moderator="http://192.0.2.7:8000/invitations/m",
    projector="http://192.0.2.7:8000/projector/p",
    office="http://192.0.2.7:8000/invitations/o",
)


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class AsciiTerminal(Terminal):
    encoding = "ascii"


def test_every_link_is_shown() -> None:
    out = Terminal()
    show_links(LINKS, out)
    for value in ("KIEF42", LINKS.phone, LINKS.moderator, LINKS.projector, LINKS.office):
        assert value in out.getvalue()


def test_a_phone_reads_the_code_from_the_terminal() -> None:
    lines = terminal_qr(LINKS.qr, Terminal()).splitlines()
    rows = [line.split("m", 1)[1].removesuffix("\x1b[0m") for line in lines]
    picture = Image.new("L", (len(rows[0]), 2 * len(rows)), 255)
    for y, row in enumerate(rows):
        for x, character in enumerate(row):
            picture.putpixel((x, 2 * y), 0 if character in "█▀" else 255)
            picture.putpixel((x, 2 * y + 1), 0 if character in "█▄" else 255)
    large = picture.resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST)
    assert [found.text for found in zxingcpp.read_barcodes(large)] == [LINKS.qr]


def test_a_terminal_without_the_characters_gets_the_links_alone() -> None:
    assert terminal_qr(LINKS.qr, AsciiTerminal()) == ""
