"""The measures in one cell: a line for each with a bullet, or with its number. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workshops.imports.cells import one_line

_BULLET = re.compile(r"\s*(?:[•◦○●▪‣⁃∙■□]\s*|[-–*·]\s+)")
_NUMBER = re.compile(r"\s*((\d{1,2})[.):]+)\s+(?=\S)")
_ON_ONE_LINE = re.compile(r"\s2[.)]\s+\S")


@dataclass(frozen=True, slots=True)
class Point:
    """A measure in a cell. `label`: the number before it as it stands there, such as "2.";
    `number`: what it is, 0 for none."""

    words: str
    label: str = ""
    number: int = 0

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.label} {self.words}" if self.label else self.words


def points(text: str) -> list[Point]:
    """One measure; or one for each line that begins with a bullet, or with the next number from 1.
    Other lines continue the one above them."""
    lines = [line for line in text.splitlines() if line.strip()]
    counted = _counted(lines)
    pieces: list[str] = []
    for line in lines:
        if pieces and not (_point(line).number if counted else _BULLET.match(line)):
            pieces[-1] = f"{pieces[-1]} {line}"
        else:
            pieces.append(line)
    found = [_point(piece) for piece in pieces]
    if len(pieces) > 1 and not counted:
        found = [Point(point.text) for point in found]
    return [point for point in found if point.words]


def _counted(lines: Sequence[str]) -> bool:
    """Whether these are a numbered list: several numbers, from 1 on, from the first line on."""
    numbers = [point.number for line in lines if (point := _point(line)).number]
    several = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    return several and _point(lines[0]).number == 1


def bullets(text: str) -> list[str]:
    """The texts of the measures in one cell."""
    return [point.text for point in points(text)]


def is_list(found: Sequence[Point]) -> bool:
    """Whether the measures of a cell were told apart by their numbers."""
    return len(found) > 1 and all(point.number for point in found)


def on_one_line(found: Sequence[Point]) -> bool:
    """Whether one measure looks like several: "1. … 2. …"."""
    return len(found) == 1 and found[0].number == 1 and bool(_ON_ONE_LINE.search(found[0].words))


def _point(line: str) -> Point:
    words = _unmarked(line)
    number = _NUMBER.match(words)
    if number is None:
        return Point(one_line(words))
    return Point(one_line(words[number.end() :]), number[1], int(number[2]))


def _unmarked(line: str) -> str:
    bullet = _BULLET.match(line)
    return line[bullet.end() :] if bullet else line
