"""What a chart is made of: `templates/surveys/results/_svg.html` draws it.

Lengths along the line of reading are percents, so a chart fits every width; heights are units of
15 px at size 1. Everything is mirrored for languages that are read from right to left.
"""

import textwrap
from dataclasses import dataclass

LETTERS = 36
"""Of a label on one line: that fits the narrowest phone beside nothing else."""

LINE, BAR, GAP, COLUMN = 1.4, 1.2, 0.9, 9.0  # heights


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar with its label, from the top of the chart `y`; `parts` of a stacked one: number, from,
    width, both in percent."""

    label: tuple[str, ...]
    value: str
    y: float
    width: float
    parts: tuple[tuple[int, float, float], ...] = ()

    @property
    def bar_y(self) -> float:
        return self.y + len(self.label) * LINE


@dataclass(frozen=True, slots=True)
class Chart:
    """`shape`: bars, columns or stacked. `about`: what a screen reader says of it. `legend`: of
    the parts, in the order of their numbers. `mean`: where it lies, in percent. `ends`: names of
    the two ends of a scale."""

    shape: str
    about: str
    height: float
    marks: tuple[Mark, ...]
    legend: tuple[str, ...] = ()
    mean: float | None = None
    ends: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Grid:
    """The chart's table: headings, and lines whose first cell names them."""

    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def wrapped(label: str) -> tuple[str, ...]:
    """A label in lines, each of which keeps its own direction of reading."""
    lines = textwrap.wrap(label, LETTERS) or [""]
    return tuple(apart(line) for line in lines)


def apart(text: str) -> str:
    """Words whose direction is theirs alone, whatever stands around them."""
    return f"\u2068{text}\u2069"
