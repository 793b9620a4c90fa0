"""The numbers of nodes, as the scheme counts its levels. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping

from workshops.concepts.scheme import Scheme
from workshops.concepts.snapshot import Node


def numbers(nodes: Iterable[Node], scheme: Scheme) -> Mapping[int, int]:
    """The number of each numbered node, by its id: 1, 2, 3 ... through the tree, a count a level.

    Nodes of levels without numbering have none.
    """
    counts: Counter[int] = Counter()
    found: dict[int, int] = {}
    for top in nodes:
        for node in top.walk():
            if scheme.levels[node.level].numbering == "running":
                counts[node.level] += 1
                found[node.id] = counts[node.level]
    return found
