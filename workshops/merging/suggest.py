"""Which measures of a list are probably one: within a language, and across where that is wanted."""

from collections.abc import Sequence

from workshops.merging import across
from workshops.merging.similar import Item, Pair, pairs

AT_ONCE = 12  # texts that the model of several languages reads anew while somebody waits


def suggested(
    items: Sequence[Item], *, multilingual: bool, most: int | None = None
) -> tuple[Pair, ...]:
    """Pairs that probably say the same, the surest first.

    `most`: at most so many texts are read for the first time by the model of several languages.
    """
    same = pairs(tuple(items))
    if not multilingual:
        return same
    return tuple(sorted([*same, *across.near(items, same, most)], key=lambda pair: -pair.score))
