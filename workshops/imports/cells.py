"""What stands in the cells of one row, and whether it can be taken. Pure."""

import re
import unicodedata
from collections.abc import Iterator

from app.documents.table import SheetCell, SheetRow
from app.refused import Message, say, say_n

_BULLET = re.compile(r"\s*(?:[•◦○●▪‣⁃∙■□]\s*|[-–*·]\s+)")
_ONLY_NUMBER = re.compile(r"[\d\s.,;:/()%+-]+")


def cell_at(row: SheetRow, x: int | None) -> SheetCell:
    """The cell of a column; an empty one where there is no such column or cell."""
    return row.cells[x] if x is not None and x < len(row.cells) else SheetCell("")


def fold(text: str) -> str:
    """The text for comparing: without case, extra blanks, and Turkish dots on the i."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u0307", "")
    return " ".join(folded.replace("\u0131", "i").split())


def one_line(text: str) -> str:
    return " ".join(text.split())


def several_lines(text: str) -> str:
    """The text with its lines, such as the points of a goal, but without blanks around them."""
    return "\n".join(filter(None, map(one_line, text.splitlines())))


def bodies(text: str) -> list[str]:
    """Several bodies in one cell: by semicolons or lines, for names contain commas."""
    parts = (_BULLET.sub("", part, count=1) for part in re.split(r"[;؛\n]", text))
    return [body for body in map(one_line, parts) if body]


def wrong_with(cell: SheetCell, text: str, most: int, *, words: bool = True) -> Iterator[Message]:
    """Why a text of this cell cannot be taken. `words`: a number alone is not enough."""
    if cell.kind == "formula":
        yield say("This cell holds a formula. Put its result there as text.")
    elif cell.kind == "error":
        yield say("This cell holds the error value %(value)s. Correct it.", value=cell.text)
    elif len(text) > most:
        yield say_n(
            "This text is too long: %(length)d characters, at most %(num)d character.",
            "This text is too long: %(length)d characters, at most %(num)d characters.",
            most,
            length=len(text),
        )
    elif words and _ONLY_NUMBER.fullmatch(text):
        yield say("There is only a number here. Is the text in another column?")
