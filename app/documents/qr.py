"""QR codes: as a picture for pages and posters, and as characters for the terminal.

Level M and a border of four modules, as the standard wants it. The text is taken as given.
"""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

_BLOCKS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
_BLACK_ON_WHITE = "\x1b[38;5;231;48;5;16m"  # white blocks on black, whatever the theme is
_RESET = "\x1b[0m"


def svg(text: str, label: str = "") -> str:
    """An SVG element, black on white in every theme, without style, script or id.

    `label` is its name for screen readers; without one it is hidden from them.
    """
    dark = _modules(text)
    size = len(dark)
    name = f'role="img" aria-label={quoteattr(label)}' if label else 'aria-hidden="true"'
    path = "".join(
        f"M{x} {y}h{length}v1h-{length}z" for y, row in enumerate(dark) for x, length in _bars(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" {name} '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path fill="#000" d="{path}"/></svg>'
    )


def terminal(text: str, *, colour: bool) -> str:
    """Lines of half blocks, two modules a character.

    With `colour` it sets its own black and white, so it reads the same on a dark and on a light
    terminal. Without, it suits a dark one; phones read the negative on a light one as well.
    """
    dark = _modules(text)
    if len(dark) % 2:
        dark.append([False] * len(dark))
    lines = [
        "".join(_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(dark[::2], dark[1::2], strict=True)
    ]
    return "\n".join(f"{_BLACK_ON_WHITE}{line}{_RESET}" if colour else line for line in lines)


def _modules(text: str) -> list[list[bool]]:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def _bars(row: list[bool]) -> Iterator[tuple[int, int]]:
    """Where dark modules stand side by side: start and length."""
    start = 0
    for x, dark in enumerate([*row, False]):
        if not dark:
            if x > start:
                yield start, x - start
            start = x + 1
