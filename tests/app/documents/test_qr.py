"""QR codes, read back by a reader."""

import re

import zxingcpp
from PIL import Image

from app.documents import qr

ADDRESS = "HTTP://192.168.178.20:8000/W/KIEF42"
BLOCKS = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}  # upper, lower; 1 is dark


def decoded(dark: list[list[int]]) -> str:
    size = 8
    picture = Image.new("L", (len(dark[0]) * size, len(dark) * size), 255)
    for y, row in enumerate(dark):
        for x, module in enumerate(row):
            if module:
                picture.paste(0, (x * size, y * size, (x + 1) * size, (y + 1) * size))
    return zxingcpp.read_barcodes(picture)[0].text


def drawn(svg: str) -> list[list[int]]:
    size = int(re.findall(r'viewBox="0 0 (\d+)', svg)[0])
    dark = [[0] * size for _ in range(size)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", svg):
        dark[int(y)][int(x) : int(x) + int(length)] = [1] * int(length)
    return dark


def test_the_picture_says_what_it_was_given() -> None:
    assert decoded(drawn(qr.svg(ADDRESS))) == ADDRESS


def test_the_border_is_four_modules_wide() -> None:
    dark = drawn(qr.svg(ADDRESS))
    assert not any(any(row) for row in dark[:4])
    assert any(dark[4])
    assert not any(any(row[:4]) for row in dark)


def test_the_picture_needs_no_style_script_or_id() -> None:
    assert not re.search(r"style|script|\bid=|xlink", qr.svg(ADDRESS))


def test_a_label_names_it_and_is_escaped() -> None:
    assert 'role="img" aria-label="A &amp; B"' in qr.svg(ADDRESS, "A & B")
    assert 'aria-hidden="true"' in qr.svg(ADDRESS)


def test_the_terminal_shows_it_in_half_the_lines() -> None:
    lines = qr.terminal(ADDRESS, colour=False).splitlines()
    dark = [[BLOCKS[c][half] for c in line] for line in lines for half in (0, 1)]
    assert decoded(dark) == ADDRESS


def test_colour_makes_it_black_on_white_on_every_terminal() -> None:
    for line in qr.terminal(ADDRESS, colour=True).splitlines():
        assert line.startswith("\x1b[")
        assert line.endswith("\x1b[0m")
