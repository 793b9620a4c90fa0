import io

from app.documents import qr
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


def test_every_link_is_shown_with_the_code_for_phones() -> None:
    out = Terminal()
    show_links(LINKS, out)
    for value in ("KIEF42", LINKS.phone, LINKS.moderator, LINKS.projector, LINKS.office):
        assert value in out.getvalue()
    assert qr.terminal(LINKS.qr, colour=True) in out.getvalue()


def test_a_terminal_without_the_characters_gets_the_links_alone() -> None:
    assert terminal_qr(LINKS.qr, AsciiTerminal()) == ""
