"""The numbers of entries, as the scheme counts its levels. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping

from workshops.concepts.snapshot import Node
from workshops.schemes.scheme import Numbering, Scheme

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
    return _counted(nodes, scheme)[0]


def measure_numbers(nodes: Iterable[Node], scheme: Scheme) -> Mapping[int, str]:
    """The number of each measure, by its id, in the order of the concept; none where the scheme
    does not count them. They continue those of their entries as levels do."""
    return _counted(nodes, scheme)[1]


def _counted(nodes: Iterable[Node], scheme: Scheme) -> tuple[dict[int, str], dict[int, str]]:
    """The numbers of the entries and of the measures. Level -1 stands for the measures."""
    running: Counter[int] = Counter()
    entries: dict[int, str] = {}
    measures: dict[int, str] = {}

    def next_of(level: int, numbering: Numbering, here: Counter[int], above: str) -> str:
        """The number without its prefix; an empty text where none is counted."""
        if numbering.style == "none":
            return ""
        counter = running if numbering.running else here
        own = in_style(numbering.start + counter[level], numbering.style)
        counter[level] += 1
        return f"{above}.{own}" if numbering.joined and above else own

    def count(siblings: Iterable[Node], above: str) -> None:
        here: Counter[int] = Counter()
        for node in siblings:
            numbering = scheme.levels[node.level].numbering
            own = next_of(node.level, numbering, here, above)
            if own:
                entries[node.id] = numbering.prefix + own
            inside: Counter[int] = Counter()
            for measure in node.measures:
                number = next_of(-1, scheme.numbering, inside, own or above)
                if number:
                    measures[measure.id] = scheme.numbering.prefix + number
            count(node.children, own or above)

    count(nodes, "")
    return entries, measures


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
