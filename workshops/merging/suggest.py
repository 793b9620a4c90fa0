"""Which measures of a list are probably one: within a language, and across where that is wanted."""

from collections.abc import Sequence

from workshops.merging import across, model
from workshops.merging.similar import Item, Pair, pairs


def suggested(items: Sequence[Item], *, multilingual: bool, wait: bool = True) -> tuple[Pair, ...]:
    """Pairs that probably say the same, the surest first.

    The model of several languages reads new texts first, or beside it if nobody can `wait`: then
    it finds what it has read so far, see `unread`.
    """
    same = pairs(tuple(items))
    if not multilingual:
        return same
    texts = sorted(across.texts_of(items))
    (model.read if wait else model.read_later)(texts)
    known = {(pair.one, pair.other) for pair in same}
    near = [pair for pair in across.near(items, same) if (pair.one, pair.other) not in known]
    return tuple(sorted([*same, *near], key=lambda pair: -pair.score))


def unread(items: Sequence[Item]) -> int:
    """How many texts of these are not compared across languages yet."""
    texts = across.texts_of(items)
    return len(texts - model.vectors(texts).keys())
