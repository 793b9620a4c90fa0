"""The numbers of entries, as the scheme counts its levels. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping

from workshops.concepts.scheme import Scheme
from workshops.concepts.snapshot import Node

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def numbers(nodes: Iterable[Node], scheme: Scheme) -> Mapping[int, str]:
    """The number of each numbered entry, by its id, such as "3", "C" or "8.1.1".

    A level counts anew below each parent, or on through the tree where it is running. Entries of
    levels without numbering have none. A joined number continues that of the nearest numbered
    entry above it.
    """
    running: Counter[int] = Counter()
    found: dict[int, str] = {}

    def count(siblings: Iterable[Node], above: str) -> None:
        here: Counter[int] = Counter()
        for node in siblings:
            numbering = scheme.levels[node.level].numbering
            own = ""
            if numbering.style != "none":
                counted = running if numbering.running else here
                index = numbering.start + counted[node.level]
                counted[node.level] += 1
                own = in_style(index, numbering.style)
                if numbering.joined and above:
                    own = f"{above}.{own}"
                found[node.id] = own
            count(node.children, own or above)

    count(nodes, "")
    return found


def in_style(index: int, style: str) -> str:
    """A number from 1 as "1", "A", "a" or "I"; after Z comes AA, as columns of spreadsheets."""
    if style == "I":
        return _roman(index)
    if style in ("A", "a"):
        return letters(index) if style == "A" else letters(index).lower()
    return str(index)


def letters(index: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    name = ""
    while index > 0:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _roman(index: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        times, index = divmod(index, value)
        written += sign * times
    return written
